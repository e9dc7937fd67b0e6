/**
 * Exact search for Chinese text, behind Material's search box.
 *
 * Material's own worker looks up words, and loses most Chinese phrases on the
 * way. This one looks for the very string that was typed: anything a reader
 * can see on one line of a page can be found. Terms with a blank between them
 * must all stand on the page.
 *
 * The messages are Material's (integrations/search/worker in its source):
 *
 *     {type: 0, data: {docs}}   the index           →  {type: 1}
 *     {type: 2, data: "…"}      what was typed      →  {type: 3, data: {items}}
 *
 * An item is one page: its article and those of its sections that have a hit,
 * as {location, title, text, tags, score, terms}. Material puts title, text and
 * tags into the page as HTML, so all three leave here escaped.
 */
(() => {
  "use strict";

  const Message = { SETUP: 0, READY: 1, QUERY: 2, RESULT: 3 };

  /** Pages shown with their passages; those after them only by their title. */
  const DETAILED_PAGES = 60;
  /** Passages of one page that are sent, and how many of them stand open. */
  const PASSAGES = 20;
  const OPEN_PASSAGES = 3;
  /** Characters shown before and after a hit. */
  const BEFORE = 24;
  const AFTER = 60;

  /** @type {{location: string, title: string, tags: string[], sections: object[]}[]} */
  let pages = [];

  addEventListener("message", ({ data: message }) => {
    if (message.type === Message.SETUP) {
      pages = collect(message.data.docs);
      postMessage({ type: Message.READY });
    } else if (message.type === Message.QUERY) {
      postMessage({ type: Message.RESULT, data: { items: search(message.data) } });
    }
  });

  // ---- the index ----------------------------------------------------------

  /** Gathers the flat index into pages; a page's first entry is its article. */
  function collect(docs) {
    const byPath = new Map();
    for (const doc of docs) {
      const [path] = doc.location.split("#");
      const section = {
        location: doc.location,
        title: plain(doc.title),
        text: plain(doc.text),
      };
      const page = byPath.get(path);
      if (page) page.sections.push(section);
      else byPath.set(path, { ...section, tags: doc.tags ?? [], sections: [section] });
    }
    return [...byPath.values()];
  }

  /**
   * The words of a piece of index HTML: one line for each block, none broken
   * by inline tags. The index knows these three entities and no others.
   */
  function plain(html) {
    const entities = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
    return html
      .replace(/<\/?(?:code|sub|sup)>/g, "")
      .replace(/\s*<[^>]+>\s*/g, "\n")
      .replace(/&(?:lt|gt|amp);/g, (entity) => entities[entity])
      .replace(/\n{2,}/g, "\n")
      .trim();
  }

  // ---- the query ----------------------------------------------------------

  /** One pattern for each blank-separated term. */
  function compile(query) {
    const terms = query.split(/\s+/).filter(Boolean);
    return [...new Set(terms)].map(
      (term) => new RegExp(Array.from(term, pattern).join(""), "giu"),
    );
  }

  /** What one typed character matches: itself. */
  function pattern(character) {
    return character.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");
  }

  function search(query) {
    const terms = compile(query);
    if (!terms.length) return [];
    return pages
      .map((page) => ({ page, rank: rank(page, terms) }))
      .filter(({ rank }) => rank > 0)
      .sort((a, b) => b.rank - a.rank)
      .map(({ page }, place, { length }) =>
        place < DETAILED_PAGES
          ? detailed(page, terms, length - place)
          : [entry(page, terms, length - place, "")],
      );
  }

  /**
   * Title before headings and tags, these before the text; then the page that
   * has the terms more often. Zero where a term is missing from the page.
   */
  function rank(page, terms) {
    let total = 0;
    for (const term of terms) {
      const inTitle = count(page.title, term);
      const inHeadings = sum(page.sections.slice(1), ({ title }) => count(title, term));
      const inTags = sum(page.tags, (tag) => count(tag, term));
      const inText = sum(page.sections, ({ text }) => count(text, term));
      if (!(inTitle || inHeadings || inTags || inText)) return 0;
      total += (inTitle ? 1e6 : 0) + (inHeadings || inTags ? 1e4 : 0);
      total += Math.min(inHeadings + inTags + inText, 1e3);
    }
    return total;
  }

  function count(text, term) {
    return text.match(term)?.length ?? 0;
  }

  function sum(list, value) {
    return list.reduce((total, element) => total + value(element), 0);
  }

  // ---- the results --------------------------------------------------------

  /**
   * A page with its passages. Material shows the passages that score as high
   * as the first entry, folds the rest away, and shows the article's own words
   * only where the article comes first.
   */
  function detailed(page, terms, score) {
    const [article, ...rest] = page.sections;
    const hits = rest
      .filter(({ title, text }) => terms.some((term) => count(title, term) || count(text, term)))
      .slice(0, PASSAGES);
    const articleLeads = !hits.length || terms.some((term) => count(article.text, term));
    const passages = hits.map((section, place) => {
      const open = !articleLeads && place < OPEN_PASSAGES;
      return entry(section, terms, open ? score : score - 0.5, excerpt(section.text, terms));
    });
    return articleLeads
      ? [entry(page, terms, score, excerpt(article.text, terms)), ...passages]
      : [...passages, entry(page, terms, score - 0.5, "")];
  }

  function entry({ location, title, text, tags, sections }, terms, score, shown) {
    const words = [title, ...(sections?.map((section) => section.text) ?? [text])];
    return {
      location: withHits(location, words.join("\n"), terms),
      title: marked(title, terms),
      text: shown,
      ...(tags?.length && { tags: tags.map((tag) => marked(tag, terms)) }),
      score,
      terms: {},
    };
  }

  /** Tells the page what was found, for search-landing.js to show. */
  function withHits(location, words, terms) {
    const found = new Set(terms.flatMap((term) => words.match(term) ?? []));
    if (!found.size) return location;
    const [path, hash] = location.split("#");
    const hits = encodeURIComponent([...found].join(" "));
    return `${path}?h=${hits}${hash ? `#${hash}` : ""}`;
  }

  /** The surroundings of each term's first hit, or the opening words. */
  function excerpt(text, terms) {
    const windows = [];
    for (const term of terms) {
      const [hit] = text.matchAll(term);
      if (!hit) continue;
      windows.push([Math.max(0, hit.index - BEFORE), hit.index + hit[0].length + AFTER]);
    }
    if (!windows.length) windows.push([0, BEFORE + AFTER]);
    return merged(windows)
      .map(([from, to]) => {
        const words = marked(text.slice(from, to), terms);
        return (from > 0 ? "…" : "") + words + (to < text.length ? "…" : "");
      })
      .join(" ");
  }

  /** Escaped, with every hit between <mark> and </mark>. */
  function marked(text, terms) {
    const hits = terms.flatMap((term) =>
      [...text.matchAll(term)].map((hit) => [hit.index, hit.index + hit[0].length]),
    );
    let html = "";
    let done = 0;
    for (const [from, to] of merged(hits)) {
      html += `${escape(text.slice(done, from))}<mark>${escape(text.slice(from, to))}</mark>`;
      done = to;
    }
    return html + escape(text.slice(done));
  }

  /** Spans in their order, those that touch made one. */
  function merged(spans) {
    const result = [];
    for (const [from, to] of spans.sort((a, b) => a[0] - b[0])) {
      const last = result[result.length - 1];
      if (last && from <= last[1]) last[1] = Math.max(last[1], to);
      else result.push([from, to]);
    }
    return result;
  }

  function escape(text) {
    const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
    return text.replace(/[&<>"']/g, (character) => entities[character]);
  }
})();
