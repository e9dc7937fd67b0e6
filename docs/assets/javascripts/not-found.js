/**
 * On the 404 page: which addresses are like the one that was asked for? They
 * are taken from the lists of texts and terms, so nothing can go stale.
 */
(async () => {
  "use strict";

  const MOST = 5;
  const lists = document.currentScript.dataset.lists.split(" ");
  const box = document.getElementById("near");
  const asked = decodeURIComponent(location.pathname).split("/").filter(Boolean).pop() ?? "";
  const wanted = asked.replace(/\.(html?|md)$/, "").toLowerCase();
  if (!wanted) return;

  const found = new Map();
  for (const list of lists) {
    const answer = await fetch(list);
    if (!answer.ok) continue;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const link of page.querySelectorAll("article a[href]")) {
      const url = new URL(link.getAttribute("href"), answer.url);
      const name = url.pathname.split("/").filter(Boolean).pop();
      if (url.hash || !name) continue;
      found.set(url.pathname, { title: link.textContent, score: likeness(wanted, name) });
    }
  }
  const near = [...found].filter(([, { score }]) => score > 0.35)
    .sort(([, a], [, b]) => b.score - a.score).slice(0, MOST);
  for (const [path, { title }] of near) {
    const link = Object.assign(document.createElement("a"), { href: path, textContent: title });
    const item = document.createElement("li");
    item.append(link);
    box.querySelector("ul").append(item);
  }
  box.hidden = !near.length;

  /** Share of the letter pairs of two names that both have (Dice's coefficient), 0 to 1. */
  function likeness(one, two) {
    const a = pairs(one);
    const b = pairs(two);
    const both = a.filter((pair) => b.includes(pair)).length;
    return (2 * both) / (a.length + b.length || 1);
  }

  function pairs(name) {
    return Array.from({ length: Math.max(0, name.length - 1) }, (_, n) => name.slice(n, n + 2));
  }
})();
