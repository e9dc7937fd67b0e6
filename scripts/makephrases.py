"""Makes the tables of set phrases (a chore for developers, never run on a build).

    python scripts/makephrases.py shapes FONT…        shapes.tsv
    python scripts/makephrases.py phrases FOLDER      phrases.txt, lookalikes.tsv
    python scripts/makephrases.py add PHRASES.txt     more phrases into both

`shapes.tsv`: how alike characters look. For each of GB 2312 the common ones whose glyphs overlap it
most, with the overlap in hundredths, averaged over the fonts (Noto Sans and Serif CJK SC; OFL).

`phrases.txt`: phrases of four characters, and strings that come near one but are sound (``!``).
The phrases are those of pypinyin's list (MIT) and of `phrases-of-politics.txt` (ours) that stand
at least five times in the texts of FOLDER; a near string is sound if it is a phrase itself or
stands often beside the phrase it resembles. Only the strings are kept, no text.

`lookalikes.tsv`: for each character of these phrases those of the 3,500 commonest that sound like
it (pypinyin's readings, tones aside; then those that differ as zh and z or in and ing do) or look
like it (`shapes.tsv`).

``add`` takes phrases that no texts were counted for: idioms that stand in two lists of words,
THUOCL's (in 20 documents or more) and jieba's, gave 3,400. `phrases-wrong.txt` (ours) has strings
that stand so often that counting takes them for sound, and are wrong by every dictionary;
`phrases-sound.txt` such as are sound beside a phrase that was added so.

``shapes`` needs Pillow and numpy, which are no dependencies of ours: it is run once by hand.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from edition import data
from edition.cleaning import language
from edition.cleaning.phrases import number

DATA = Path(__file__).parent / "edition" / "data"

_NEIGHBOURS, _LEAST = 12, 0.5  # in a row of shapes.tsv; their overlap
_NEAREST = 6  # of its own row, in which a character takes the other into its row
_COMMON = 3500  # characters that are taken for a slip: the commonest
_MET = 5  # a phrase stands this often in the texts, or is not taken
_SOUNDS, _LOOKS = 40, 8  # neighbours of a character, the commonest or the likest first
_NEARLY = 8  # neighbours by each syllable that many speakers do not tell from the character's
_ALIKE = 0.78  # overlap of two glyphs, from 0 to 1
_OFTEN = 12  # a near string is sound if it stands a twelfth as often as its phrase …
_ANYWAY = 15  # … or this often


def shapes(fonts: list[str]) -> None:
    """Write the table of what looks alike."""
    import numpy as np  # type: ignore[import-not-found,unused-ignore]
    from PIL import Image, ImageDraw, ImageFilter, ImageFont

    pairs = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    characters = "".join(pair.decode("gb2312", "ignore") for pair in pairs)
    common = {*language.common()}
    total = np.zeros((len(characters), len(characters)))
    for name in fonts:
        font = ImageFont.truetype(name, 40, index=2)
        rows = []
        for char in characters:
            image = Image.new("L", (44, 44))
            ImageDraw.Draw(image).text((2, -8), char, font=font, fill=255)
            blurred = image.filter(ImageFilter.GaussianBlur(1.6))
            rows.append(np.asarray(blurred, dtype=np.float32).ravel())
        glyphs = np.array(rows)
        glyphs -= glyphs.mean(1, keepdims=True)
        glyphs /= np.linalg.norm(glyphs, axis=1, keepdims=True) + 1e-6
        total = total + glyphs @ glyphs.T / len(fonts)
    np.fill_diagonal(total, 0)
    total[:, [char not in common for char in characters]] = 0
    lines = [
        "# character<TAB>what looks like it, with the overlap. Made by scripts/makephrases.py."
    ]
    likest = [[j for j in np.argsort(-row)[:_NEIGHBOURS] if row[j] >= _LEAST] for row in total]
    nearest = [set(row[:_NEAREST]) for row in likest]
    for i, char in enumerate(characters):  # 准 is like 谁, which others are more like
        row = likest[i] + [
            j for j in range(len(characters)) if i in nearest[j] and characters[j] in common
        ]
        near = dict.fromkeys(row)
        lines.append(
            char
            + "\t"
            + "".join(f"{characters[j]}{100 * max(total[i][j], total[j][i]):02.0f}" for j in near)
        )
    (DATA / "shapes.tsv").write_text("\n".join(lines) + "\n", "utf-8")


def _texts(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("**/*.txt")):
        with path.open(encoding="utf-8") as file:
            while lines := file.readlines(1 << 24):
                yield "".join(lines)


def _fours(text: str) -> Iterator[memoryview]:
    units = text.encode("utf-16-le", "replace")
    for shift in range(4):
        end = len(units) - (len(units) - 2 * shift) % 8
        yield memoryview(units[2 * shift : end]).cast("Q")


def counted(folder: Path, strings: set[str]) -> Counter[str]:
    """How often each of ``strings`` (of four characters) stands in the texts."""
    named = {number(string): string for string in strings}
    found: Counter[int] = Counter()
    for text in _texts(folder):
        for fours in _fours(text):
            found.update(filter(named.__contains__, fours))
    return Counter({named[key]: n for key, n in found.items()})


def commonest(folder: Path) -> list[str]:
    """The commonest Han characters of the texts, the commonest first."""
    ones: Counter[str] = Counter()
    for text in _texts(folder):
        ones.update(text)
    han = [char for char, _ in ones.most_common() if "\u4e00" <= char <= "\u9fff"]
    return han[:_COMMON]


def readings_in(phrases: dict[str, list[list[str]]]) -> dict[str, set[str]]:
    """How each character of the phrases is read in them, without tones."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for phrase, syllables in phrases.items():
        for char, syllable in zip(phrase, syllables, strict=True):
            found[char].add(data.bare(syllable[0]))
    return found


