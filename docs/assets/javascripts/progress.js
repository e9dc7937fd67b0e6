/**
 * How far a reader has come in a text: a thin line at the lower edge of the
 * header. It lies over what is there, so nothing moves for it; style sheets hide
 * it on paper and where less motion is asked for.
 */
(() => {
  "use strict";

  const root = document.documentElement;
  const text = document.querySelector(".reading");
  const header = document.querySelector(".md-header");
  if (!text || !header) return;

  const line = document.createElement("div");
  line.className = "progress";
  line.setAttribute("aria-hidden", "true"); // the scroll bar says the same
  header.append(line);

  /** From 0, the beginning of the text, to 1, its last line in sight. */
  function read() {
    if (root.dataset.writing === "vertical") {
      const way = text.scrollWidth - text.clientWidth;
      return way > 0 ? -text.scrollLeft / way : 1;
    }
    const { top, height } = text.getBoundingClientRect();
    const edge = header.getBoundingClientRect().bottom;
    const way = height - (innerHeight - edge);
    return way > 0 ? (edge - top) / way : Number(top < edge);
  }

  let due = 0;

  function draw() {
    due ||= requestAnimationFrame(() => {
      due = 0;
      line.style.scale = `${Math.min(1, Math.max(0, read())).toFixed(4)} 1`;
    });
  }

  addEventListener("scroll", draw, { passive: true });
  text.addEventListener("scroll", draw, { passive: true });
  addEventListener("resize", draw);
  new MutationObserver(draw).observe(root, { attributes: true, attributeFilter: ["data-writing"] });
  draw();
})();
