/**
 * What a link into a text leads to: the words of the paragraph, for tooltip.js
 * to show. They come from a script beside the text (edition/previews.py), once
 * for each text; a paragraph of this page is taken from the page.
 */
(() => {
  "use strict";

  const jiaodu = (window.jiaodu ??= {});
  /** …/texts/<slug>/#p12 or …/texts/<slug>.html#p12 */
  const INTO_TEXT = /\/texts\/([^/]+?)(?:\.html|\/)?$/;
  const texts = new Map();
  const asked = new Map();

  /** Does this link lead to a paragraph of a text, and not merely say its own number? */
  jiaodu.isPreviewed = (link) =>
    /^#p\d+$/.test(link.hash) && INTO_TEXT.test(link.pathname) && !link.matches(".anchor, .toc a");

  /** Resolves to { title, words, number, sought } of where a link leads. */
  jiaodu.preview = async (link) => {
    const number = Number(link.hash.slice(2));
    const sought = new URLSearchParams(link.search).get("h");
    if (link.pathname === location.pathname) {
      const paragraph = document.querySelector(link.hash)?.cloneNode(true);
      for (const other of paragraph?.querySelectorAll(".seealso, .anchor") ?? []) other.remove();
      return { title: "本篇", words: paragraph?.textContent, number, sought };
    }
    const slug = INTO_TEXT.exec(link.pathname)[1];
    await load(slug, link.href.replace(/[?#].*$/, "").replace(INTO_TEXT, `/texts/${slug}.words.js`));
    const { title, paragraphs } = texts.get(slug);
    return { title: `《${title}》`, words: paragraphs[link.hash.slice(1)], number, sought };
  };

  /** Called by that script. */
  jiaodu.previewed = ({ slug, title, paragraphs }) => texts.set(slug, { title, paragraphs });

  function load(slug, address) {
    if (!asked.has(slug)) {
      asked.set(slug, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.onload = done;
        script.onerror = () => {
          asked.delete(slug);
          failed(new Error(`读不到 ${address}`));
        };
        script.src = address;
        document.head.append(script);
      }));
    }
    return asked.get(slug);
  }
})();
