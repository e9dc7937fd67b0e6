/**
 * Sorts and filters the list of texts. What it goes by stands in the headings
 * (`data-length`, `data-date`, `data-source`, `data-tags`); without this script
 * the list is whole, in the order of the collection.
 *
 * The choice is kept in the address (`#sort=…&tag=…`), so a filtered list can
 * be linked to and the back button brings it back.
 */
(() => {
  "use strict";

  const page = document.querySelector("article.kind-texts");
  const headings = [...(page?.querySelectorAll("h2[data-length]") ?? [])];
  if (headings.length < 2) return;

  const entries = headings.map((heading, order) => {
    const section = document.createElement("section");
    section.className = "entry";
    heading.before(section);
    for (let node = heading; node && node !== headings[order + 1];) {
      const next = node.nextElementSibling;
      section.append(node);
      node = next;
    }
    const { length, date, source, tags } = heading.dataset;
    return {
      section, order, date, source,
      title: heading.textContent.trim(),
      length: Number(length),
      tags: tags.split(" ").filter(Boolean),
    };
  });

  const collator = new Intl.Collator("zh-CN-u-co-pinyin");
  const SORTS = {
    收录次序: (a, b) => a.order - b.order,
    篇名: (a, b) => collator.compare(a.title, b.title),
    "日期，新者在前": (a, b) => (b.date || "").localeCompare(a.date || "") || a.order - b.order,
    "日期，旧者在前": (a, b) => (a.date || "9").localeCompare(b.date || "9") || a.order - b.order,
    "字数，长者在前": (a, b) => b.length - a.length,
    "字数，短者在前": (a, b) => a.length - b.length,
  };
  /** Lengths in minutes' worth of reading, as the list says them. */
  const LENGTHS = {
    "2000 字以下": (n) => n < 2000,
    "2000 至 4000 字": (n) => n >= 2000 && n < 4000,
    "4000 字以上": (n) => n >= 4000,
  };
  const FILTERS = {
    tag: ["标签", count(entries.flatMap(({ tags }) => tags)), (e, v) => e.tags.includes(v)],
    length: [
      "长短",
      Object.keys(LENGTHS).filter((name) => entries.some((e) => LENGTHS[name](e.length))),
      (e, v) => LENGTHS[v]?.(e.length) ?? true,
    ],
    source: ["来源", count(entries.map(({ source }) => source)), (e, v) => e.source === v],
  };

  const form = element("form", { className: "list-tools" });
  const controls = { sort: choice("次序", "sort", Object.keys(SORTS)) };
  for (const [key, [label, values]] of Object.entries(FILTERS)) {
    if (values.length > 1) controls[key] = choice(label, key, values, "不限");
  }
  const status = element("output", { className: "list-tools__status" });
  status.setAttribute("aria-live", "polite");
  form.append(status);
  entries[0].section.before(form);

  form.addEventListener("change", () => {
    const chosen = new URLSearchParams();
    for (const [key, select] of Object.entries(controls)) {
      if (select.selectedIndex > 0) chosen.set(key, select.value);
    }
    history.replaceState(null, "", `#${chosen}`);
    show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", read);
  read();

  /** Takes the choice from the address. */
  function read() {
    const chosen = new URLSearchParams(location.hash.slice(1));
    for (const [key, select] of Object.entries(controls)) {
      const wanted = chosen.get(key);
      const at = [...select.options].findIndex((option) => option.value === wanted);
      select.selectedIndex = Math.max(0, at);
    }
    show();
  }

  function show() {
    const asked = Object.entries(FILTERS).filter(([key]) => controls[key]?.selectedIndex > 0);
    let shown = 0;
    for (const entry of [...entries].sort(SORTS[controls.sort.value])) {
      form.parentElement.append(entry.section);
      entry.section.hidden = !asked.every(([key, [, , fits]]) => fits(entry, controls[key].value));
      if (!entry.section.hidden) shown += 1;
    }
    status.textContent = shown === entries.length ? `共 ${shown} 篇` : `${entries.length} 篇中的 ${shown} 篇`;
  }

  /** Values that occur, the most frequent first. */
  function count(values) {
    const counts = new Map();
    for (const value of values.filter(Boolean)) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || collator.compare(a, b));
  }

  function choice(text, name, values, none) {
    const select = element("select", { name });
    if (none) select.append(new Option(none, ""));
    select.append(...values.map((value) => new Option(value, value)));
    const label = element("label", { className: "list-tools__choice" });
    label.append(element("span", { textContent: text }), select);
    form.append(label);
    return select;
  }

  function element(tag, properties) {
    return Object.assign(document.createElement(tag), properties);
  }
})();
