/**
 * One tooltip for the marks of a text: glossary terms, emendations, repaired
 * spots, doubts; and for links into a text, with the words they lead to.
 *
 * A term's words come from the notes at the end of the page (`#note-<slug>`),
 * which notes.js fetches. An emendation's come from its own attributes. Those are a stranger's text: they are set as
 * text, never parsed.
 *
 * It opens on hover, on keyboard focus and on tap, stays while the pointer is
 * over it, and closes on Escape (WCAG 1.4.13).
 */
(() => {
  "use strict";

  const jiaodu = (window.jiaodu ??= {});
  const TERM = "a.term";
  const EDIT = ".emendation, .encoding, .doubt, .lacuna";
  const INTO_TEXT = "article a[href*='#p']";
  const MARK = `${TERM}, ${EDIT}, ${INTO_TEXT}`;

  /** Milliseconds: long enough not to flicker, or to cross the gap. */
  const OPEN_AFTER = 120;
  const CLOSE_AFTER = 250;
  /** Pixels between tooltip and mark, and between tooltip and window. */
  const GAP = 6;
  const MARGIN = 8;

  const tip = make("div", "tip");
  tip.id = "tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  document.body.append(tip);

  /** The mark whose tooltip is open, where the pointer came, what has the focus. */
  let current = null;
  let entered;
  let described;
  let timer = 0;
  /** What is pressing now: "mouse", "touch", "pen", or "" for nothing. */
  let pressing = "";

  // ---- what it says -------------------------------------------------------

  const isOff = (element) =>
    document.documentElement.dataset[element.matches(TERM) ? "terms" : "marks"] === "off";

  /** The outermost mark around an element: an emendation may be in a term, or hold one. */
  function markOf(element) {
    if (!(element instanceof Element) || element.closest(".tip, .notes, .apparatus")) return null;
    let found = null;
    for (let mark = element.closest(MARK); mark; mark = mark.parentElement.closest(MARK)) {
      if (!isOff(mark) && (!mark.matches(INTO_TEXT) || jiaodu.isPreviewed(mark))) found = mark;
    }
    return found;
  }

  function contentOf(mark) {
    if (mark.matches(INTO_TEXT)) return preview(mark);
    const marks = [mark, ...mark.querySelectorAll(MARK)].filter((element) => !isOff(element));
    const terms = marks.filter((element) => element.matches(TERM));
    const edits = marks.filter((element) => element.matches(EDIT));
    const told = edits.length > 1 ? [wordNote(mark, edits)] : edits.map(editNote);
    return [...terms.flatMap(termNote), ...told];
  }

  /** What a term's note says, and which terms are inside it; until it is there, that it comes. */
  function termNote(link) {
    const note = document.getElementById(`note-${jiaodu.termOf(link)}`);
    if (!note) {
      fetchNotes();
      return [make("div", "tip__body", "正在读取释义…")];
    }
    const parts = Array.from(note.querySelectorAll("dt, dd"), (source) => {
      const part = make("div", source.matches("dt") ? "tip__head" : "tip__body");
      part.append(...source.cloneNode(true).childNodes);
      return part;
    });
    return [...parts, ...nested(link)];
  }

  /** 党的群众路线教育实践活动 has 群众路线 in it: a line that leads there too. */
  function nested(link) {
    const slugs = jiaodu.nestedIn(link.textContent.replace(/[“”‘’《》]/g, ""));
    if (!slugs.length) return [];
    const part = make("div", "tip__nested", "其中");
    for (const slug of slugs) {
      const note = document.getElementById(`note-${slug}`);
      const inner = make("a", "", note.querySelector(".note__form").textContent);
      inner.href = note.querySelector("dd a").href;
      part.append(" ", inner);
    }
    return [part];
  }

  /** The paragraph that a link leads to, with the words marked that the link is about. */
  function preview(link) {
    later(jiaodu.preview(link).then(({ title, words, number, sought }) => {
      if (!words) throw new Error("没有这一段");
      const part = make("div", "tip__words");
      const at = sought ? words.indexOf(sought) : -1;
      if (at < 0) part.append(words);
      else part.append(words.slice(0, at), make("mark", "", sought), words.slice(at + sought.length));
      return [make("div", "tip__place", `${title} 第 ${number} 段`), part];
    }), "这一段没有读到；点链接可以过去看。");
    return [make("div", "tip__body", "正在读取…")];
  }

  const fetchNotes = () =>
    later(jiaodu.notes().then(() => contentOf(current)), "释义没有读到；点这个词可到词条页。");

  /** Fills the open tooltip when its words have come, unless the reader has gone on. */
  function later(content, failure) {
    queueMicrotask(async () => {
      const mark = current;
      const parts = await content.catch(() => [make("div", "tip__body", failure)]);
      if (!mark || current !== mark) return;
      tip.replaceChildren(...parts);
      tip.querySelector("mark")?.scrollIntoView({ block: "nearest" });
      place();
    });
  }

  function editNote(edit) {
    const part = make("div", "tip__edit");
    part.append(make("span", "tip__witness", witnessOf(edit)));
    part.append(reason(edit.dataset.note, [edit]));
    return part;
  }

  /** A word with several edits in it: one note, with the whole word as the witness has it. */
  function wordNote(word, edits) {
    const part = make("div", "tip__edit");
    part.append(make("span", "tip__witness", isWitness()
      ? `校订本作“${textOf(word, editedOf)}”`
      : `底本作“${textOf(word, (edit) => edit.dataset.witness ?? edit.textContent)}”`));
    for (const note of new Set(edits.map((edit) => edit.dataset.note))) {
      part.append(reason(note, edits.filter((edit) => edit.dataset.note === note)));
    }
    return part;
  }

  /** The text of a word, each edit in it as `wordsOf` says. */
  function textOf(node, wordsOf) {
    if (!(node instanceof Element)) return node.textContent;
    if (node.matches(EDIT)) return wordsOf(node);
    return [...node.childNodes].map((child) => textOf(child, wordsOf)).join("");
  }

  /** Why, and which rows of the 校勘记 say so. */
  function reason(note, edits) {
    const part = make("span", "tip__note", note ?? "");
    const rows = edits.map(({ id }) =>
      id && document.querySelector(`.variants a[href="#${id}"]`)?.closest("tr"));
    for (const row of new Set(rows.filter(Boolean))) {
      const link = make("a", "tip__row", `校勘记 ${row.id.slice(1)}`);
      link.href = `#${row.id}`;
      part.append(" ", link);
    }
    return part;
  }

  const isWitness = () => document.documentElement.dataset.edition === "witness";
  const editedOf = (edit) => window.jiaodu?.wordsOf?.(edit) ?? edit.textContent;

  function witnessOf(edit) {
    const { witness } = edit.dataset;
    if (edit.matches(".doubt")) return "存疑，未改";
    const words = editedOf(edit);
    if (isWitness()) return words ? `校订本作“${words}”` : "校订本删去此字";
    if (!witness) return "底本此处无字";
    return words ? `底本作“${witness}”` : `底本此处有“${witness}”`;
  }

  function make(tag, className, text = "") {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    return element;
  }

  // ---- open and close -----------------------------------------------------

  /** Whether there was anything to show. */
  function open(mark, x) {
    clearTimeout(timer);
    if (mark === current) return true;
    const content = contentOf(mark);
    if (!content.length) return false;
    close();
    current = mark;
    entered = x;
    tip.replaceChildren(...content);
    tip.hidden = false;
    place();
    described = mark.contains(document.activeElement) ? document.activeElement : mark;
    described.setAttribute("aria-describedby", tip.id);
    return true;
  }

  function close() {
    clearTimeout(timer);
    if (!current) return;
    if (tip.contains(document.activeElement)) described.focus();
    described.removeAttribute("aria-describedby");
    current = null;
    tip.hidden = true;
  }

  function after(delay, act) {
    clearTimeout(timer);
    timer = setTimeout(act, delay);
  }

  // ---- where it stands ----------------------------------------------------

  /**
   * Above the mark, over lines already read; below it where that has more room.
   * Always between the sticky header and the window's edges.
   */
  function place() {
    const line = lineOf(current, entered);
    const { clientWidth, clientHeight } = document.documentElement;
    const header = document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;
    Object.assign(tip.style, { left: "0", top: "0", maxHeight: "" });
    const { left: originX, top: originY, width, height } = tip.getBoundingClientRect();

    const above = line.top - GAP - MARGIN - Math.max(0, header);
    const below = clientHeight - MARGIN - GAP - line.bottom;
    const goesAbove = height <= above || above >= below;
    const shown = Math.max(0, Math.min(height, goesAbove ? above : below));
    const top = goesAbove ? line.top - GAP - shown : line.bottom + GAP;

    const middle = entered ?? (line.left + line.right) / 2;
    const rightmost = clientWidth - MARGIN - width;
    const left = Math.max(MARGIN, Math.min(middle - width / 2, rightmost));

    tip.style.left = `${left - originX}px`;
    tip.style.top = `${top - originY}px`;
    if (shown < height) tip.style.maxHeight = `${shown}px`;
  }

  /** Of a mark broken over two lines, the piece that the pointer came to. */
  function lineOf(mark, x) {
    const lines = [...mark.getClientRects()];
    return lines.find(({ left, right }) => left <= x && x <= right)
      ?? lines[0] ?? mark.getBoundingClientRect();
  }

  addEventListener("resize", () => current && place());
  addEventListener("pagehide", close);

  // ---- mouse --------------------------------------------------------------

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    if (tip.contains(event.target)) return clearTimeout(timer);
    const mark = markOf(event.target);
    // Moving about within a mark does not reopen what Escape has closed.
    if (!mark || mark.contains(event.relatedTarget)) return;
    if (mark === current) clearTimeout(timer);
    else after(OPEN_AFTER, () => open(mark, event.clientX));
  });

  document.addEventListener("pointerout", (event) => {
    if (event.pointerType !== "mouse") return;
    const left = tip.contains(event.target) ? tip : markOf(event.target);
    if (!left || left.contains(event.relatedTarget)) return;
    after(CLOSE_AFTER, () => {
      if (!current?.contains(document.activeElement)) close();
    });
  });

  // ---- press --------------------------------------------------------------

  document.addEventListener("pointerdown", ({ target, pointerType }) => {
    pressing = pointerType;
    if (!tip.contains(target) && markOf(target) !== current) close();
  });

  document.addEventListener("click", (event) => {
    const mark = markOf(event.target);
    const byFinger = pressing === "touch" || pressing === "pen";
    const onLink = mark && event.target.closest("a");
    pressing = "";
    if (!mark || (onLink && !byFinger)) return;
    // A finger's first tap stands for hovering; the second one is a tap.
    if (mark !== current) {
      if (open(mark, event.clientX)) event.preventDefault();
    } else if (byFinger && !onLink) close();
  });

  // ---- keyboard -----------------------------------------------------------

  // A press moves the focus too, but is dealt with above.
  document.addEventListener("focusin", ({ target }) => {
    if (pressing || tip.contains(target)) return;
    const mark = markOf(target);
    if (mark) open(mark);
  });

  document.addEventListener("focusout", ({ relatedTarget }) => {
    if (pressing || tip.contains(relatedTarget) || current?.matches(":hover")) return;
    close();
  });

  document.addEventListener("keydown", ({ key }) => {
    pressing = "";
    if (key === "Escape") close();
  });
})();
