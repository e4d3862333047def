"""Groups under five are not broken down, and nobody can be worked out from what is told instead."""

from collections import Counter
from itertools import permutations, product

import pytest
from django.utils.translation import override

from shared.small_groups import is_small, tell_groups, tell_total


@pytest.mark.parametrize(
    ("counted", "told"),
    [
        ({}, []),
        ({"a": 0}, []),
        ({"a": 5, "b": 7}, [("b", "7"), ("a", "5")]),
        ({"a": 5, "b": 4}, [("wszystkie razem", "9")]),
        ({"a": 30, "b": 9, "c": 1}, [("a", "30"), ("pozostałe razem", "10")]),
        ({"a": 30, "b": 3, "c": 3}, [("a", "30"), ("pozostałe razem", "6")]),
        ({"a": 30, "b": 4, "c": 4}, [("wszystkie razem", "38")]),
        ({"a": 30, "b": 1, "c": 1}, [("wszystkie razem", "32")]),
        ({"a": 31, "b": 1}, [("wszystkie razem", "32")]),
        ({"a": 1, "b": 2}, [("wszystkie razem", "mniej niż 5")]),
        ({"a": 3}, [("wszystkie razem", "mniej niż 5")]),
        ({"a": 4}, [("wszystkie razem", "mniej niż 5")]),
    ],
)
def test_small_groups_are_told_together(counted, told):
    assert (tell_groups(Counter(counted)), tell_groups(list(counted.items()))) == (told, told)


@pytest.mark.parametrize(("groups", "most"), [(2, 24), (3, 11), (4, 8)])
def test_no_small_group_can_be_worked_out_from_what_is_told(groups, most):
    """Every way in which known groups may be filled: what is told never leaves one number for a group under five."""
    ways: dict[tuple, list[tuple]] = {}
    for sizes in product(range(most + 1), repeat=groups):
        ways.setdefault(tuple(tell_groups(zip("abcd", sizes, strict=False))), []).append(sizes)
    betrayed = [
        (told, found)
        for told, found in ways.items()
        if max(map(max, found)) < most  # beyond the last size counted here there are other ways
        for place in range(groups)
        if len({sizes[place] for sizes in found}) == 1 and 0 < found[0][place] < 5
    ]

    assert betrayed == []
    assert len(ways) > most


def test_equal_groups_are_told_in_the_order_given_whatever_their_names():
    """Two languages side by side tell no more than one: the same groups stand alone in both."""
    told = [
        [position for position, name in enumerate(names) if any(name == shown for shown, _number in tell_groups(pairs))]
        for names in permutations("abc")
        for pairs in [list(zip(names, (6, 6, 1), strict=True))]
    ]

    assert told == [[0]] * 6


@pytest.mark.parametrize(
    ("numbers", "polish", "english"),
    [
        ([], "", ""),
        ([4], "mniej niż 5", "fewer than 5"),
        ([3, 1], "mniej niż 5", "fewer than 5"),
        ([5], "5", "5"),
        ([17, 3], "20", "20"),
    ],
)
def test_a_sum_is_told_from_five_people_on(numbers, polish, english):
    with override("en"):
        in_english = tell_total(numbers)

    assert (tell_total(numbers), in_english) == (polish, english)


def test_five_people_are_no_small_group():
    assert [is_small(number) for number in (0, 1, 4, 5, 6)] == [True, True, True, False, False]
