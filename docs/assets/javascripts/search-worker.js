/**
 * Exact search for Chinese text, behind Material's search box.
 *
 * The messages are Material's (integrations/search/worker in its source):
 *
 *     {type: 0, data: {config}}   set up              →  {type: 1}
 *     {type: 2, data: "…"}        what was typed      →  {type: 3, data: {items, …}}
 *
 * and one of ours, for results far down that have come into view:
 *
 *     {type: 4, data: {turn, places}}                 →  {type: 5, data: {turn, results}}
 *
 * Material knows `items`; what else an answer has is for search-box.js. Setting
 * up only notes where the index is: it is loaded when something is asked for the
 * first time (a blank is such a question), and with it, in one script, the code
 * that reads it:
 *
 *     search-collection.js   the index, and where a string stands in it
 *     search-witness.js      the words that emendations put right
 *     search-names.js        titles and terms by their sound
 *     search-places.js       where a word stands, with the marks that were typed
 *     search-query.js        what was typed, and the pages where its words stand
 *     search-rank.js         the pages that have them, best first
 *     search-items.js        a page → what the box shows of it
 *     search-answer.js       all together
 *
 * On file:// this runs in a frame (iframe-worker): `importScripts` is a promise.
 */
(() => {
  "use strict";

  const Message = { SETUP: 0, READY: 1, QUERY: 2, RESULT: 3, LATER: 4, MORE: 5 };
  const NOTHING = { items: [] };

  const here = globalThis.document?.currentScript?.src ?? location.href;

  let index = "";
  let loading;
  let latest = 0;
  let answered = 0;
  let asked = "";

  /** Loads all that a search needs, once. */
  function load() {
    loading ??= (async () => {
      const data = new Promise((resolve) => { self.searchIndex = resolve; });
      await importScripts(index);
      const collection = new Search.Collection(await data);
      warmUp(collection);
      return collection;
    })();
    return loading;
  }

  async function answer(query) {
    if (!query) return NOTHING;
    try {
      const collection = await load();
      return Search.answer(collection, query);
    } catch (error) {
      loading = undefined;
      return { ...NOTHING, status: "搜索的索引没有载入。请检查网络，再试一次。", error: `${error}` };
    }
  }

  /** While nothing is asked: code that has run a few times runs faster. */
  async function warmUp(collection) {
    for (const query of ["的", "de", "的，", "的 了"]) {
      await new Promise((resolve) => { setTimeout(resolve, 20); });
      if (asked.trim()) return;
      Search.answer(collection, query);
    }
  }

  self.Search = {};

  addEventListener("message", async ({ data: message }) => {
    if (message.type === Message.SETUP) {
      // site/assets/javascripts/ → site/
      index = new URL(message.data.config.index, new URL("../../", here)).href;
      postMessage({ type: Message.READY });
    } else if (message.type === Message.QUERY) {
      const turn = ++latest;
      asked = message.data;
      if (message.data) await load().catch(() => {});
      // What was typed since makes this question void.
      if (turn !== latest) return;
      const data = await answer(message.data);
      answered = turn;
      if (turn === latest) postMessage({ type: Message.RESULT, data: { ...data, turn } });
    } else if (message.type === Message.LATER && message.data.turn === answered) {
      const { turn, places } = message.data;
      postMessage({ type: Message.MORE, data: { turn, results: Search.later(places) } });
    }
  });
})();
