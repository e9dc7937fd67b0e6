"""The three searches as a page asks them, for tests/bench/search.py."""

from __future__ import annotations

import json

from playwright.sync_api import Page

# Material's box, ours or the stock one: the worker's messages are Material's.
_BOX = """
window.bench = { waiting: [] };
window.Worker = class extends window.Worker {
    constructor(url, ...rest) {
        super(url, ...rest);
        bench.worker = this;
        bench.begun = performance.now();
        this.addEventListener("message", ({ data }) => {
            if (data.type === 1) bench.ready = performance.now() - bench.begun;
            if (data.type === 3) bench.waiting.shift()?.(data.data.items);
        });
    }
};
bench.ask = async (query) => {
    const begun = performance.now();
    const items = await new Promise((resolve) => {
        bench.waiting = [resolve];
        bench.worker.postMessage({ type: 2, data: query });
    });
    const took = performance.now() - begun;
    // Material draws its list in this turn: let it, before the next question.
    await new Promise((resolve) => setTimeout(resolve, 0));
    return [took, items.map(([entry]) => entry.location)];
};
"""

_PAGEFIND = """
window.bench = { urls: new Map() };
bench.open = async () => {
    const begun = performance.now();
    bench.pagefind = await import("/pagefind/pagefind.js");
    await bench.pagefind.init();
    await bench.pagefind.search("党");
    return performance.now() - begun;
};
bench.ask = async (query) => {
    const begun = performance.now();
    const { results } = await bench.pagefind.search(query);
    const shown = await Promise.all(results.slice(0, 5).map((result) => result.data()));
    const took = performance.now() - begun;
    for (const result of results) {
        if (!bench.urls.has(result.id)) bench.urls.set(result.id, (await result.data()).url);
    }
    return [took, results.map(({ id }) => bench.urls.get(id))];
};
"""


def prepare(page: Page, kind: str) -> None:
    page.add_init_script(_PAGEFIND if kind == "pagefind" else _BOX)


def wait_ready(page: Page, kind: str) -> float:
    """Milliseconds from nothing loaded to the first answer (Material's own: to its word that it
    is ready, counted from the start of its worker on the page's load)."""
    if kind == "pagefind":
        return float(page.evaluate("bench.open()"))
    page.wait_for_function("bench.ready !== undefined", timeout=120_000)
    if kind == "stock":
        return float(page.evaluate("bench.ready"))
    page.wait_for_timeout(300)
    return float(page.evaluate("bench.ask('党')")[0])


def is_search(url: str) -> bool:
    """Is this loaded for searching only?"""
    return "search" in url.rpartition("/")[2] or "/search/" in url or "/pagefind/" in url


def heap(page: Page) -> float:
    """Bytes of script memory after a collection: of the page's workers, or of the page itself
    where it has none."""
    session = page.context.new_cdp_session(page)
    used: dict[str, float] = {}
    workers: list[str] = []

    def received(event: dict[str, str]) -> None:
        answer = json.loads(event["message"])
        if answer.get("id") == 2:
            used[event["sessionId"]] = answer["result"]["usedSize"]

    session.on("Target.attachedToTarget", lambda event: workers.append(event["sessionId"]))
    session.on("Target.receivedMessageFromTarget", received)
    session.send(
        "Target.setAutoAttach",
        {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False},
    )
    page.wait_for_timeout(300)
    for worker in workers:
        for id, method in ((1, "HeapProfiler.collectGarbage"), (2, "Runtime.getHeapUsage")):
            message = json.dumps({"id": id, "method": method})
            session.send("Target.sendMessageToTarget", {"sessionId": worker, "message": message})
            page.wait_for_timeout(1500)
    if used:
        return sum(used.values())
    session.send("HeapProfiler.collectGarbage")
    return float(session.send("Runtime.getHeapUsage")["usedSize"])
