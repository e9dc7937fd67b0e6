/** The page of a collation: which side is shown, and which classes of edit are coloured. */
(() => {
  "use strict";

  const table = document.querySelector(".collation");
  if (!table) return;
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element && target.closest("button.tool");
    if (!button) return;
    const { show, class: cls } = button.dataset;
    if (show) {
      const top = anchor();
      table.dataset.show = show;
      for (const other of document.querySelectorAll("[data-show].tool")) {
        other.setAttribute("aria-pressed", String(other === button));
      }
      if (top) scrollBy(0, top.row.getBoundingClientRect().top - top.at);
    }
    if (cls) {
      const on = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(on));
      table.classList.toggle(`without-${cls}`, !on);
    }
  });

  /** The first row in sight: it stays where it is when others grow or shrink. */
  function anchor() {
    const rows = [...table.querySelectorAll(".collation__row[id]")];
    const row = rows.find((each) => each.getBoundingClientRect().bottom > 100);
    return row && { row, at: row.getBoundingClientRect().top };
  }
})();
