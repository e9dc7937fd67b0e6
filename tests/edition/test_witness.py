"""Decoding is exact both ways, whatever the encoding."""

import codecs

import pytest
from edition import witness
from edition.errors import EditionError

TEXT = "群众路线是我们党的生命线和根本工作路线。在这个问题上，我们说的是大家都知道的。\n"
TRADITIONAL = "群眾路線是我們黨的生命線和根本工作路線。在這個問題上，我們說的是大家都知道的。\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TRADITIONAL.encode("big5"), "big5hkscs"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.replace("\n", "\r\n").encode(), "utf-8"),
    ],
)
def test_bytes_come_back(data, encoding):
    found = witness.from_bytes("x", data)
    assert found.encoding == encoding
    assert found.text.replace("\r", "") in (TEXT, TRADITIONAL)
    assert witness.encode(found.text, found.encoding, found.bom) == data


def test_a_few_broken_bytes_in_utf8_come_back_too():
    data = TEXT.encode() * 3 + b"\xe7\xbe" + TEXT.encode()
    found = witness.from_bytes("x", data)
    assert found.encoding == "utf-8"
    assert witness.encode(found.text, found.encoding, found.bom) == data


@pytest.mark.parametrize("data", [b"", b" \n\n", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 9])
def test_no_text_is_an_error_that_names_the_file(data):
    with pytest.raises(EditionError, match=r"x\.txt: .*\n  remedy: "):
        witness.from_bytes("x", data, "x.txt")
