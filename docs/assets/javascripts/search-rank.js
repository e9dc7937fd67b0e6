/**
 * The pages that have all that was typed, best first: the term's own page, then
 * by title, heading or tag, text; then nearer before far, more and denser before
 * less.
 */
(() => {
  "use strict";

  const KINDS = { text: "文章", term: "词条", site: "本站" };

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
  /** Words that are nowhere, after which no more are looked for. */
  const ENOUGH = 3;
  /** Characters between two words at which nearness counts half. */
  const NEAR = 12;

  function search(collection, typed) {
    const query = Search.parse(collection, typed);
    const looks = lookAll(collection, query.words);
    const term = isTerm(collection, query, looks);
    const matching = [];
    if (looks.length || query.filters.length) {
      for (let page = 0; page < collection.pages.length; page += 1) {
        const found = looks.every((word) => stands(collection, word, page));
        if (found || (looks.length && term.has(page))) matching.push(page);
      }
    }
    const average = collection.folded.length / collection.pages.length;
    const results = within(collection, matching, query.filters)
      .map((page) => judge(collection, looks, page, average, term));
    results.sort((a, b) => b.score - a.score || a.page - b.page);
    return { query, looks, matching, results };
  }

  /** Where each word stands; of a long paste only until a few are nowhere. */
  function lookAll(collection, words) {
    const looks = [];
    let missing = 0;
    for (const word of words) {
      const found = Search.look(collection, word);
      looks.push(found);
      missing += isNowhere(found);
      if (missing > ENOUGH) break;
    }
    return looks;
  }

  function isNowhere({ hits, named, corrected, tags }) {
    return !(hits.length || named.size || corrected.size || tags?.size);
  }

  function stands({ pages }, { first, tags, named, corrected }, page) {
    return first[page + 1] > first[page] || named.has(page) || corrected.has(page)
      || Boolean(tags?.size && pages[page].tags.some((tag) => tags.has(tag)));
  }

  function within(collection, pages, filters) {
    return pages.filter((page) => filters.every((filter) => passes(collection, filter, page)));
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
    const foldedNames = (collection.foldedNames ??= []);
    collection.pages.forEach(({ kind, forms }, page) => {
      if (kind !== "term") return;
      foldedNames[page] ??= [collection.title(page), ...forms].map((name) => collection.fold(name));
      if (foldedNames[page].includes(typed)) found.add(page);
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
  function isWhole(collection, found, page) {
    const { word, hits, first, raw } = found;
    const [{ folded, marks }, ...others] = word.parts;
    if (raw || marks || others.length || folded.length < 2) return true;
    // Pages are asked for in their order.
    const { text, blockAt, pageBlock } = collection;
    if (!(found.whole >= blockAt[pageBlock[page]])) {
      found.whole = text.indexOf(folded, blockAt[pageBlock[page]]);
      if (found.whole < 0) found.whole = Infinity;
    }
    if (found.whole < blockAt[pageBlock[page + 1]]) return true;
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
    const lengths = ranges.reduce((sum, { length }) => sum + length, 0);
    const at = ranges.map(({ first }) => first[page]);
    const last = ranges.map(({ first }) => first[page + 1]);
    let best = Infinity;
    let window;
    for (;;) {
      let least = 0;
      let to = 0;
      for (let n = 0; n < ranges.length; n += 1) {
        if (ranges[n].hits[at[n]] < ranges[least].hits[at[least]]) least = n;
        to = Math.max(to, ranges[n].lasts[at[n]] + ranges[n].tail);
      }
      const from = ranges[least].hits[at[least]];
      if (to - from - lengths < best) {
        best = to - from - lengths;
        window = [from, to];
        if (best <= 0) break;
      }
      // On with the one that stands first.
      at[least] += 1;
      if (at[least] === last[least]) break;
    }
    return { nearness: 1 / (1 + Math.max(0, best) / NEAR), window };
  }

  Object.assign(Search, { isNowhere, search, within, KINDS });
})();