def nearly(syllable: str) -> Iterator[str]:
    """The syllables that are not told from this one where zh is z, or -ng is -n: shi → si."""
    flat = re.sub(r"^([zcs])h", r"\1", syllable)
    initials = [flat] if flat != syllable else [re.sub(r"^[zcs]", r"\g<0>h", syllable)]
    for other in dict.fromkeys([syllable, *initials]):
        short = re.sub(r"(?<=[aei]n)g$", "", other)
        last = short if short != other else re.sub(r"[aei]n$", r"\g<0>g", other)
        yield from (s for s in dict.fromkeys([other, last]) if s != syllable)


def _listed(name: str) -> list[str]:
    """The words of one of our own lists."""
    lines = (DATA / name).read_text("utf-8").split("\n")
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def add(more: Path) -> None:
    """Put the phrases of ``more`` into both tables, with rows for characters that have none; and
    take the slips of `phrases-wrong.txt` out."""
    kept = (DATA / "phrases.txt").read_text("utf-8").splitlines()
    slips = set(_listed("phrases-wrong.txt"))
    sound = {line for line in kept[1:] if line[0] == "!" and line[1:] not in slips}
    sound |= {f"!{word}" for word in _listed("phrases-sound.txt")}
    phrases = {line for line in kept[1:] if line[0] != "!"} - slips
    phrases |= {word for word in more.read_text("utf-8").split() if len(word) == 4} - slips
    phrases |= {word for word in _listed("phrases-of-politics.txt") if len(word) == 4}
    lines = [*sorted(phrases), *sorted(sound - {f"!{phrase}" for phrase in phrases})]
    (DATA / "phrases.txt").write_text("\n".join([kept[0], *lines]) + "\n", "utf-8")
    head, *rows = (DATA / "lookalikes.tsv").read_text("utf-8").splitlines()
    known = {row.split("\t")[0]: row.split("\t") for row in rows}
    common = {char for _, sounds, looks in known.values() for char in sounds + looks}
    by_sound: defaultdict[str, list[str]] = defaultdict(list)
    for char in sorted(common):
        for syllable in dict.fromkeys(data.bare(r) for r in data.readings(char)):
            by_sound[syllable].append(char)
    for char in data.shapes():
        near = list(data.looks(char).items())[:_LOOKS]
        looks = "".join(c for c, overlap in near if overlap >= _ALIKE and c in common)
        if char in known and not known[char][2]:
            known[char][2] = looks
        elif char not in known and any(char in phrase for phrase in phrases):
            syllables = dict.fromkeys(data.bare(r) for r in data.readings(char))
            alike = [c for s in syllables for c in by_sound[s][:_SOUNDS] if c != char]
            known[char] = [char, "".join(dict.fromkeys(alike)), looks]
    rows = ["\t".join(known[char]) for char in sorted(known)]
    (DATA / "lookalikes.tsv").write_text("\n".join([head, *rows]) + "\n", "utf-8")
    print(f"{len(phrases):,} phrases, {len(rows):,} characters")


