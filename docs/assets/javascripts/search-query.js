/**
 * What was typed → the pages that have it, best first.
 *
 *     四风 作风           both, in any order, the nearer the better
 *     认识…作风           in this order
 *     "per cent"          one string with a blank in it
 *     标签:作风建设        only texts with such a tag;  类:词条  篇:长效  likewise
 */
(() => {
  "use strict";

  const KINDS = { text: "文章", term: "词条", site: "本站" };

  const FILTER = /(^|\s)(标签|標籤|类|類|篇)[:：]\s*("[^"]*"|\S+)/gu;
  const FILTER_NAMES = { 标签: "tag", 標籤: "tag", 类: "kind", 類: "kind", 篇: "text" };
  const DOTS = /\s*(?:…|⋯|\.{3,})+\s*/gu;

  /** What a page is worth to a word, by where the word stands in it. */
  const Worth = {
    TERM: 9, // the page of the very term
    TITLE: 5,
    TERM_TITLE: 4,
    HEADING: 3, // or a tag, or what is known of the text
    TEXT: 2,
    WITNESS: 1.5,
    ACROSS: 1.2, // only with marks in between that were not typed
    DEFINITION: 1,
    SITE: 0.5,
  };
  /** Characters between two words at which nearness counts half. */
  const NEAR = 12;

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

  // ---- which pages, in which order ---------------------------------------------

  function search(collection, typed) {
    const query = parse(collection, typed);
    const looks = query.words.map((word) => look(collection, word));
    const matching = [];
    if (looks.length || query.filters.length) {
      for (let page = 0; page < collection.pages.length; page += 1) {
        if (looks.every((found) => stands(collection, found, page))) matching.push(page);
      }
    }
    const average = collection.folded.length / collection.pages.length;
    const term = isTerm(collection, query, looks);
    const results = matching
      .filter((page) => query.filters.every((filter) => passes(collection, filter, page)))
      .map((page) => judge(collection, looks, page, average, term));
    results.sort((a, b) => b.score - a.score || a.page - b.page);
    return { query, looks, matching, results };
  }

  function stands({ pages }, { first, tags, named, corrected }, page) {
    return first[page + 1] > first[page] || named.has(page) || corrected.has(page)
      || Boolean(tags?.size && pages[page].tags.some((tag) => tags.has(tag)));
  }

  function passes(collection, { by, value, folded }, page) {
    const { kind, tags, url } = collection.pages[page];
    if (by === "kind") return KINDS[kind].includes(value) || KINDS[kind] === value;
    if (by === "tag") return tags.some((tag) => collection.fold(tag).includes(folded));
    return kind === "text"
      && (collection.fold(collection.title(page)).includes(folded) || url.includes(value));
  }

  /** The pages of the terms whose name is all that was typed. */
  function isTerm(collection, { plain: typed, words }, looks) {
    const found = new Set();
    if (!typed) return found;
    collection.pages.forEach(({ kind, forms }, page) => {
      if (kind !== "term") return;
      const names = [collection.title(page), ...forms];
      if (names.some((name) => collection.fold(name) === typed)) found.add(page);
    });
    if (words.length === 1) {
      for (const [page, names] of looks[0].named) {
        const whole = ({ name, span }) => span[0] === 0 && span[1] === name.characters.length;
        if (collection.pages[page].kind === "term" && names.some(whole)) found.add(page);
      }
    }
    return found;
  }

  function judge(collection, looks, page, average, term) {
    const { kind } = collection.pages[page];
    let count = 0;
    let worth = 0;
    for (const found of looks) {
      count += found.first[page + 1] - found.first[page] + (found.corrected.get(page)?.length ?? 0);
      worth += worthOf(collection, found, page, kind);
    }
    worth = term.has(page) ? Worth.TERM : worth / (looks.length || 1);
    // Where the query is a term, texts that speak of it come before other terms.
    if (term.size && kind === "term" && !term.has(page)) worth = Math.min(worth, Worth.DEFINITION);
    const size = collection.size(page) / average;
    const dense = count / (count + 1.5 * (0.3 + 0.7 * size));
    const { nearness, window } = nearest(collection, looks, page);
    return { page, kind, count, window, score: worth * 10 + nearness * 8 + dense * 4 };
  }

  function worthOf(collection, found, page, kind) {
    const { hits, first, raw, tags, named, corrected } = found;
    const { pageBlock, pages } = collection;
    const from = first[page];
    const to = first[page + 1];
    const begins = raw ? collection.blockAt : collection.foldedAt;
    const block = pageBlock[page];
    const inTitle = (to > from && hits[from] < begins[block + 1]) || named.has(page);
    if (inTitle) return { text: Worth.TITLE, term: Worth.TERM_TITLE, site: Worth.WITNESS }[kind];
    if (kind === "site") return Worth.SITE;
    if (tags?.size && pages[page].tags.some((tag) => tags.has(tag))) return Worth.HEADING;
    if (kind === "term") return Worth.DEFINITION;
    let n = from;
    for (let b = block + 1; b < pageBlock[page + 1] && n < to; b += 1) {
      while (n < to && hits[n] < begins[b]) n += 1;
      if (n < to && hits[n] < begins[b + 1] && (collection.level(b) || collection.isFact(b))) {
        return Worth.HEADING;
      }
    }
    if (to > from) return isWhole(collection, found, page) ? Worth.TEXT : Worth.ACROSS;
    return corrected.has(page) ? Worth.WITNESS : Worth.TEXT;
  }

  /** Is one of the first hits on the page as it was typed, without marks in between? */
  function isWhole(collection, { word, hits, first, raw }, page) {
    const [{ folded, marks }, ...others] = word.parts;
    if (raw || marks || others.length || folded.length < 2) return true;
    for (let n = first[page]; n < Math.min(first[page + 1], first[page] + 5); n += 1) {
      const [from, to] = collection.span(hits[n], folded.length);
      if (to - from === folded.length) return true;
    }
    return false;
  }

  /** How near the words of a query (or the parts of one) come to each other on a page. */
  function nearest(collection, looks, page) {
    const ranges = looks.filter(({ first, raw }) => !raw && first[page + 1] > first[page]);
    const parts = ranges.length === 1 ? ranges[0].word.parts.length : ranges.length;
    if (parts < 2) return { nearness: 0 };
    let best = Infinity;
    let window;
    const take = (spans) => {
      const from = Math.min(...spans.map(([at]) => at));
      const to = Math.max(...spans.map(([at, length]) => at + length));
      const gap = to - from - spans.reduce((sum, [, length]) => sum + length, 0);
      if (gap < best) [best, window] = [gap, [from, to]];
    };
    if (ranges.length === 1) {
      const [{ spans, first }] = ranges;
      for (let n = first[page]; n < first[page + 1]; n += 1) take(spans(n));
    } else {
      const at = ranges.map(({ first }) => first[page]);
      for (;;) {
        const spans = ranges.flatMap((found, n) => found.spans(at[n]));
        take(spans);
        // On with the one that stands first.
        let least = 0;
        ranges.forEach(({ hits }, n) => {
          if (hits[at[n]] < ranges[least].hits[at[least]]) least = n;
        });
        at[least] += 1;
        if (at[least] === ranges[least].first[page + 1]) break;
      }
    }
    return { nearness: 1 / (1 + Math.max(0, best) / NEAR), window };
  }

  Object.assign(Search, { search, KINDS });
})();
