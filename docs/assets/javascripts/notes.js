/**
 * The notes on a page's terms: fetched when the browser is idle, or as soon as
 * a tooltip wants them. They stand at the end of the page, for paper, and
 * tooltips are copies of them.
 */
(() => {
  "use strict";

  const jiaodu = (window.jiaodu ??= {});
  const aside = document.querySelector("aside.notes[data-script]");
  if (!aside || !document.querySelector(".reading a.term")) return;

  /** Which term a link leads to: …/terms/<slug>/ or …/terms/<slug>.html */
  jiaodu.termOf = (link) => /\/terms\/([^/]+?)(?:\.html|\/)?$/.exec(link.pathname)?.[1];

  /** The terms inside a form, by their slugs. */
  jiaodu.nestedIn = () => [];

  let asked = null;

  /** Resolves when the notes are there. A failure may be tried again. */
  jiaodu.notes = () => {
    asked ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.onload = done;
      script.onerror = () => {
        asked = null;
        failed(new Error("读不到释义"));
      };
      script.src = aside.dataset.script;
      document.head.append(script);
    });
    return asked;
  };

  /** Called by that script. */
  jiaodu.noted = ({ terms, nested }) => {
    jiaodu.nestedIn = (form) => nested[form] ?? [];
    const root = document.querySelector(".reading a.term").href;
    const list = element("dl");
    for (const term of terms) {
      const note = element("div", "note");
      note.id = `note-${term.slug}`;
      const head = element("dt");
      const reading = element("span", "note__reading", term.reading);
      reading.lang = "zh-Latn";
      head.append(
        element("span", "note__form", term.form), " ",
        reading, " ",
        element("span", "note__kind", term.kind),
      );
      const body = element("dd", "", term.definition);
      const link = element("a", "", term.uses ? `词条 · ${term.uses} 处用例` : "词条");
      link.href = root.replace(/[^/]+?(\.html|\/)?$/, `${term.slug}$1`);
      body.append(link);
      note.append(head, body);
      list.append(note);
    }
    aside.replaceChildren(element("h2", "", "本页词语"), list);
    aside.hidden = false;
  };

  const idle = window.requestIdleCallback ?? ((act) => setTimeout(act, 200));
  addEventListener("load", () => idle(() => jiaodu.notes().catch(() => {})));

  function element(tag, className = "", text = "") {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.textContent = text;
    return made;
  }
})();
