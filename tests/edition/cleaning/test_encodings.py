"""Text that went through the wrong encoding: each accident is done to sound text and undone."""

import codecs
import difflib

import pytest
from damage_sentences import SENTENCES
from edition import reading, witness
from edition.cleaning import encoding
from edition.cleaning.guess import LACUNA
from edition.cleaning.script import simplified
from edition.edit import Edit, apply, rewind
from hypothesis import given, settings
from hypothesis import strategies as st

SIMPLIFIED = (
    "群众路线是党的生命线，在这个问题上，我们说的是大家都知道的。为人民服务，不是一句空话。"
)
some = st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=4).map("\n".join)
DAMAGE = {
    "UTF-8 as Latin-1": lambda t: t.encode().decode("latin-1"),
    "UTF-8 as Windows-1252": lambda t: "".join(map(as_windows, t.encode())),
    "UTF-8 as Latin-1, twice": lambda t: t.encode().decode("latin-1").encode().decode("latin-1"),
    "GBK as Latin-1": lambda t: t.encode("gb2312").decode("latin-1"),
}


def as_windows(byte):
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def repaired(text):
    edits = [e for e in encoding.characters(text) if isinstance(e, Edit)]
    after = apply(text, sorted(edits, key=lambda e: e.start))
    assert rewind(after, [tuple(sorted(edits, key=lambda e: e.start))]) == text
    return after


@pytest.mark.parametrize("how", list(DAMAGE))
def test_wrong_decoding_is_undone(how):
    for text in (SIMPLIFIED, SIMPLIFIED + "\n" + SIMPLIFIED):
        assert repaired(DAMAGE[how](text)) == text


def test_utf8_read_as_gbk_is_undone_where_nothing_was_lost():
    text = "群众路线的生命，的确是的，"
    damaged = text.encode().decode("gb18030", "replace")
    if "\ufffd" not in damaged:
        assert repaired(damaged) == text


@settings(max_examples=40, deadline=None)
@given(some, st.sampled_from(["UTF-8 as Latin-1", "UTF-8 as Windows-1252"]))
def test_any_text_comes_back(text, how):
    sound = repaired(text)
    assert repaired(DAMAGE[how](sound)) == sound
    assert repaired(sound) == sound


@settings(max_examples=40, deadline=None)
@given(
    some,
    st.sampled_from(["utf-8", "gb18030", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-16", "big5"]),
)
def test_whatever_encoding_a_file_is_in_it_reads_the_same(text, name):
    try:
        data = text.encode(name)
    except UnicodeEncodeError:
        return
    source = witness.from_bytes("x", data)
    assert source.text == text
    assert witness.encode(source.text, source.encoding, source.bom) == data


@pytest.mark.parametrize(
    "text",
    [
        "Café, naïve, Übergröße, “déjà vu”… — façade • élève",
        "他说“Ça va”，又说“à bientôt”——法语。",
        "锛是一种刨刀，也叫斤；鐨字罕用，銆也是。",
        "程序员都见过锟斤拷，也见过烫烫烫。",
        "原告×××××，住××××，被告××××，系××公司。",
        "××××",
        "ÀÉÎÕÜ are letters; ¿Qué? ¡Sí!",
    ],
)
def test_sound_text_keeps_its_letters(text):
    assert repaired(text) == text


def test_what_is_lost_is_left_for_a_person():
    found = list(encoding.characters("锟斤拷锟斤拷锟斤拷说。"))
    assert found
    assert not any(isinstance(item, Edit) for item in found)


def test_a_byte_order_mark_is_no_text():
    source = witness.from_bytes("x", codecs.BOM_UTF8 + SIMPLIFIED.encode())
    assert reading.as_text(reading.read(source)).lstrip("# ").startswith("群众路线")


@pytest.mark.parametrize("script", [str, simplified])
def test_utf8_read_as_gbk_with_losses(script):
    """What a decoder made of bytes that fit no pair is told by the bytes that are left: most of 20 sentences
    comes back, hardly anything is put wrongly, and what is not sure is marked."""
    wrong = marked = total = left = 0
    for sentence in map(script, SENTENCES[:20]):
        seen = sentence.encode().decode("gbk", "replace").replace("\ufffd", "?")
        got = repaired(seen)
        if got == seen:
            left += 1
            continue
        marked += got.count(LACUNA)
        shown = got.replace(LACUNA, "")
        matcher = difflib.SequenceMatcher(None, sentence, shown, autojunk=False)
        wrong += len(shown) - sum(block.size for block in matcher.get_matching_blocks())
        total += len(sentence)
    assert left <= 2
    assert wrong <= 0.02 * total
    assert marked <= 0.08 * total


def test_a_byte_that_is_no_text_amid_a_run_is_no_fault():
    words = "山上有一座庙，庙里有人。".encode().decode("gb18030", "ignore")
    damaged = (words + "\udce8" + words).encode("utf-8", "surrogateescape")
    found = reading.read(witness.from_bytes("case", damaged))
    assert rewind(found.text, [step.edits for step in found.steps]) == found.witness.text
