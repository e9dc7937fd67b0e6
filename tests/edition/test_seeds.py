"""What stands in several places of a collection, found without an index of everything."""

from itertools import combinations

from edition.seeds import Groups, shared
from hypothesis import given
from hypothesis import strategies as st

STRINGS = st.lists(st.text("群众路线教育", max_size=30), max_size=8)


def by_hand(strings, size, most):
    """Every substring with all its places, the slow way."""
    places = {}
    for n, string in enumerate(strings):
        for at in range(len(string) - size + 1):
            places.setdefault(string[at : at + size], []).append((n, at))
    return sorted(found for found in places.values() if 1 < len(found) <= most)


@given(STRINGS, st.integers(1, 4), st.integers(2, 5))
def test_finds_all_that_stands_twice_and_nothing_else(strings, size, most):
    assert sorted(shared(strings, size, most)) == by_hand(strings, size, most)


def test_nothing_to_find():
    assert list(shared([], 6, 12)) == []
    assert list(shared(["短", ""], 6, 12)) == []


def test_groups_keep_the_order_of_adding_and_drop_single_ones():
    groups = Groups()
    for n, key in enumerate(combinations(range(12), 2)):
        groups.add(key, (n, 2**32 - 1))
        if key[0] != 3:
            groups.add(key, (0, n))
    found = dict(groups)
    assert found[0, 1] == [(0, 2**32 - 1), (0, 0)]
    assert not any(key[0] == 3 for key in found)
    assert len(found) == 66 - 8
