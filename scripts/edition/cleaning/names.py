"""Names of people, known by the commonest surnames (data/metadata.toml)."""

from __future__ import annotations

from edition import data
from edition.cleaning import language
from edition.cleaning.patterns import pattern

SIGNS = "□■◆◇◎○●◈△▲▽★☆⊙"  # what journals put before an author
_BETWEEN = pattern(r"[\s、,+/·;]+")
_KNOWN = -12.0  # nats of a name that many texts have: 成果, 项目, 方法 have more
_UNKNOWN = -6.9  # nats a character: of twenty words with a surname's character none has less
_FOREIGN = pattern(
    r"(?:[\u3400-\u9fff]{1,6}|[A-Z]\.?)(?:[·•・‧](?:[\u3400-\u9fff]{1,8}|[A-Z]\.?)){0,2}[·•・‧][\u3400-\u9fff]{1,8}"
)
_HAN_WORD = pattern(r"[\u3400-\u9fff]+")


def parted(row: str) -> list[str]:
    """The words of a row that may be names (陈静 吴朝武, 何叶荣+李玲, 闫 力)."""
    words = [word for word in _BETWEEN.split(row.lstrip(SIGNS)) if word]
    if len(words) == 2 and len(words[0]) == len(words[1]) == 1:
        return ["".join(words)]
    return words


def is_sure(word: str) -> bool:
    """A name of three characters that no word is (not 白杨树): the language model hardly knows it."""
    if len(word) != 3 or not is_name(word):
        return False
    return language.score("｜", language.fold(word), language.LARGE) <= _UNKNOWN * len(word)


def is_name(word: str) -> bool:
    """Two or three Han characters of which the first is a surname."""
    table = data.table("metadata")["names"]
    if word[:2] in table["compound"]:
        return 3 <= len(word) <= 4 and bool(_HAN_WORD.fullmatch(word))
    return 2 <= len(word) <= 3 and word[0] in table["surnames"] and bool(_HAN_WORD.fullmatch(word))


def is_known_name(word: str) -> bool:
    """A name that is no common word (not 方法), though it may be one (黄山): where its place says a person."""
    return is_name(word) and language.score("｜", language.fold(word), language.LARGE) <= _KNOWN


def is_foreign(word: str) -> bool:
    """A name in Chinese writing whose parts are set apart (尤金·奥尼尔, 维·格·罗斯)."""
    return _FOREIGN.fullmatch(word) is not None
