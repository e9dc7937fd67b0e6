/**
 * Citing: a press on the number of a paragraph copies its link, 引用 gives a
 * citation. A link is made of the paragraph's words (edition/anchors.py), so it
 * stays right when other paragraphs come or go.
 */
(() => {
  "use strict";

  const dialog = document.querySelector("dialog.cite");
  const canonical = document.querySelector("link[rel=canonical]")?.href;
  const toast = Object.assign(document.createElement("div"), { className: "toast", hidden: true });
  toast.setAttribute("role", "status");
  document.body.append(toast);

  let timer = 0;

  function say(words, act, doing) {
    clearTimeout(timer);
    toast.replaceChildren(words);
    if (act) {
      const button = Object.assign(document.createElement("button"), {
        type: "button", className: "tool", textContent: act,
      });
      button.addEventListener("click", doing);
      toast.append(" ", button);
    }
    toast.hidden = false;
    timer = setTimeout(() => {
      toast.hidden = true;
    }, 6000);
  }

  // ---- links -----------------------------------------------------------------

  /** From disk a reader copies the address on the web, where there is one. */
  function address(hash = "") {
    const here = location.protocol === "file:" && canonical ? canonical : location.href;
    return here.replace(/[?#].*$/, "") + hash;
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyByHand(text);
    }
  }

  /** For pages that may not use the clipboard: over plain http, or from disk. */
  function copyByHand(text) {
    const area = Object.assign(document.createElement("textarea"), { value: text });
    area.style.cssText = "position:fixed;inset:0 auto auto 0;opacity:0";
    const focused = document.activeElement;
    (dialog?.open ? dialog : document.body).append(area); // outside a modal dialog all is inert
    area.select();
    try {
      return document.execCommand("copy");
    } catch {
      return false;
    } finally {
      area.remove();
      focused?.focus({ preventScroll: true });
    }
  }

  document.addEventListener("click", async (event) => {
    const anchor = event.target instanceof Element && event.target.closest("a.anchor");
    if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault(); // no jump: the reader is there already
    history.replaceState(null, "", anchor.hash);
    mark(anchor);
    const name = anchor.parentElement.matches("p") ? `第 ${anchor.dataset.n} 段` : "本节";
    const copied = await copy(address(anchor.hash));
    say(copied ? `已复制${name}的链接` : `${name}的链接：${address(anchor.hash)}`,
      "引用", () => open(anchor.parentElement.matches("p") ? anchor.dataset.n : ""));
  });

  function mark(anchor) {
    document.querySelector(".is-cited")?.classList.remove("is-cited");
    anchor?.parentElement.classList.add("is-cited");
  }

  function arrive() {
    const id = decodeURIComponent(location.hash.slice(1));
    if (!/^w-[0-9a-f]{8}(-\d+)?$/.test(id)) return mark();
    const anchor = document.getElementById(id);
    // Of two paragraphs with the same words one may be gone: the other says the same.
    const alike = anchor ?? document.getElementById(id.split("-", 2).join("-"));
    mark(alike);
    if (!anchor) alike?.scrollIntoView();
    if (!alike) say("链接所指的那一段，文字后来另有校订，已不在原处。请搜索其中的词句。");
  }
  addEventListener("hashchange", arrive);

  // ---- citations ---------------------------------------------------------------

  const two = (n) => String(n).padStart(2, "0");

  function citations(number) {
    const { title, author, date, source, witness, site } = dialog.dataset;
    const anchor = number && document.querySelector(`article #p${number} > .anchor`);
    const now = new Date();
    const [year, month, day] = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
    const url = address(anchor?.hash);
    const onDisk = url.startsWith("file:");
    const where = anchor ? `第${number}段` : "";
    const publisher = `${site}${where ? `: ${where}` : ""}`;
    const gbt = [
      `${author ? `${author}. ` : ""}${title}[EB/OL]. ${publisher}`,
      `${date ? `(${date})` : ""}[${year}-${two(month)}-${two(day)}]. `,
      onDisk ? `离线版${anchor?.hash ?? ""}.` : `${url}.`,
    ].join("");
    const plain = [
      `${author ? `${author}：` : ""}《${title}》${"madeTitle" in dialog.dataset ? "（编者拟题）" : ""}`,
      where,
      `“${site}”校订本（底本 ${witness}${source ? `，来源：${source}` : ""}）`,
      `${year}年${month}月${day}日查阅`,
      onDisk ? `离线版${anchor?.hash ?? ""}` : url,
    ].filter(Boolean).join("，");
    return { gbt, plain: `${plain}。` };
  }

  function fill() {
    const field = dialog.querySelector(".cite__paragraph");
    const made = citations(field.value);
    for (const part of dialog.querySelectorAll("[data-form]")) part.textContent = made[part.dataset.form];
    dialog.querySelector(".cite__status").textContent = "";
  }

  function open(number) {
    const field = dialog.querySelector(".cite__paragraph");
    field.max = String(document.querySelectorAll("article p > .anchor").length);
    field.value = number;
    fill();
    dialog.showModal();
  }

  dialog?.querySelector(".cite__paragraph").addEventListener("input", fill);
  dialog?.addEventListener("click", async ({ target }) => {
    if (target === dialog) return dialog.close(); // a press on what lies behind it
    const form = target.closest("[data-copy]")?.dataset.copy;
    if (!form) return;
    const text = dialog.querySelector(`[data-form=${form}]`).textContent;
    const copied = await copy(text);
    dialog.querySelector(".cite__status").textContent = copied ? "已复制" : "复制不成，请选中文字自行复制";
  });
  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element) || !target.closest("[data-cite]")) return;
    const cited = document.querySelector("p.is-cited > .anchor, p:target > .anchor");
    open(cited?.dataset.n ?? "");
  });

  arrive();
})();
