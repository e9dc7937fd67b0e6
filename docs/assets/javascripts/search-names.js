/**
 * Names (titles of pages, forms of terms) by their sound, and names that are
 * like what was typed when nothing is that.
 *
 *     qunzhongluxian, qzlx, qunzlx   →   群众路线
 */
(() => {
  "use strict";

  const prepared = new WeakMap();

  /** Below this a name is not like what was typed. */
  const LIKE = 0.5;
  const OFFERED = 5;

  /** Every name: its characters, and of each the syllables that it may be read as. */
  function namesOf(collection) {
    if (!prepared.has(collection)) {
      const syllables = readings(collection.pinyin);
      prepared.set(collection, collection.pages.flatMap(({ forms, kind }, page) =>
        [collection.title(page), ...forms].map((name) => {
          const characters = Array.from(name).filter((c) => !Search.MARK.test(c));
          const sounds = characters.map((c) => syllables.get(c) ?? [collection.fold(c)]);
          return { page, kind, name, characters, sounds };
        })));
    }
    return prepared.get(collection);
  }

  /** `chang长常 zhang长张` → 长: chang, zhang; … */
  function readings(pinyin) {
    const found = new Map();
    for (const entry of pinyin.split(" ")) {
      const [, syllable, characters] = /^([a-z]*)(.*)$/u.exec(entry);
      for (const c of characters) found.set(c, [...(found.get(c) ?? []), syllable]);
    }
    return found;
  }

  /** Letters as pinyin is typed: no tones, no apostrophes, v for ü. */
  function letters(typed) {
    return typed.toLowerCase().normalize("NFD").replace(/u\u0308/gu, "v")
      .replace(/[\p{M}'’]/gu, "");
  }

  /** Names that sound so, each with the characters [from, to) that do. */
  function* byPinyin(collection, typed) {
    const wanted = letters(typed);
    if (!/^[a-z]{2,}$/u.test(wanted)) return;
    for (const name of namesOf(collection)) {
      for (let from = 0; from < name.sounds.length; from += 1) {
        const to = reads(name.sounds, from, wanted);
        if (to) {
          yield { name, span: [from, to] };
          break;
        }
      }
    }
  }

  /**
   * Where the letters end that are read from `n` on; 0 if they are not. A
   * syllable is typed whole or by its initial; the last may be unfinished.
   */
  function reads(sounds, n, wanted) {
    if (!wanted) return n;
    for (const sound of sounds[n] ?? []) {
      if (!/^[a-z]/u.test(sound)) continue;
      if (sound.startsWith(wanted)) return n + 1;
      const initial = /^[zcs]h/u.test(sound) ? [sound.slice(0, 2), sound[0]] : [sound[0]];
      for (const typed of [sound, ...initial]) {
        const end = wanted.startsWith(typed) && reads(sounds, n + 1, wanted.slice(typed.length));
        if (end) return end;
      }
    }
    return 0;
  }

  /** Terms whose name looks or sounds like what was typed, the likest first. */
  function alike(collection, typed) {
    const looks = Array.from(collection.fold(typed));
    const wanted = letters(typed);
    const latin = /^[a-z]+$/u.test(wanted);
    const syllables = readings(collection.pinyin);
    const sounds = looks.map((c) => syllables.get(c)?.[0] ?? c);
    const best = new Map();
    for (const name of namesOf(collection)) {
      if (name.kind !== "term") continue;
      const own = name.characters.map((c) => collection.fold(c));
      const read = name.sounds.map(([sound]) => sound);
      const likeness = latin
        ? similar([...wanted], [...read.join("")])
        : Math.max(similar(looks, own), 0.95 * similar(sounds, read));
      if (likeness >= (latin ? 0.75 : LIKE) && likeness > (best.get(name.page) ?? 0)) {
        best.set(name.page, likeness);
      }
    }
    return [...best].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, OFFERED)
      .map(([page]) => page);
  }

  /** From 0 to 1: how much of both is one common sequence. */
  function similar(a, b) {
    if (!a.length || !b.length || a.length > 40) return 0;
    let row = new Array(b.length + 1).fill(0);
    for (const x of a) {
      const next = [0];
      b.forEach((y, n) => next.push(x === y ? row[n] + 1 : Math.max(row[n + 1], next[n])));
      row = next;
    }
    return (2 * row[b.length]) / (a.length + b.length);
  }

  Object.assign(Search, { byPinyin, alike });
})();