def phrases_of(folder: Path) -> dict[str, list[list[str]]]:
    """The phrases that the texts have often enough, with their readings."""
    from pypinyin.constants import PHRASES_DICT

    ours = _listed("phrases-of-politics.txt")
    known = {p: r for p, r in PHRASES_DICT.items() if len(p) == 4 and p.isalpha()}
    known |= {p: [[data.readings(c)[0]] for c in p] for p in ours if p not in known}
    met = counted(folder, set(known))
    return {p: r for p, r in known.items() if met[p] >= _MET}


def write(folder: Path) -> None:
    """Write both tables from the texts of ``folder``."""
    common = commonest(folder)
    rank = {char: n for n, char in enumerate(common)}
    phrases = phrases_of(folder)
    by_sound: defaultdict[str, list[str]] = defaultdict(list)
    for char in common:
        for syllable in dict.fromkeys(data.bare(r) for r in data.readings(char)):
            by_sound[syllable].append(char)
    likeness: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for char in data.shapes():
        for other, overlap in list(data.looks(char).items())[:6]:
            if overlap >= _ALIKE:
                likeness[char][other] = likeness[other][char] = overlap
    sounds, looks = {}, {}
    for char, syllables in sorted(readings_in(phrases).items()):
        alike = [c for s in sorted(syllables) for c in by_sound[s][: _SOUNDS + 1]]
        alike += [
            c for s in sorted(syllables) for near in nearly(s) for c in by_sound[near][:_NEARLY]
        ]
        sounds[char] = "".join(c for c in dict.fromkeys(alike) if c != char)
        near = sorted(likeness[char].items(), key=lambda pair: -pair[1])
        looks[char] = "".join([c for c, _ in near if c in rank][:_LOOKS])
    spelt: defaultdict[str, set[str]] = defaultdict(set)
    for phrase in phrases:
        for at, char in enumerate(phrase):
            for other in sounds[char] + looks[char]:
                wrong = phrase[:at] + other + phrase[at + 1 :]
                if wrong not in phrases:
                    spelt[wrong].add(phrase)
    met = counted(folder, set(spelt) | set(phrases))
    from pypinyin.constants import PHRASES_DICT

    slips = set(_listed("phrases-wrong.txt"))
    sound = [
        wrong
        for wrong, meant in spelt.items()
        if wrong in PHRASES_DICT
        or met[wrong] >= _ANYWAY
        or met[wrong] * _OFTEN > max(met[phrase] for phrase in meant)
    ]
    sound = [wrong for wrong in sound if wrong not in slips]
    head = "# Set phrases; ! is a sound string beside one. Made by scripts/makephrases.py.\n"
    lines = [*sorted(phrases), *(f"!{wrong}" for wrong in sorted(sound))]
    (DATA / "phrases.txt").write_text(head + "\n".join(lines) + "\n", "utf-8")
    head = "# character<TAB>sound alike<TAB>look alike. Made by scripts/makephrases.py.\n"
    rows = [f"{char}\t{sounds[char]}\t{looks[char]}" for char in sorted(sounds)]
    (DATA / "lookalikes.tsv").write_text(head + "\n".join(rows) + "\n", "utf-8")
    print(f"{len(phrases):,} phrases, {len(sound):,} sound beside them, {len(spelt):,} spellings")


if __name__ == "__main__":
    if sys.argv[1] == "shapes":
        shapes(sys.argv[2:])
    elif sys.argv[1] == "add":
        add(Path(sys.argv[2]))
    else:
        write(Path(sys.argv[2]))
