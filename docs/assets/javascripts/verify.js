/**
 * 核验: rebuild a witness from its page, here and now.
 *
 *   words on the page  =  reading text  ←  Markdown, undone by the last step
 *   reading text, undone step by step  →  witness  →  SHA-256
 *
 * Loaded when a reader asks for it, with the page's record (edition/proof.py),
 * as scripts: a page on disk may load nothing else. Offsets in the record are
 * code points, so texts are arrays of code points here.
 */
(() => {
  "use strict";

  const jiaodu = (window.jiaodu ??= {});
  let given;

  jiaodu.record = (data) => {
    given = data;
  };

  // ---- undoing ---------------------------------------------------------------

  /** The text before a step's edits were made; fails where their words do not stand. */
  function undo(text, edits) {
    const parts = [];
    let at = 0;
    let shift = 0;
    for (const edit of edits) {
      const old = [...edit.old];
      const put = [...edit.new];
      const start = edit.start + shift;
      const end = start + put.length;
      const stands = text.slice(start, end).join("");
      if (start < at || stands !== edit.new) {
        throw new Error(`第 ${start} 字处应为“${edit.new}”，却是“${stands}”`);
      }
      parts.push(text.slice(at, start), old);
      at = end;
      shift += put.length - old.length;
    }
    parts.push(text.slice(at));
    return parts.flat();
  }

  function parse(lines) {
    const [header, ...rows] = lines.trimEnd().split("\n").map((line) => JSON.parse(line));
    const steps = header.steps.map(() => []);
    for (const row of rows) if (!row.doubt) steps[row.step].push(row);
    return { header, steps };
  }

  // ---- text to bytes ----------------------------------------------------------

  /** A byte that is no text travels as a lone surrogate (Python's surrogateescape). */
  function encode(text, { bom }, table) {
    const utf8 = new TextEncoder();
    const bytes = fromHex(bom);
    for (const char of text) {
      const point = char.codePointAt(0);
      if (table) bytes.push(...fromHex(table[char] ?? fail(char)));
      else if (point >= 0xdc80 && point <= 0xdcff) bytes.push(point - 0xdc00);
      else if (point < 0x80) bytes.push(point);
      else bytes.push(...utf8.encode(char));
    }
    return Uint8Array.from(bytes);
  }

  const fail = (char) => {
    throw new Error(`“${char}”不在底本的编码里`);
  };
  const fromHex = (hex) => (hex.match(/../g) ?? []).map((pair) => parseInt(pair, 16));
  const toHex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  // ---- SHA-256 (FIPS 180-4) -----------------------------------------------------

  /** Browsers keep their own from pages that did not come over https; then ours. */
  async function sha256(bytes) {
    if (!globalThis.crypto?.subtle) return toHex(ownSha256(bytes));
    return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
  }

  /** The first 32 bits of the fractional part of a root. */
  const fraction = (x) => ((x - Math.floor(x)) * 2 ** 32) >>> 0;

  function primes(count) {
    const found = [];
    for (let n = 2; found.length < count; n += 1) if (found.every((p) => n % p)) found.push(n);
    return found;
  }

  function ownSha256(bytes) {
    const K = primes(64).map((p) => fraction(Math.cbrt(p)));
    const hash = primes(8).map((p) => fraction(Math.sqrt(p)));
    const padded = new Uint8Array((((bytes.length + 8) >> 6) + 1) << 6);
    padded.set(bytes);
    padded[bytes.length] = 0x80;
    const view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
    view.setUint32(padded.length - 4, (bytes.length << 3) >>> 0);

    const turn = (x, n) => (x >>> n) | (x << (32 - n));
    const w = new Uint32Array(64);
    for (let block = 0; block < padded.length; block += 64) {
      for (let t = 0; t < 16; t += 1) w[t] = view.getUint32(block + 4 * t);
      for (let t = 16; t < 64; t += 1) {
        const low = turn(w[t - 15], 7) ^ turn(w[t - 15], 18) ^ (w[t - 15] >>> 3);
        const high = turn(w[t - 2], 17) ^ turn(w[t - 2], 19) ^ (w[t - 2] >>> 10);
        w[t] = w[t - 16] + low + w[t - 7] + high;
      }
      let [a, b, c, d, e, f, g, h] = hash;
      for (let t = 0; t < 64; t += 1) {
        const choice = (e & f) ^ (~e & g);
        const majority = (a & b) ^ (a & c) ^ (b & c);
        const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice + K[t] + w[t]) | 0;
        const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + majority) | 0;
        [a, b, c, d, e, f, g, h] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
      }
      [a, b, c, d, e, f, g, h].forEach((value, i) => {
        hash[i] = (hash[i] + value) >>> 0;
      });
    }
    const result = new DataView(new ArrayBuffer(32));
    hash.forEach((value, i) => result.setUint32(4 * i, value));
    return new Uint8Array(result.buffer);
  }

  // ---- the words on the page ------------------------------------------------------

  const bare = (text) => text.replace(/\s+/g, "");

  /** The blocks of a reading text as a page shows them: `p1`, `s1`, … → words. */
  function blocksOf(text) {
    const counts = { p: 0, s: 0 };
    const blocks = new Map();
    for (const block of text.split("\n\n").filter((part) => part.trim())) {
      const heading = /^#{1,4} /.exec(block);
      const kind = heading ? "s" : "p";
      const words = heading ? block.slice(heading[0].length) : block.replace(/^\\(?=\\*#)/gm, "");
      blocks.set(`${kind}${(counts[kind] += 1)}`, bare(words));
    }
    return blocks;
  }

  /** The ids of the paragraphs whose words on the page are others. */
  function differing(text) {
    const blocks = blocksOf(text);
    const shown = new Set(
      [...document.querySelectorAll("article :is(p, h1, h2, h3, h4)[id]")]
        .map(({ id }) => id).filter((id) => /^[ps]\d+$/.test(id)),
    );
    const wrong = [...shown].filter((id) => !blocks.has(id));
    for (const [id, words] of blocks) {
      const block = document.getElementById(id);
      if (!block || bare(wordsOf(block)) !== words) wrong.push(id);
    }
    return wrong;
  }

  /** The words of a block, without the pointers to other passages that follow them. */
  function wordsOf(block) {
    const copy = block.cloneNode(true);
    for (const pointer of copy.querySelectorAll("a.seealso")) pointer.remove();
    return copy.textContent;
  }

  // ---- all of it -------------------------------------------------------------------

  jiaodu.prove = async (panel) => {
    const report = [];
    let sum = "";
    let bytes = new Uint8Array();
    try {
      const { header, steps } = parse(given.record);
      let text = undo([...given.page], steps.at(-1));
      // The Traditional edition is made from the reading text: its words are others.
      if (!document.documentElement.lang.startsWith("zh-Hant")) {
        const wrong = jiaodu.asEdited(() => differing(text.join("")));
        const names = wrong.map((id) => (id[0] === "p" ? `第 ${id.slice(1)} 段` : `标题 ${id.slice(1)}`));
        report.push(wrong.length
          ? [false, `本页文字与所附校订本不符：${names.join("、")}`]
          : [true, "本页文字与所附校订本一致"]);
      }
      let count = 0;
      for (const edits of steps.slice(0, -1).reverse()) {
        text = undo(text, edits);
        count += edits.length;
      }
      report.push([true, `撤销 ${steps.length - 1} 步、${count} 处改动，得底本 ${text.length} 字`]);
      bytes = encode(text, header, given.bytes);
      sum = await sha256(bytes);
      const same = sum === panel.dataset.sha256;
      report.push([same, same ? "SHA-256 与公布的一致" : "SHA-256 与公布的不一致"]);
    } catch (error) {
      report.push([false, `校勘记与本页对不上：${error.message}`]);
    }
    show(panel, report, sum, bytes);
  };

  function show(panel, report, sum, bytes) {
    const good = report.every(([is]) => is);
    panel.dataset.outcome = good ? "proved" : "failed";
    panel.querySelector(".proof__found").textContent = sum || "（算不出）";
    for (const part of panel.querySelectorAll("[hidden]")) part.hidden = false;
    const list = document.createElement("ul");
    for (const [is, words] of report) {
      const item = document.createElement("li");
      item.textContent = `${is ? "✓" : "✗"} ${words}`;
      list.append(item);
    }
    const verdict = document.createElement("strong");
    verdict.textContent = good ? "核验通过：还原所得与底本逐字节相同。" : "核验不通过。";
    panel.querySelector(".proof__result").replaceChildren(verdict, list);
    if (good) panel.querySelector(".proof__result").append(download(panel, bytes));
  }

  function download(panel, bytes) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type: "text/plain" }));
    link.download = "witness.txt";
    link.textContent = "保存还原出来的底本";
    return link;
  }

  jiaodu.ownSha256 = (bytes) => toHex(ownSha256(bytes)); // for a test beside the browser's own
})();
