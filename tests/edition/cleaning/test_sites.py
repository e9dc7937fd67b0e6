"""The name of a site between the lines of a text."""

from edition.cleaning import sites
from edition.edit import apply


def test_a_name_inside_a_line_of_the_sites_goes_with_the_line():
    text = "同志们好。 某某驿站 www.abc.cn\n某某驿站 某某驿站 www.abc.cn\n正文在这里说了一些话。\n"
    assert apply(text, list(sites.spans(text))) == "同志们好。\n正文在这里说了一些话。\n"
