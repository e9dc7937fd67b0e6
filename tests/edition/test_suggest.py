"""Candidates for the glossary: what is quoted, balanced or fixed, and not yet there."""

from edition import suggest
from edition.glossary import Glossary, Source, Term

NONE = Glossary([])


def forms(*texts, glossary=NONE):
    words = [(f"t{n}", text) for n, text in enumerate(texts)]
    return {c.form: c for c in suggest.candidates(words, glossary)}


def test_a_quoted_phrase():
    found = forms("村里提出“三清三改”，大家都说“三清三改”好。")
    assert found["三清三改"].signs == ("引号",)
    assert found["三清三改"].count == 2


def test_an_enumeration_of_parts_built_alike():
    assert "选准、选实、选细" in forms("做到选准、选实、选细的要求。")
    assert "摆问题、抓督查、管自身" in forms("我们要：摆问题、抓督查、管自身。")
    assert not forms("有山、流水、小村庄。")


def test_a_string_that_comes_back_and_stands_free():
    texts = [
        f"{head}河长负责制{tail}。"
        for head, tail in (
            ("推行", "很难"), ("落实", "不易"), ("完善", "要人"), ("评议", "用心"), ("说说", "以后"),
        )
    ]  # fmt: skip
    filler = ["山上有树，树下有人，人会唱歌，歌声好听。" * 3]
    found = forms(*texts, *filler)
    assert "河长负责制" in found
    assert not {"河长负责", "长负责制", "河长负"} & set(found), "only the longest of its parts"


def test_what_the_glossary_has_is_not_suggested():
    term = Term("a", "三清三改", "", "释义", "slogan", (Source("书", "", ""),))
    assert not forms("村里提出“三清三改”，“三清三改工作”。", glossary=Glossary([term]))


def test_contexts_show_the_place_and_say_where_they_are_cut():
    text = "从前有一座小小的村庄在山脚，村里提出“三清三改”的办法，第二年春天就见了成效。"
    (candidate,) = forms(text).values()
    (context,) = candidate.contexts
    before, after = context.split("【三清三改】")
    assert before.startswith("…")
    assert after.endswith("…")
    assert before[1:] in text
    assert after[:-1] in text


def test_more_texts_rank_higher():
    found = forms("“甲乙丙”“甲乙丙”", "“甲乙丙”", "“子丑寅”")
    assert found["甲乙丙"].score > found["子丑寅"].score
