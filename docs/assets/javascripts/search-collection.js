/**
 * The index in memory: the text of all pages as a reader sees it, and the same
 * text folded, in which strings are looked for.
 *
 *     text     …大排查、大检修。⏎一是WTO规则3.5…
 *     folded   …大排查大检修一是wto规则3.5…
 *
 * Folded: small letters without tones, half-width, Simplified; no marks and no
 * blanks, but for those between two letters or digits. So a string is found
 * with one `indexOf`, and a place in the one is found again in the other by
 * folding the line (the block) that it is in. Nothing else is kept: no words,
 * no list of places.
 *
 * The fields of the index are told in scripts/edition/searchindex.py.
 */
(() => {
  "use strict";

  /** Stands between pages and around facts: no string runs across it. */
  const WALL = 1;

  const UNITS = 0x10000;
  const MARK = /[\p{P}\p{S}\p{Z}\p{C}\p{M}\s]/u;

  /** Is this folded unit a letter or digit that marks part from the next? */
  const isWord = (unit) => (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57);

  class Collection {
    constructor({ text, pages, tags, fold, softFold, pinyin }) {
      this.text = text;
      this.tags = tags;
      this.softFold = new Map(pairs(softFold));
      this.pinyin = pinyin;
      this.last = { block: 0, at: 0, i: Infinity, word: false };
      this.prepare(fold);
      this.lay(pages);
      this.foldAll();
      this.rows = pages;
    }

    /** Unit → what it is folded to; 0 for a mark, which is left out. */
    prepare(fold) {
      const table = new Uint16Array(UNITS);
      for (let unit = 33; unit < UNITS; unit += 1) {
        if (unit === 0x3400) unit = 0xa000; // Han: as they are
        if (unit === 0xac00) unit = 0xfe00; // Hangul, surrogates, private
        let character = String.fromCharCode(unit);
        if (unit >= 0xff00) character = character.normalize("NFKC");
        if (MARK.test(character)) continue;
        if (unit < 0x2000) character = character.normalize("NFD");
        table[unit] = character.toLowerCase().charCodeAt(0);
      }
      for (let unit = 0x3400; unit < 0xa000; unit += 1) table[unit] = unit;
      for (let unit = 0xac00; unit < 0xfe00; unit += 1) table[unit] = unit;
      this.astral = new Map();
      for (const [variant, character] of pairs(fold)) {
        if (variant.length === 1 && character.length === 1) {
          table[variant.charCodeAt(0)] = character.charCodeAt(0);
        } else {
          this.astral.set(variant, character);
        }
      }
      this.table = table;
    }

    /** Where pages and blocks begin in the text. */
    lay(rows) {
      const { text } = this;
      const count = rows.reduce((sum, [, , layout]) => sum + layout.length, 0);
      this.blockAt = new Uint32Array(count + 1);
      this.foldedAt = new Uint32Array(count + 1);
      this.layout = rows.map(([, , layout]) => layout).join("");
      this.levels = Uint8Array.from(this.layout, (c) => "123456".indexOf(c) + 1 || "ABCDEF".indexOf(c) + 1);
      this.pageBlock = new Uint32Array(rows.length + 1);
      this.pages = rows.map(([url, kind, , ids = [], tags = [], , forms = []]) =>
        ({ url, kind, ids, tags: tags.map((tag) => this.tags[tag]), forms }));
      let block = 0;
      let at = 0;
      rows.forEach(([, , layout], page) => {
        this.pageBlock[page] = block;
        for (let n = 0; n < layout.length; n += 1) {
          this.blockAt[block] = at;
          block += 1;
          const end = text.indexOf(n + 1 < layout.length ? "\n" : "\f", at);
          at = end < 0 ? text.length + 1 : end + 1;
        }
      });
      this.blockAt[block] = at;
      this.pageBlock[rows.length] = block;
    }

    foldAll() {
      const { text, blockAt, foldedAt, layout } = this;
      const out = new Uint16Array(text.length + 2 * layout.length + 2);
      let at = 0;
      let page = 0;
      for (let block = 0; block < layout.length; block += 1) {
        if (block === this.pageBlock[page]) {
          page += 1;
          out[at++] = WALL;
        } else if (layout[block] === "m") {
          out[at++] = WALL;
        } else if (at && isWord(out[at - 1]) && isWord(this.firstOf(block))) {
          out[at++] = 10;
        }
        foldedAt[block] = at;
        at = this.foldInto(out, at, text, blockAt[block], blockAt[block + 1] - 1);
      }
      foldedAt[layout.length] = at;
      out[at++] = WALL;
      this.folded = string(out.subarray(0, at));
    }

    firstOf(block) {
      for (let i = this.blockAt[block]; i < this.blockAt[block + 1] - 1; i += 1) {
        const unit = this.table[this.text.charCodeAt(i)];
        if (unit) return unit;
      }
      return 0;
    }

    /** Folds text[from:to] to the end of `out`; returns the new end. */
    foldInto(out, at, text, from, to) {
      const { table } = this;
      let word = false;
      let gap = -1;
      for (let i = from; i < to; i += 1) {
        const unit = text.charCodeAt(i);
        const folded = table[unit];
        if (!folded) {
          if (word && gap < 0) gap = i;
          continue;
        }
        const next = isWord(folded);
        if (gap >= 0) {
          if (word && next) for (; gap < i; gap += 1) out[at++] = half(text.charCodeAt(gap));
          gap = -1;
        }
        word = next;
        if (folded >= 0xd800 && folded < 0xdc00 && this.astral.size) {
          const plain = this.astral.get(text.slice(i, i + 2));
          if (plain?.length === 1) {
            out[at++] = plain.charCodeAt(0);
            i += 1;
            continue;
          }
        }
        out[at++] = folded;
      }
      return at;
    }

    /** The same for a short string. */
    fold(words) {
      const plain = Array.from(words, (c) => this.astral.get(c) ?? c).join("");
      const out = new Uint16Array(2 * plain.length + 1);
      return string(out.subarray(0, this.foldInto(out, 0, plain, 0, plain.length)));
    }

    // ---- places -----------------------------------------------------------

    pageOf(block) {
      return bisect(this.pageBlock, block);
    }

    /** The block of a place in the folded text. */
    blockOf(place) {
      const { foldedAt, last } = this;
      if (foldedAt[last.block] <= place && place < foldedAt[last.block + 1]) return last.block;
      return bisect(foldedAt, place);
    }

    /** Where the folded text from `place` on, `length` long, stands in the text. */
    span(place, length) {
      const from = this.unfold(place, this.blockOf(place));
      if (length === 1) return [from, from + 1];
      const last = place + length - 1;
      return [from, this.unfold(last, this.blockOf(last)) + 1];
    }

    /** The place in the text of one in the folded text. */
    unfold(place, block) {
      return this.walk(block, place, Infinity);
    }

    /** The place in the folded text of a unit of the text that is no mark. */
    refold(from) {
      const block = bisect(this.blockAt, from);
      this.walk(block, Infinity, from);
      return this.last.at;
    }

    /**
     * Goes through the text of a block up to a place in the folded text, or in
     * the text; returns the latter. Goes on from where it was last, so that
     * places in their order cost one pass over the text.
     */
    walk(block, place, stop) {
      const { text, table, blockAt, foldedAt, last } = this;
      const end = blockAt[block + 1] - 1;
      const resumed = last.block === block && last.at <= place && last.i <= stop;
      let at = resumed ? last.at : foldedAt[block];
      let word = resumed && last.word;
      let gap = -1;
      for (let i = resumed ? last.i : blockAt[block]; i < end; i += 1) {
        const folded = table[text.charCodeAt(i)];
        if (!folded) {
          if (word && gap < 0) gap = i;
          continue;
        }
        const next = isWord(folded);
        if (gap >= 0) {
          if (word && next) {
            if (place < at + i - gap) return gap + place - at;
            at += i - gap;
          }
          gap = -1;
        }
        if (at >= place || i >= stop) {
          Object.assign(last, { block, at, i, word });
          return i;
        }
        word = next;
        at += 1;
        if (folded >= 0xd800 && folded < 0xdc00 && this.astral.size) {
          if (this.astral.get(text.slice(i, i + 2))?.length === 1) i += 1;
        }
      }
      return Math.max(blockAt[block], end - 1);
    }

    /** The id to jump to for a block: its own, or that of the heading before it. */
    anchor(page, block) {
      const { layout, pageBlock } = this;
      const { ids } = this.pages[page];
      let [paragraphs, headings, named, anchor] = [0, 0, 0, ""];
      for (let n = pageBlock[page]; n <= block; n += 1) {
        const kind = layout[n];
        if (kind === "m") return "";
        if (kind === "p") anchor = `p${(paragraphs += 1)}`;
        else if (kind >= "1" && kind <= "6") anchor = `s${(headings += 1)}`;
        else anchor = ids[named++] || anchor;
      }
      return anchor;
    }

    /** 1 to 6 for a heading, else 0. */
    level(block) {
      return this.levels[block];
    }

    isFact(block) {
      return this.layout[block] === "m";
    }

    line(block) {
      return this.text.slice(this.blockAt[block], this.blockAt[block + 1] - 1);
    }

    title(page) {
      return this.line(this.pageBlock[page]);
    }

    /** A page's length in the folded text. */
    size(page) {
      return this.foldedAt[this.pageBlock[page + 1]] - this.foldedAt[this.pageBlock[page]];
    }
  }

  /** The index of the last entry that is not above `value`. */
  function bisect(sorted, value) {
    let low = 0;
    let high = sorted.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (sorted[middle] <= value) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** A full-width mark as its half-width one; any blank as a blank. */
  function half(unit) {
    if (unit > 0xff00 && unit < 0xff5f) return unit - 0xfee0;
    return unit === 0x3000 || unit === 10 || unit === 12 || unit === 0xa0 ? 32 : unit;
  }

  function string(units) {
    return new TextDecoder("utf-16le", { ignoreBOM: true }).decode(units);
  }

  function pairs(list) {
    const characters = [...list];
    return characters.flatMap((c, n) => (n % 2 ? [] : [[c, characters[n + 1]]]));
  }

  Object.assign(Search, { Collection, MARK, bisect, half });
})();
