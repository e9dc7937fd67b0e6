/**
 * A page that was found, as Material's box shows it: its article, then passages,
 * as {location, title, text, tags, score, terms}. Material puts title, text and
 * tags into the page as HTML, so all three leave here escaped. It shows the
 * passages that score as high as the first entry and folds the others away.
 */
(() => {
  "use strict";

  /** Passages of one page, and how many of them stand open. */
  const PASSAGES = 25;
  const OPEN_PASSAGES = 2;
  /** Hits of a page that are looked at for its passages. */
  const HITS = 300;
  /** Characters shown before and after a hit, windows in a line, and where nothing is marked. */
  const BEFORE = 22;
  const AFTER = 44;
  /** No fewer characters than these are left out at an end of a line. */
  const SPARED = 12;
  const WINDOWS = 2;
  const OPENING = 80;
  /** Strings that are told to the page that is opened. */
  const TOLD = 12;

  function item(collection, found, result, score, detailed) {
    const { page, kind, count } = result;
    const spots = spotsOf(collection, found, result, detailed ? HITS : 3);
    const told = toldOf(collection, spots);
    const passages = passagesOf(collection, found, result, spots, detailed ? PASSAGES : 1);
    // A term that is named shows what it means; where none stands open, Material
    // shows the article's own text.
    const open = kind === "term" && spots.some(({ from }) => from < titleEnd(collection, page))
      ? 0 : OPEN_PASSAGES;
    const entries = passages.map((passage, n) =>
      entry(collection, page, passage, spots, told, n < open ? score : score - 0.5));
    let heading;
    for (const one of entries) {
      if (one.heading === heading) one.title = "";
      heading = one.heading;
    }
    const { tags } = collection.pages[page];
    const wanted = new Set(found.looks.flatMap(({ tags: hit }) => [...(hit ?? [])]));
    const marks = tags.filter((tag) => wanted.has(tag));
    return [{
      location: collection.pages[page].url + told,
      title: whole(collection, collection.pageBlock[page], spots) + label(kind, count),
      text: escape(opening(collection, page)),
      ...(marks.length && { tags: marks.map(escape) }),
      score,
      terms: {},
    }, ...entries];
  }

  /** A page so far down that its title must do until it comes into view. */
  function brief(collection, { page, kind, count }, place, score, told) {
    const title = escape(collection.title(page)) + label(kind, count, place);
    return { location: collection.pages[page].url + told, title, text: "", score, terms: {} };
  }

  /** What such a page shows then. */
  function filled(collection, found, result) {
    const [{ title, text, location }, first] = item(collection, found, result, 0, false);
    return { title, text: first?.text ?? text, location: first?.location ?? location };
  }

  function titleEnd({ blockAt, pageBlock }, page) {
    return blockAt[pageBlock[page] + 1] - 1;
  }

  function label(kind, count, place) {
    const places = count ? ` · ${count} 处` : "";
    const later = place === undefined ? "" : ` data-place="${place}"`;
    return `<span class="search-kind"${later}>${Search.KINDS[kind]}${places}</span>`;
  }

  /** What is to be marked on a page: [from, to] in the text, in order. */
  function spotsOf(collection, { looks }, { page, window }, limit) {
    const { pageBlock, foldedAt } = collection;
    const spots = [];
    for (const { word, hits, first, spans, raw, otherMarks, named, corrected } of looks) {
      const last = first[page + 1];
      let from = first[page];
      // Of very many hits those around the best place.
      if (window && last - from > limit) {
        while (from < last - limit && hits[from] < window[0] - 1) from += 1;
      }
      for (let n = from; n < Math.min(last, from + limit); n += 1) {
        for (const [at, length] of spans(n)) {
          spots.push(raw ? { from: at, to: at + length } : between(collection.span(at, length)));
        }
        const [part, ...others] = word.parts;
        if (part.marks && !raw && !otherMarks && !others.length) widen(collection.text, spots.at(-1), part);
      }
      for (const { name, span } of named.get(page) ?? []) {
        const title = collection.title(page);
        if (name.name !== title) continue;
        const at = collection.span(foldedAt[pageBlock[page]] + span[0], span[1] - span[0]);
        spots.push({ ...between(at), named: true });
      }
      for (const { from: start, to, witness } of (corrected.get(page) ?? []).slice(0, limit)) {
        spots.push({ from: start, to, witness });
      }
    }
    return spots.sort((a, b) => a.from - b.from);
  }

  /** Takes in the marks around a string that were typed with it. */
  function widen(text, spot, { before, after }) {
    while (before && Search.MARK.test(text[spot.from - 1])) {
      spot.from -= 1;
      if (Search.half(text.charCodeAt(spot.from)) === before.charCodeAt(0)) break;
    }
    for (let n = 0; n < after.length && Search.MARK.test(text[spot.to]); spot.to += 1) {
      if (Search.half(text.charCodeAt(spot.to)) === after.charCodeAt(n)) n += 1;
    }
  }

  function between([from, to]) {
    return { from, to };
  }

  function toldOf({ text }, spots) {
    return address(
      spots.filter(({ witness }) => witness === undefined).map(({ from, to }) => text.slice(from, to)),
      spots.flatMap(({ witness }) => witness ?? []),
    );
  }

  /** Tells the page what was found, for search-landing.js to show. */
  function address(found, corrected) {
    const said = [["h", found], ["w", corrected]].flatMap(([key, list]) => {
      const strings = [...new Set(list)].slice(0, TOLD).map((s) => s.replace(/\s+/gu, ""));
      return strings.length ? `${key}=${encodeURIComponent(strings.join(" "))}` : [];
    });
    return said.length ? `?${said.join("&")}` : "";
  }

  /** The lines of a page that have a hit, the best first where words are to be near. */
  function passagesOf(collection, { looks }, { page, window }, spots, limit) {
    const title = collection.pageBlock[page];
    const blocks = new Map();
    for (const spot of spots) {
      const block = Search.bisect(collection.blockAt, spot.from);
      if (block === title) continue;
      if (!blocks.has(block)) blocks.set(block, []);
      blocks.get(block).push(spot);
    }
    const passages = [...blocks].map(([block, list]) => ({ block, spots: list }));
    if (window && looks.length) {
      const best = collection.blockOf(window[0]);
      passages.sort((a, b) => (b.block === best) - (a.block === best));
    }
    // A heading is shown with the first passage below it.
    const headed = new Set();
    return passages.filter(({ block }) => {
      const above = headingOf(collection, page, block);
      const shown = above === block && headed.has(block);
      headed.add(above);
      return !shown;
    }).slice(0, limit);
  }

  /** The heading that a line stands under; a heading itself. */
  function headingOf(collection, page, block) {
    let heading = block;
    while (heading > collection.pageBlock[page] && !collection.level(heading)) heading -= 1;
    return heading;
  }

  /** A whole line, its hits marked. */
  function whole(collection, block, spots) {
    const { blockAt } = collection;
    return marked(collection, blockAt[block], blockAt[block + 1] - 1, spots);
  }

  function entry(collection, page, { block, spots }, all, told, score) {
    const { url } = collection.pages[page];
    const anchor = collection.anchor(page, block);
    const heading = headingOf(collection, page, block);
    const isTitle = heading === collection.pageBlock[page] || collection.isFact(block);
    return {
      location: url + told + (anchor ? `#${anchor}` : ""),
      heading,
      title: isTitle || heading === block ? "" : whole(collection, heading, all),
      text: excerpt(collection, block, spots),
      score,
      terms: {},
    };
  }

  /** The surroundings of the hits in a line. */
  function excerpt(collection, block, spots) {
    const { blockAt } = collection;
    const [start, end] = [blockAt[block], blockAt[block + 1] - 1];
    const windows = merged(spots.map(({ from, to }) => [
      from - BEFORE - SPARED < start ? start : clause(collection.text, from - BEFORE),
      to + AFTER + SPARED > end ? Math.max(end, to) : to + AFTER,
    ]));
    const shown = windows.slice(0, WINDOWS).map(([from, to]) =>
      marked(collection, from, to, spots)).join("…");
    const [from] = windows[0];
    const [, to] = windows[Math.min(windows.length, WINDOWS) - 1];
    const words = (from > start ? "…" : "") + shown + (to < end ? "…" : "");
    return collection.level(block) ? `<b>${words}</b>` : words;
  }

  /** Where a clause begins soon after a place; else the place. */
  function clause(text, from) {
    const [cut] = /^[^，。；：！？、]{0,8}[，。；：！？、]+/u.exec(text.slice(from, from + BEFORE / 2)) ?? [""];
    return from + cut.length;
  }

  /** The text from `from` to `to`, escaped, with every hit between <mark> and </mark>. */
  function marked({ text }, from, to, spots) {
    let html = "";
    let done = from;
    const inside = spots.filter((spot) => spot.to > from && spot.from < to);
    const plain = inside.filter(({ witness }) => witness === undefined).map((s) => [s.from, s.to]);
    const corrected = inside.filter(({ witness }) => witness !== undefined);
    const all = [
      ...merged(plain).map(([a, b]) => ({ from: a, to: b })),
      ...corrected.filter((c) => !plain.some(([a, b]) => a < c.to && c.from < b)),
    ].sort((a, b) => a.from - b.from);
    for (const spot of all) {
      const [a, b] = [Math.max(done, spot.from), Math.min(to, spot.to)];
      if (a >= b) continue;
      html += `${escape(text.slice(done, a))}<mark>${escape(text.slice(a, b))}</mark>`;
      if (spot.witness !== undefined) {
        html += `<span class="search-witness">校改，底本作“${escape(spot.witness)}”</span>`;
      }
      done = b;
    }
    return html + escape(text.slice(done, to));
  }

  /** The first words of a page: what is said of the text, or of the term. */
  function opening(collection, page) {
    const { pageBlock, layout } = collection;
    const blocks = [];
    for (let b = pageBlock[page] + 1; b < pageBlock[page + 1]; b += 1) blocks.push(b);
    const summary = blocks.find((b) => collection.isFact(b) && collection.line(b).startsWith("提要 "));
    if (summary) return cut(collection.line(summary).slice(3));
    const first = blocks.find((b) => layout[b] !== "m" && collection.line(b).includes("。"))
      ?? blocks[0];
    return first ? cut(collection.line(first)) : "";
  }

  function cut(words) {
    return words.length > OPENING ? `${words.slice(0, OPENING)}…` : words;
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
    const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "\n": " " };
    return text.replace(/[&<>"'\n]/g, (character) => entities[character]);
  }

  Object.assign(Search, { address, brief, escape, filled, item, opening });
})();
