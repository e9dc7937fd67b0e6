/**
 * Material's search box asks only when a key is released. Text also comes by
 * paste, drop, dictation, or an input method's candidate clicked with the
 * mouse; and while an input method is composing, the box holds letters that
 * nobody means to search for. This makes the box ask at the right moments.
 */
(() => {
  "use strict";

  const box = document.querySelector("[data-md-component=search-query]");
  if (!box) return;

  const ask = () => box.dispatchEvent(new KeyboardEvent("keyup"));

  box.addEventListener("input", ({ isComposing }) => {
    if (!isComposing) ask();
  });
  box.addEventListener("compositionend", ask);

  // Before Material's own listener on the same element.
  box.addEventListener(
    "keyup",
    (event) => {
      if (event.isComposing) event.stopImmediatePropagation();
    },
    { capture: true },
  );
})();
