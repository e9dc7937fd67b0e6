/**
 * Shows a reader who comes from the search box what was found: in the address
 * stand the strings of this page that were hit (`?h=`) and the witness's words
 * behind emendations that were (`?w=`), blank-separated. They are painted, not
 * marked up, so a hit may run across a term's link, an emendation or the end of
 * a paragraph, and the page stays as it was.
 */
(() => {
  "use strict";

  /** As in search-collection.js: what a string may leave out. */
  const MARK = /[\p{P}\p{S}\p{Z}\p{C}\p{M}\s]/u;

  const said = new URLSearchParams(location.search);
  const strings = (key) => said.get(key)?.split(" ").filter(Boolean) ?? [];
  const article = document.querySelector("article");
  if (!article || !(strings("h").length || strings("w").length)) return;

  let hits = [];
  mark();

  function mark() {
    hits = [...find(strings("h"), visibleText(article)), ...corrected(strings("w"))]
      .sort((a, b) => a.compareBoundaryPoints(Range.START_TO_START, b));
    if (window.Highlight && CSS.highlights) {
      CSS.highlights.set("search", new Highlight(...hits));
      article.classList.toggle("search-landed", hits.length > 0);
    }
  }

  // After `load`, since the browser's own jump to the hash comes before it; and
  // again where only the hash changes: another result on the same page.
  addEventListener("load", goToFirst);
  addEventListener("hashchange", goToFirst);

  /** The hash leads to the right line; within it, on to the hit. */
  function goToFirst() {
    // Material has wrapped the tables: what is moved loses its ranges.
    if (hits.some(({ collapsed }) => collapsed)) mark();
    const line = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const { DOCUMENT_POSITION_FOLLOWING: AFTER, DOCUMENT_POSITION_CONTAINED_BY: IN } = Node;
    const first = hits.find((hit) => !line
      || line.compareDocumentPosition(hit.startContainer) & (AFTER | IN)) ?? hits[0];
    if (!first) return;
    if (!window.Highlight) getSelection().setBaseAndExtent(
      first.startContainer, first.startOffset, first.endContainer, first.endOffset,
    );
    const { top } = first.getBoundingClientRect();
    if (top < innerHeight * 0.15 || top > innerHeight * 0.6) {
      scrollBy({ top: top - innerHeight * 0.35, behavior: "instant" });
    }
  }

  /** The text nodes that a reader sees. */
  function visibleText(root) {
    const nodes = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      if (walker.currentNode.parentElement.getClientRects().length) nodes.push(walker.currentNode);
    }
    return nodes;
  }

  /** Every place where one of the strings stands; if there is none, whatever marks are in between. */
  function find(strings, nodes) {
    const all = { text: "", places: [] };
    const bare = { text: "", places: [] };
    for (const node of nodes) {
      for (let offset = 0; offset < node.length; offset += 1) {
        const unit = node.data[offset];
        const place = [node, offset];
        if (/\s/.test(unit)) continue;
        all.text += unit.toLowerCase()[0];
        all.places.push(place);
        if (!MARK.test(unit) || /[\ud800-\udfff]/.test(unit)) {
          bare.text += unit.toLowerCase()[0];
          bare.places.push(place);
        }
      }
    }
    return strings.flatMap((string) => {
      const exact = string.toLowerCase();
      const letters = Array.from(exact).filter((c) => !MARK.test(c)).join("");
      const loose = letters && !all.text.includes(exact);
      const { text, places } = loose ? bare : all;
      const wanted = loose ? letters : exact;
      const found = [];
      for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
        const [start, end] = [places[at], places[at + wanted.length - 1]];
        const range = document.createRange();
        range.setStart(...start);
        range.setEnd(end[0], end[1] + 1);
        found.push(range);
      }
      return found;
    });
  }

  /** Emendations of these words of the witness. */
  function corrected(words) {
    const marks = [...article.querySelectorAll(".emendation[data-witness]")];
    return marks.filter((mark) => words.includes(mark.dataset.witness.replace(/\s+/gu, "")))
      .map((mark) => {
        const range = document.createRange();
        range.selectNodeContents(mark);
        return range;
      });
  }
})();
