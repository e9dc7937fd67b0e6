/**
 * The words of the witness, where an emendation put them right: a reader who
 * has the witness's 稳固 finds the place where the reading text has 巩固.
 */
(() => {
  "use strict";

  /** Characters of the line on each side that may be part of the string. */
  const AROUND = 30;

  const prepared = new WeakMap();

  /** Emendations whose place, as the witness has it, has the folded string. */
  function* inWitness(collection, needle) {
    if (!prepared.has(collection)) prepared.set(collection, prepare(collection));
    for (const { emendation, line, from, to } of prepared.get(collection)) {
      for (let at = line.indexOf(needle); at >= 0; at = line.indexOf(needle, at + 1)) {
        if (at < to && at + needle.length > from) {
          yield emendation;
          break;
        }
      }
    }
  }

  /** Each emendation with its line, folded, as the witness has it. */
  function prepare(collection) {
    const { rows, blockAt, pageBlock } = collection;
    const lines = [];
    rows.forEach(([, , , , , list = []], page) => {
      const found = [];
      let at = blockAt[pageBlock[page]];
      for (let n = 0; n < list.length; n += 3) {
        const from = at + list[n];
        at = from + list[n + 1];
        found.push({ page, from, to: at, witness: list[n + 2] });
      }
      for (const emendation of found) lines.push(lineOf(collection, found, emendation));
    });
    return lines;
  }

  function lineOf(collection, all, emendation) {
    const { text, blockAt } = collection;
    const block = Search.bisect(blockAt, emendation.from);
    const start = Math.max(blockAt[block], emendation.from - AROUND);
    const end = Math.min(blockAt[block + 1] - 1, emendation.to + AROUND);
    const pieces = { before: "", own: emendation.witness, after: "" };
    let at = start;
    let side = "before";
    for (const other of all) {
      if (other.from < at || other.to > end) continue;
      pieces[side] += text.slice(at, other.from);
      if (other === emendation) side = "after";
      else pieces[side] += other.witness;
      at = other.to;
    }
    pieces.after += text.slice(at, end);
    const [before, own, after] = [pieces.before, pieces.own, pieces.after]
      .map((words) => collection.fold(words));
    const to = before.length + own.length;
    return { emendation, line: before + own + after, from: before.length, to };
  }

  Object.assign(Search, { inWitness });
})();
