/**
 * Where a word stands: a string with or without marks, a mark alone, or parts
 * that are to follow one another.
 */
(() => {
  "use strict";

  /** So often a string is common, and its marks are looked for first. */
  const MANY = 1000;

  /**
   * The places of a word in the order of the text: `hits` are where it begins,
   * `lasts` where its last part begins, which is `tail` long; `spans(n)` is all
   * that the n-th takes in, as [from, length] in the folded text, and `length`
   * what these come to.
   * A word of marks only is looked for in the text itself (`raw`).
   */
  function places(collection, word) {
    const lists = word.parts.map((part) => part.folded
      ? exact(collection, part)
      : { at: literal(collection, part.typed), length: part.typed.length });
    if (lists.length > 1) return inOrder(collection, lists);
    const [{ at, length, otherMarks }] = lists;
    const raw = !word.parts[0].folded;
    const spans = (n) => [[at[n], length]];
    return { hits: at, lasts: at, tail: length, spans, length, raw, otherMarks };
  }

  function exact(collection, part) {
    const { folded, marks } = part;
    const { length } = folded;
    // Characters that are Simplified too may be meant as Traditional ones: 於, 著, 乾.
    const soft = Array.from(folded, (c) => collection.softFold.get(c) ?? c).join("");
    const both = (find) => {
      const found = find(folded);
      if (soft === folded || (length === 1 && found.length)) return found;
      return merged(found, find(soft));
    };
    const same = marks ? both((needle) => withMarks(collection, part, needle)) : [];
    if (same.length) return { at: same, length };
    const found = both((needle) => scan(collection.folded, needle));
    return { at: found, length, otherMarks: marks && found.length > 0 };
  }

  function scan(text, needle, step = needle.length) {
    const found = new Numbers();
    for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + step)) {
      found.push(at);
    }
    return found.all();
  }

  /** Two lists in their order as one. */
  function merged(a, b) {
    if (!a.length || !b.length) return a.length ? a : b;
    const found = new Numbers();
    let n = 0;
    for (const at of a) {
      while (n < b.length && b[n] < at) found.push(b[n++]);
      found.push(at);
    }
    while (n < b.length) found.push(b[n++]);
    return found.all();
  }

  /** A list of numbers, in memory that the next question takes over. */
  class Numbers {
    static #memory = [];
    static #taken = 0;
    #nth = Numbers.#taken++;
    #list = (Numbers.#memory[this.#nth] ??= new Uint32Array(1 << 6));
    length = 0;

    static forgetAll() {
      Numbers.#taken = 0;
    }

    push(number) {
      if (this.length === this.#list.length) {
        const wider = new Uint32Array(4 * this.length);
        wider.set(this.#list);
        this.#list = Numbers.#memory[this.#nth] = wider;
      }
      this.#list[this.length++] = number;
    }

    last() {
      return this.#list[this.length - 1];
    }

    replace(number) {
      this.#list[this.length - 1] = number;
    }

    all() {
      return this.#list.subarray(0, this.length);
    }
  }

  /** Where a folded string stands with the marks that were typed. */
  function withMarks(collection, part, needle) {
    const few = needle.length > 1 ? scan(collection.folded, needle, 1) : [];
    const places = needle.length > 1 && few.length < MANY ? few : besideMark(collection, part, needle);
    return places.filter((place) => hasMarks(collection, part, place));
  }

  /**
   * Where it stands with one of the marks. The mark and the character beside it
   * are looked for in the text, where they are rarer than the string: 的， than 的.
   */
  function besideMark(collection, { before, inner, after }, needle) {
    const { text, folded } = collection;
    const gap = inner.findIndex(Boolean);
    const nth = before ? 0 : gap >= 0 ? gap : needle.length - 1;
    const character = unfolded(collection, needle[nth]);
    const [blank, mark] = ["[\\s\\0-\\x20]*", either(widths(before.at(-1) ?? (inner[gap] || after)[0]))];
    const pair = new RegExp(before ? mark + blank + character : character + blank + mark, "g");
    const found = new Numbers();
    while (pair.test(text)) {
      let at = pair.lastIndex - 1;
      while (Search.MARK.test(text[at])) at -= 1;
      const place = collection.refold(at) - nth;
      if (folded.startsWith(needle, place)) found.push(place);
    }
    return found.all();
  }

  /** What folds to a unit, as a pattern. */
  function unfolded({ table, astral }, unit) {
    const wanted = unit.charCodeAt(0);
    const units = [];
    table.forEach((folded, n) => {
      if (folded === wanted) units.push(n);
    });
    const pairs = [...astral].filter(([, to]) => to === unit).map(([from]) => from);
    return `(?:${[either(units), ...pairs].join("|")})`;
  }

  /** A mark, full-width and half-width. */
  function widths(c) {
    const unit = c.charCodeAt(0);
    const half = Search.half(unit);
    const full = half > 32 && half < 127 ? half + 0xfee0 : unit;
    return [...new Set([unit, half, full])];
  }

  /** One of these units, as a pattern. */
  function either(units) {
    return `[${units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("")}]`;
  }

  /** Has the text, where the string is found, the marks that the string has? */
  function hasMarks(collection, { folded, before, inner, after }, place) {
    const { text } = collection;
    const [from, to] = collection.span(place, folded.length);
    if (before && !stepBack(text, from, before)) return false;
    if (after && step(text, to, after) < 0) return false;
    let at = from + 1;
    for (let n = 0; n < inner.length; n += 1) {
      if (inner[n]) {
        at = step(text, at, inner[n]);
        if (at < 0) return false;
        while (at < to && /\s/u.test(text[at])) at += 1;
        if (Search.MARK.test(text[at])) return false; // more marks than were typed
      } else {
        while (at < to && Search.MARK.test(text[at])) at += 1;
      }
      at += 1;
    }
    return true;
  }

  /** Behind the marks, if they stand at a place of the text (blanks aside); else -1. */
  function step(text, place, marks) {
    let at = place;
    for (let n = 0; n < marks.length; n += 1, at += 1) {
      while (Search.half(text.charCodeAt(at)) <= 32) at += 1;
      if (Search.half(text.charCodeAt(at)) !== marks.charCodeAt(n)) return -1;
    }
    return at;
  }

  function stepBack(text, place, marks) {
    let at = place - 1;
    for (let n = marks.length - 1; n >= 0; n -= 1, at -= 1) {
      while (Search.half(text.charCodeAt(at)) <= 32) at -= 1;
      if (Search.half(text.charCodeAt(at)) !== marks.charCodeAt(n)) return false;
    }
    return true;
  }

  function literal({ text }, typed) {
    const found = new Numbers();
    const units = Array.from({ length: typed.length }, (_, n) => widths(typed[n]));
    if (units.length === 1) {
      return units[0].map((unit) => scan(text, String.fromCharCode(unit))).reduce(merged);
    }
    const pattern = new RegExp(units.map(either).join(""), "g");
    while (pattern.test(text)) found.push(pattern.lastIndex - typed.length);
    return found.all();
  }

  /** Parts one behind the other on one page, as near to each other as they come. */
  function inOrder({ foldedAt, pageBlock }, lists) {
    const size = lists.length;
    const [first] = lists;
    const found = lists.map(() => new Numbers());
    const next = new Uint32Array(size);
    const now = new Uint32Array(size);
    let page = 0;
    for (const at of first.at) {
      while (foldedAt[pageBlock[page + 1]] <= at) page += 1;
      const end = foldedAt[pageBlock[page + 1]];
      now[0] = at;
      let n = 1;
      for (let after = at + first.length; n < size; n += 1) {
        const { at: list, length } = lists[n];
        while (next[n] < list.length && list[next[n]] < after) next[n] += 1;
        if (next[n] === list.length || list[next[n]] >= end) break;
        now[n] = list[next[n]];
        after = now[n] + length;
      }
      if (n < size) continue;
      // Of two that end in one place the later begins nearer.
      const again = found[0].length && found[size - 1].last() === now[size - 1];
      found.forEach((list, part) => (again ? list.replace(now[part]) : list.push(now[part])));
    }
    const parts = found.map((list) => list.all());
    return {
      hits: parts[0],
      lasts: parts[size - 1],
      tail: lists[size - 1].length,
      spans: (n) => parts.map((list, part) => [list[n], lists[part].length]),
      length: lists.reduce((sum, { length }) => sum + length, 0),
    };
  }

  Object.assign(Search, { places, forgetPlaces: Numbers.forgetAll });
})();
