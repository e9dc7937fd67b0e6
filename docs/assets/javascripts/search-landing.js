/**
 * Shows a reader who comes from the search box what was found: the worker puts
 * the strings into `?h=`, blank-separated. They are painted, not marked up, so
 * a hit may run across a term's link or an emendation, and the page stays as
 * it was.
 */
(() => {
  "use strict";

  const strings = new URLSearchParams(location.search).get("h")?.split(" ").filter(Boolean);
  const article = document.querySelector("article");
  if (!strings?.length || !article) return;

  const hits = find(strings, visibleText(article));
  if (window.Highlight && CSS.highlights) CSS.highlights.set("search", new Highlight(...hits));

  // The hash leads to the right section; within it, go on to the first hit.
  // After `load`, since the browser's own jump to the hash comes before it.
  const section = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const first = hits.find((hit) => !section || section.compareDocumentPosition(hit.startContainer)
    & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY));
  if (first) {
    addEventListener("load", () => {
      const { top } = first.getBoundingClientRect();
      if (top > innerHeight * 0.75) scrollBy(0, top - innerHeight * 0.4);
    });
  }

  /** The text nodes that a reader sees, each with where its text begins. */
  function visibleText(root) {
    const pieces = [];
    let start = 0;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (!node.parentElement.getClientRects().length) continue;
      pieces.push({ node, start });
      start += node.length;
    }
    return pieces;
  }

  /** Every place where one of the strings stands, in the order of the text. */
  function find(strings, pieces) {
    const text = pieces.map(({ node }) => node.data).join("");
    const escaped = strings.map((string) => string.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
    const hits = text.matchAll(new RegExp(escaped.join("|"), "giu"));

    let piece = 0;
    const seek = (offset) => {
      while (offset > pieces[piece].start + pieces[piece].node.length) piece += 1;
      return [pieces[piece].node, offset - pieces[piece].start];
    };
    return Array.from(hits, (hit) => {
      const range = document.createRange();
      range.setStart(...seek(hit.index));
      range.setEnd(...seek(hit.index + hit[0].length));
      return range;
    });
  }
})();
