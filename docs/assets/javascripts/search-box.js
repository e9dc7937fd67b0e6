/**
 * In front of Material's search box: when it asks, and what is said above its
 * results. Loaded before Material's own script (overrides/main.html), since the
 * worker that Material is about to start is listened to here as well.
 *
 * Material asks only when a key is released. Text also comes by paste, drop,
 * dictation, or an input method's candidate clicked with the mouse; and while
 * an input method is composing, the box holds letters that nobody means to
 * search for. Material counts pages, and its share link is one letter behind.
 */
(() => {
  "use strict";

  const Message = { RESULT: 3, LATER: 4, MORE: 5 };
  const FILTERS = { tag: "标签", kind: "类", text: "篇" };
  const HINT = "任意一段文字；空格隔开的都要有，“…”隔开的依此次序";

  const box = document.querySelector("[data-md-component=search-query]");
  const result = document.querySelector("[data-md-component=search-result]");
  if (!box || !result) return;

  // Material gives the window a role and no name.
  document.querySelector(".md-search[role=dialog]")?.setAttribute("aria-label", "搜索");

  // ---- asking ----------------------------------------------------------------

  const ask = () => box.dispatchEvent(new KeyboardEvent("keyup"));

  box.addEventListener("input", ({ isComposing }) => {
    if (!isComposing) ask();
  });
  box.addEventListener("compositionend", ask);
  box.form.addEventListener("reset", () => setTimeout(ask));

  // This comes before Material's listener on the same element.
  box.addEventListener(
    "keyup",
    (event) => {
      if (event.isComposing) event.stopImmediatePropagation();
    },
    { capture: true },
  );

  // A blank makes the worker load the index while the reader thinks what to type.
  box.addEventListener("focus", () => {
    if (box.value) return;
    box.value = " ";
    ask();
    box.value = "";
    ask();
  }, { once: true });

  // ---- what is said above the results -------------------------------------------

  const meta = result.firstElementChild;
  const choices = document.createElement("nav");
  choices.className = "search-choices";
  choices.setAttribute("aria-label", "缩小范围");
  choices.hidden = true;
  meta.setAttribute("role", "status");

  const Stock = window.Worker;
  const { base, search: address } = JSON.parse(document.getElementById("__config").textContent);
  let worker;
  let turn;
  window.Worker = class extends Stock {
    constructor(url, ...options) {
      super(url, ...options);
      if (url !== address) return;
      worker = this;
      this.addEventListener("message", ({ data: { type, data } }) => {
        if (type === Message.RESULT) {
          turn = data.turn;
          // Material draws in this same turn, and the browser paints after both.
          requestAnimationFrame(() => tell(data));
        } else if (type === Message.MORE && data.turn === turn) {
          data.results.forEach(fill);
        }
      });
    }
  };

  // Results far down come with their titles only, a few at a time as the reader scrolls.
  const list = result.querySelector("ol");
  new MutationObserver(() => {
    const places = Array.from(list.querySelectorAll("[data-place]"), (label) => {
      const { place } = label.dataset;
      label.removeAttribute("data-place");
      label.closest("li").dataset.result = place;
      return Number(place);
    });
    if (places.length) worker.postMessage({ type: Message.LATER, data: { turn, places } });
  }).observe(list, { childList: true });

  function fill({ place, title, text, location: where }) {
    const link = list.querySelector(`[data-result="${place}"] > a`);
    if (!link) return;
    link.href = new URL(where, new URL(base, location));
    link.querySelector("h1").innerHTML = title;
    link.firstElementChild.insertAdjacentHTML("beforeend", text);
  }

  function tell({ items, status, note, kinds, tags, filters, nothing, error }) {
    if (error) console.warn(error);
    if (status) meta.textContent = status;
    else if (!items.length) meta.textContent = HINT;
    if (note) {
      const line = document.createElement("div");
      line.className = "search-note";
      line.textContent = note;
      meta.append(line);
    }
    result.classList.toggle("search-nothing", Boolean(nothing));
    offer(kinds ?? [], tags ?? [], filters ?? []);
  }

  // ---- narrowing ------------------------------------------------------------------

  function offer(kinds, tags, filters) {
    const has = (by, value) => filters.some((f) => f.by === by && f.value === value);
    const own = document.querySelector("article.kind-text h1")?.textContent.replace(/[\s"]+/gu, "");
    const chips = filters.map(({ by, value }) => chip(by, value, undefined, true));
    if (own && !has("text", own) && kinds.length) chips.push(chip("text", own, "本篇"));
    if (kinds.length > 1) {
      chips.push(...kinds.filter(([kind]) => !has("kind", kind))
        .map(([kind, n]) => chip("kind", kind, `${kind} ${n}`)));
    }
    chips.push(...tags.filter(([tag]) => !has("tag", tag))
      .map(([tag, n]) => chip("tag", tag, `#${tag} ${n}`)));
    // Behind the results, though shown before them: the arrow keys go to results first.
    if (!choices.isConnected) result.append(choices);
    choices.replaceChildren(...chips);
    choices.hidden = !chips.length;
  }

  /** A link that puts a filter into the box, or takes it out again. */
  function chip(by, value, shown, chosen = false) {
    const link = document.createElement("a");
    const words = document.createElement("span");
    const filter = `${FILTERS[by]}:${/\s/u.test(value) ? `"${value}"` : value}`;
    const without = box.value.split(filter).map((s) => s.trim()).filter(Boolean);
    // One kind and one text at a time; tags add up.
    const others = by === "tag" ? box.value
      : box.value.replace(new RegExp(`(^|\\s)${FILTERS[by]}[:：]\\s*("[^"]*"|\\S+)`, "gu"), "");
    const next = chosen ? without.join(" ") : `${others.trim()} ${filter}`.trim();
    words.textContent = shown ?? filter;
    words.dataset.mdScore = "-1"; // Enter opens the best result: never this
    link.className = `search-choice search-choice--${by}`;
    link.href = linkTo(next);
    link.tabIndex = -1;
    if (chosen) {
      link.setAttribute("aria-current", "true");
      link.title = "不限于此";
    }
    link.append(words);
    link.addEventListener("click", (event) => {
      // Material closes the box on a click on any link.
      event.preventDefault();
      event.stopPropagation();
      box.value = next;
      box.focus();
      ask();
    });
    return link;
  }

  // Material keeps Enter from sending the form once it knows that the box is open.
  box.form.addEventListener("submit", (event) => event.preventDefault());

  // Where nothing was found there is no best result.
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    if (!result.querySelector("ol [href]")) {
      event.preventDefault();
      event.stopPropagation();
    }
  });

  // ---- sharing --------------------------------------------------------------------

  function linkTo(query) {
    const url = new URL(location.href);
    url.hash = "";
    url.search = query ? `${new URLSearchParams({ q: query })}` : "";
    return url.href;
  }

  const share = document.querySelector("[data-md-component=search-share]");
  // Before Material's listener, which copies what stands in the attribute.
  addEventListener("click", ({ target }) => {
    if (share?.contains(target)) {
      share.href = linkTo(box.value);
      share.setAttribute("data-clipboard-text", share.href);
    }
  }, { capture: true });
})();
