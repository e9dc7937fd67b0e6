/**
 * The switches of a text: which version is shown, which marks, and how it is
 * set. What a reader sets is kept for the next page, and the next visit; where
 * a browser keeps nothing (some do not, on file://), it holds for this page.
 *
 * The inline script in overrides/main.html sets the same before the first paint.
 */
(() => {
  "use strict";

  const jiaodu = (window.jiaodu ??= {});
  const root = document.documentElement;
  const KEY = "jiaodu.reading";
  const MARK = ".emendation, .encoding, .lacuna";
  const STEPS = {
    size: { values: [85, 92, 100, 110, 122, 136, 150], normal: 100, unit: "%" },
    measure: { values: [26, 30, 34, 38, 42, 46], normal: 38, unit: " 字" },
  };

  const TERMS = ["first", "all", "off"];

  const find = (selector, scope = document) => [...scope.querySelectorAll(selector)];
  const press = (button, is) => button.setAttribute("aria-pressed", String(is));

  // ---- what is kept -------------------------------------------------------

  const kept = (() => {
    try {
      return JSON.parse(localStorage.getItem(KEY)) || {};
    } catch {
      return {};
    }
  })();

  function keep(name, value) {
    if (value === undefined) delete kept[name];
    else kept[name] = value;
    try {
      localStorage.setItem(KEY, JSON.stringify(kept));
    } catch { /* it holds for this page */ }
  }

  // ---- the witness's words, or the editor's --------------------------------

  /** What an editor put, for each mark that shows the witness's words now. */
  const edited = new Map();
  const marks = find(MARK).filter((mark) => mark.closest("article") && !mark.closest(".notes"));

  function show(edition) {
    root.dataset.edition = edition;
    for (const mark of marks) {
      if (edition === "witness" && !edited.has(mark)) {
        edited.set(mark, [...mark.childNodes]);
        mark.replaceChildren(mark.dataset.witness);
      } else if (edition === "reading" && edited.has(mark)) {
        mark.replaceChildren(...edited.get(mark));
        edited.delete(mark);
      }
    }
    for (const button of find("[data-edition].tool")) press(button, button.dataset.edition === edition);
  }

  /** The words of the reading text at a mark, whichever are shown. */
  jiaodu.wordsOf = (mark) =>
    edited.get(mark)?.map((node) => node.textContent).join("") ?? mark.textContent;

  /** Do something while the page shows the reading text. */
  jiaodu.asEdited = (act) => {
    const before = root.dataset.edition ?? "reading";
    show("reading");
    try {
      return act();
    } finally {
      show(before);
    }
  };

  // ---- marks on and off -----------------------------------------------------

  function switchMarks(on) {
    root.dataset.marks = on ? "on" : "off";
    for (const button of find("[data-switch=marks]")) press(button, on);
    // A mark that is not seen is no stop for the Tab key.
    for (const mark of find("[data-witness][tabindex]")) mark.tabIndex = on ? 0 : -1;
  }

  // ---- which terms are marked: the first in each section, all, none -----------

  function showTerms(which) {
    const shown = TERMS.includes(which) ? which : TERMS[0];
    root.dataset.terms = shown;
    for (const button of find("[data-terms].tool")) press(button, button.dataset.terms === shown);
    // A term that is not marked is no stop for the Tab key.
    for (const term of find(".reading a.term")) term.tabIndex = shown === "off" ? -1 : 0;
  }

  // ---- how the text is set --------------------------------------------------

  function set(name, value) {
    const { normal, unit } = STEPS[name];
    const property = name === "size" ? "--text-scale" : "--measure";
    if (value === normal) root.style.removeProperty(property);
    else root.style.setProperty(property, name === "size" ? value / 100 : `${value}em`);
    for (const output of find(`[data-shown=${name}]`)) output.value = `${value}${unit}`;
  }

  const valueOf = (name) =>
    STEPS[name].values.includes(kept[name]) ? kept[name] : STEPS[name].normal;

  function step(name, by) {
    const { values, normal } = STEPS[name];
    const at = values.indexOf(valueOf(name)) + by;
    const value = values[Math.max(0, Math.min(values.length - 1, at))];
    keep(name, value === normal ? undefined : value);
    set(name, value);
  }

  function write(direction) {
    root.dataset.writing = direction;
    for (const button of find("[data-writing].tool")) press(button, button.dataset.writing === direction);
    const text = document.querySelector(".reading");
    if (text && direction === "vertical") text.tabIndex = 0; // the arrow keys turn it
    else text?.removeAttribute("tabindex");
  }

  /** In vertical setting a mouse's wheel goes on in the text, from right to left. */
  document.querySelector(".reading")?.addEventListener("wheel", (event) => {
    if (root.dataset.writing !== "vertical" || event.deltaX || event.ctrlKey) return;
    const text = event.currentTarget;
    const before = text.scrollLeft;
    text.scrollLeft -= event.deltaY;
    if (text.scrollLeft !== before) event.preventDefault();
  }, { passive: false });

  // ---- the colour of the paper is Material's -------------------------------

  const schemes = () => find("input[name=__palette]");

  function showScheme() {
    const now = document.body.dataset.mdColorScheme;
    for (const button of find("[data-palette]")) {
      press(button, schemes()[button.dataset.palette]?.dataset.mdColorScheme === now);
    }
  }

  new MutationObserver(showScheme).observe(document.body, {
    attributes: true, attributeFilter: ["data-md-color-scheme"],
  });

  // ---- what is pressed ------------------------------------------------------

  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element && target.closest("button.tool");
    if (!button) return;
    const { edition, terms, writing, palette } = button.dataset;
    if (edition) show(edition);
    if (button.dataset.switch === "marks") {
      const on = button.getAttribute("aria-pressed") !== "true";
      switchMarks(on);
      keep("marks", on ? undefined : "off");
    }
    if (terms) {
      showTerms(terms);
      keep("terms", terms === TERMS[0] ? undefined : terms);
    }
    if (button.dataset.step) step(button.dataset.step, Number(button.dataset.by));
    if (writing) {
      write(writing);
      if (menu) menu.open = false; // it would lie on the text that has just been turned
      document.querySelector(".reading")?.scrollIntoView({ block: "nearest" });
      keep("writing", writing === "vertical" ? writing : undefined);
    }
    if (palette) schemes()[palette]?.click();
    if ("reset" in button.dataset) reset();
    if (button.matches(".proof__start")) prove(button.closest(".proof"));
  });

  function reset() {
    for (const name of Object.keys(STEPS)) {
      keep(name);
      set(name, STEPS[name].normal);
    }
    keep("marks");
    switchMarks(true);
    keep("terms");
    showTerms();
    keep("writing");
    write("horizontal");
  }

  // The menu closes like any other: on Escape, and on a press elsewhere.
  const menu = document.querySelector(".tools__menu");
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !menu?.open) return;
    const inside = menu.contains(document.activeElement);
    menu.open = false;
    if (inside) menu.querySelector("summary").focus();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (menu?.open && !menu.contains(target)) menu.open = false;
  });

  // ---- a row of the 校勘记 may lie in a fold ----------------------------------

  function unfold() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const fold = target?.closest("details:not([open])");
    if (!fold) return;
    fold.open = true;
    target.scrollIntoView();
  }
  addEventListener("hashchange", unfold);

  // ---- 核验: what it needs is loaded when it is asked for ---------------------

  async function prove(panel) {
    const result = panel.querySelector(".proof__result");
    result.textContent = "正在核验…";
    try {
      for (const address of panel.dataset.scripts.split(" ")) await load(address);
      await jiaodu.prove(panel);
    } catch (error) {
      panel.dataset.outcome = "failed";
      result.textContent = `核验没有完成：${error.message}`;
    }
  }

  function load(address) {
    return new Promise((done, failed) => {
      const script = Object.assign(document.createElement("script"), { src: address });
      script.onload = done;
      script.onerror = () => failed(new Error(`读不到 ${address.split("/").pop()}`));
      document.head.append(script);
    });
  }

  // ---- as it was left --------------------------------------------------------

  for (const name of Object.keys(STEPS)) set(name, valueOf(name));
  if (kept.marks === "off") switchMarks(false);
  showTerms(kept.terms);
  write(kept.writing === "vertical" ? "vertical" : "horizontal");
  showScheme();
  unfold();
})();
