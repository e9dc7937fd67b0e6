/**
 * The answer to what was typed: items for Material's box, and for search-box.js
 * what is said above them and what they can be narrowed to.
 */
(() => {
  "use strict";

  /** Pages that come with their passages; the others have one when they come into view. */
  const DETAILED_PAGES = 20;
  /** Tags that are offered to choose from. */
  const TAGS = 5;
  /** Words that are quoted where they are not found, and characters of each end of a long one. */
  const QUOTED = 3;
  const ENDS = 12;

  let last;

  function answer(collection, typed) {
    const found = Search.search(collection, typed);
    const { query, results } = found;
    const asked = query.words.length || query.filters.length;
    if (!asked) return { items: [] };
    if (!results.length) return nothing(collection, found);
    const strings = query.words.flatMap(({ parts }) => parts.map((p) => p.folded || p.typed));
    const told = Search.address(strings, []);
    const items = results.map((result, place) => {
      const score = results.length - place;
      return place < DETAILED_PAGES
        ? Search.item(collection, found, result, score, true)
        : [Search.brief(collection, result, place, score, told)];
    });
    last = { collection, found };
    return { items, status: status(found), note: note(found), ...choices(collection, found) };
  }

  /** What results of the last answer show that were left for later. */
  function later(places) {
    const { collection, found } = last;
    return places.map((place) =>
      ({ place, ...Search.filled(collection, found, found.results[place]) }));
  }

  // ---- what is said above the results ------------------------------------------

  function status({ query, looks, results }) {
    const counts = Object.entries(Search.KINDS).map(([kind, name]) =>
      [results.filter((result) => result.kind === kind).length, name]).filter(([n]) => n);
    const unit = { 文章: "篇文章", 词条: "个词条", 本站: "页本站说明" };
    const places = results.reduce((sum, { count }) => sum + count, 0);
    const found = counts.map(([n, name]) => `${n} ${unit[name]}`).join("、");
    const bySound = looks.some(({ named }) => named.size);
    return places && query.words.length && !bySound ? `${found}，共 ${places} 处` : found;
  }

  function note({ looks, results }) {
    const other = looks.find(({ otherMarks }) => otherMarks);
    if (other) return `没有与“${short(other.word.typed)}”标点全同的；下面各处文字相同，标点有异。`;
    return looks.map(({ word, corrected }) => {
      const places = results.reduce((sum, { page }) => sum + (corrected.get(page)?.length ?? 0), 0);
      return places ? `其中 ${places} 处经校改，底本作“${short(word.typed)}”。` : "";
    }).join("");
  }

  /** What the results can be narrowed to. */
  function choices(collection, { query, matching, results }) {
    const ofAnyKind = Search.within(collection, matching, query.filters.filter(({ by }) => by !== "kind"));
    const kinds = Object.entries(Search.KINDS).map(([kind, name]) =>
      [name, ofAnyKind.filter((page) => collection.pages[page].kind === kind).length]);
    const counts = new Map();
    for (const { page } of results) {
      for (const tag of collection.pages[page].tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
    }
    const tags = [...counts].sort((a, b) => b[1] - a[1]).slice(0, TAGS);
    const filters = query.filters.map(({ by, value }) => ({ by, value }));
    return { kinds: kinds.filter(([, n]) => n), tags, filters };
  }

  function short(typed) {
    const characters = Array.from(typed);
    return characters.length > 2 * ENDS + 2
      ? `${characters.slice(0, ENDS).join("")}……${characters.slice(-ENDS).join("")}` : typed;
  }

  /** Nothing is exactly that: says so, and offers the terms that are nearest. */
  function nothing(collection, found) {
    const { query, looks, matching } = found;
    const quoted = (words) => words.slice(0, QUOTED).map(({ typed }) => `“${short(typed)}”`).join("、")
      + (words.length > QUOTED ? "等" : "");
    let status = `没有找到${quoted(query.words)}。`;
    if (!query.words.length) {
      status = "没有这样的页。";
    } else if (matching.length) {
      status = `在选定的范围内没有${quoted(query.words)}；不限范围，有 ${matching.length} 页。`;
    } else if (query.words.length > 1) {
      const missing = looks.filter(Search.isNowhere).map(({ word }) => word);
      status = missing.length
        ? `没有找到${quoted(missing)}。`
        : `${quoted(query.words)}各有其处，但没有一页同时都有。`;
    }
    const typed = query.words.map((word) => word.typed).join("");
    const near = matching.length ? [] : Search.alike(collection, typed);
    if (near.length) status += "相近的词条：";
    const items = near.map((page, place) => [{
      location: collection.pages[page].url,
      title: `${Search.escape(collection.title(page))}<span class="search-kind">相近</span>`,
      text: Search.escape(Search.opening(collection, page)),
      score: near.length - place,
      terms: {},
    }]);
    return { items, status, ...choices(collection, found), nothing: true };
  }

  Object.assign(Search, { answer, later });
})();
