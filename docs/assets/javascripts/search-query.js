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
    Search.forgetPlaces();
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

  // ---- the pages where a word stands ------------------------------------------

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
    const found = { ...Search.places(collection, word), word, named: new Map(), corrected: new Map() };
    found.first = byPage(collection, found.hits, found.raw);
    const [part] = word.parts;
    if (word.parts.length > 1 || !part.folded) return found;
    if (part.marks) return found;
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
