/**
 * What was typed, and where its words stand.
 *
 *     四风 作风           both, in any order, the nearer the better
 *     认识…作风           in this order
 *     "per cent"          one string with a blank in it
 *     标签:作风建设        only texts with such a tag;  类:词条  篇:长效  likewise
 */
(() => {
  "use strict";

  const FILTER = /(^|\s)(标签|標籤|类|類|篇)[:：]\s*("[^"]*"|\S+)/gu;
  const FILTER_NAMES = { 标签: "tag", 標籤: "tag", 类: "kind", 類: "kind", 篇: "text" };
  const DOTS = /\s*(?:…|⋯|\.{3,})+\s*/gu;

  // ---- what was typed -------------------------------------------------------

  function parse(collection, typed) {
    const filters = [];
    const rest = typed.replace(FILTER, (_, before, name, value) => {
      const plain = value.replace(/^"|"$/g, "");
      filters.push({ by: FILTER_NAMES[name], value: plain, folded: collection.fold(plain) });
      return before;
    });
    const words = [];
    for (const [, quoted, bare] of rest.replace(DOTS, "…").matchAll(/"([^"]+)"|(\S+)/gu)) {
      const parts = quoted ? [quoted] : bare.split("…").filter(Boolean);
      const word = parts.length ? parts : ["…"];
      words.push({ typed: word.join("…"), parts: word.map((part) => lookedFor(collection, part)) });
    }
    return { typed, words, filters, plain: collection.fold(rest) };
  }

  /**
   * A string as it is looked for: folded, and its marks apart: those before it,
   * those before each of its other characters, those after it.
   */
  function lookedFor(collection, typed) {
    const folded = collection.fold(typed);
    const marks = [""];
    for (const c of typed) {
      if (!Search.MARK.test(c)) marks.push("");
      else if (!/[\s'’]/u.test(c)) marks[marks.length - 1] += String.fromCharCode(Search.half(c.charCodeAt(0)));
    }
    const inner = marks.slice(1, -1);
    return {
      typed,
      folded,
      before: marks[0],
      inner: inner.some(Boolean) ? inner : [],
      after: marks.length > 1 ? marks.at(-1) : "",
      marks: marks.some(Boolean),
    };
  }

  // ---- where a word stands ---------------------------------------------------

  /**
   * The places of a word in the order of the text. `hits` are where it begins,
   * `spans(n)` all that the n-th takes in: [from, length] in the folded text.
   * A word of marks only is looked for in the text itself (`raw`).
   */
  function places(collection, word) {
    const lists = word.parts.map((part) => part.folded
      ? exact(collection, part)
      : { at: literal(collection, part.typed), length: part.typed.length });
    if (lists.length > 1) return inOrder(collection, lists);
    const [{ at, length, otherMarks }] = lists;
    const raw = !word.parts[0].folded;
    return { hits: at, spans: (n) => [[at[n], length]], raw, otherMarks };
  }

  function exact(collection, part) {
    const { folded, marks } = part;
    let found = scan(collection, folded, marks ? 1 : folded.length);
    // Characters that are Simplified too may be meant as Traditional ones: 於, 著, 乾.
    const soft = Array.from(folded, (c) => collection.softFold.get(c) ?? c).join("");
    if (soft !== folded && (folded.length > 1 || !found.length)) {
      found = found.concat(scan(collection, soft, soft.length)).sort((a, b) => a - b);
    }
    if (!marks || !found.length) return { at: found, length: folded.length };
    const same = found.filter((at) => hasMarks(collection, part, at));
    return { at: same.length ? same : found, length: folded.length, otherMarks: !same.length };
  }

  function scan({ folded }, needle, step) {
    const found = [];
    for (let at = folded.indexOf(needle); at >= 0; at = folded.indexOf(needle, at + step)) {
      found.push(at);
    }
    return found;
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
    const either = Array.from(typed, (c) => {
      const unit = c.codePointAt(0);
      const half = Search.half(unit);
      const full = half > 32 && half < 127 ? half + 0xfee0 : unit;
      return `[${[unit, half, full].map((u) => `\\u{${u.toString(16)}}`).join("")}]`;
    });
    return Array.from(text.matchAll(new RegExp(either.join(""), "gu")), ({ index }) => index);
  }

  /** Parts one behind the other on one page, as near to each other as they come. */
  function inOrder(collection, lists) {
    const { foldedAt, pageBlock } = collection;
    const [first, ...rest] = lists;
    const found = [];
    let end = -1;
    let page = 0;
    const next = rest.map(() => 0);
    for (const at of first.at) {
      while (foldedAt[pageBlock[page + 1]] <= at) page += 1;
      end = foldedAt[pageBlock[page + 1]];
      const spans = [[at, first.length]];
      let after = at + first.length;
      for (let n = 0; n < rest.length && spans.length === n + 1; n += 1) {
        const list = rest[n].at;
        while (next[n] < list.length && list[next[n]] < after) next[n] += 1;
        if (next[n] === list.length || list[next[n]] >= end) break;
        spans.push([list[next[n]], rest[n].length]);
        after = list[next[n]] + rest[n].length;
      }
      if (spans.length <= rest.length) continue;
      const before = found.at(-1);
      if (before?.at(-1)[0] === spans.at(-1)[0]) found.pop(); // the later begins nearer
      found.push(spans);
    }
    return { hits: found.map(([[at]]) => at), spans: (n) => found[n] };
  }

  /** Of each page the first of its hits; one more entry ends the last page. */
  function byPage(collection, hits, raw) {
    const { pageBlock, pages } = collection;
    const begins = raw ? collection.blockAt : collection.foldedAt;
    const first = new Uint32Array(pages.length + 1);
    let n = 0;
    for (let page = 0; page < pages.length; page += 1) {
      first[page] = n;
      const end = begins[pageBlock[page + 1]];
      while (n < hits.length && hits[n] < end) n += 1;
    }
    first[pages.length] = n;
    return first;
  }

  function look(collection, word) {
    const found = { ...places(collection, word), word, named: new Map(), corrected: new Map() };
    found.first = byPage(collection, found.hits, found.raw);
    const [part] = word.parts;
    if (word.parts.length > 1 || !part.folded) return found;
    found.tags = new Set(collection.tags.filter((tag) => collection.fold(tag).includes(part.folded)));
    for (const emendation of Search.inWitness(collection, part.folded)) {
      const { page } = emendation;
      if (!found.corrected.has(page)) found.corrected.set(page, []);
      found.corrected.get(page).push(emendation);
    }
    for (const { name, span } of Search.byPinyin(collection, part.typed)) {
      if (!found.named.has(name.page)) found.named.set(name.page, []);
      found.named.get(name.page).push({ name, span });
    }
    return found;
  }

  Object.assign(Search, { look, parse });
})();
