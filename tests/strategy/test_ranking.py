"""How papers are counted: mean place, first places, the order so far; points by their sum."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.ranking import by_places, by_points, filled, mean_of, missing_places, repeated_places

KEYS = ["a", "b", "c"]


def papers(*orders):
    """Papers written as orders: "bca" puts b first."""
    return [{key: place for place, key in enumerate(order, start=1)} for order in orders]


def order(standings):
    return "".join(standing.key for standing in standings)


PLACES = [
    # papers, the result, why
    ([], "abc", "no paper: the order so far"),
    (["bca"], "bca", "one paper decides"),
    (["abc", "abc", "cba"], "abc", "the lowest mean first"),
    (["cab", "cab", "abc"], "cab", "the lowest mean first, against the order so far"),
    (["acb", "bca"], "abc", "a tie in everything between a and b: the order so far"),
    (["bac", "bac", "acb", "cab"], "abc", "a lower mean is worth more than more first places"),
    (["bac", "bac", "acb", "cab", "bca", "acb"], "abc", "the same, among six"),
]


@pytest.mark.parametrize(("orders", "result", "why"), PLACES)
def test_the_mean_place_decides(orders, result, why):
    assert order(by_places(KEYS, papers(*orders))) == result


def test_equal_means_are_told_apart_by_first_places():
    # a: 1, 3, 2, 2 → 8; b: 2, 2, 1, 3 → 8, both with one first place; c: 3, 1, 3, 1 → 8 with two.
    counted = by_places(KEYS, papers("abc", "cba", "bac", "cab"))

    assert [(s.key, s.mean, s.first_places) for s in counted] == [
        ("c", Decimal("2.00"), 2),
        ("a", Decimal("2.00"), 1),
        ("b", Decimal("2.00"), 1),
    ]


def test_what_first_places_do_not_tell_apart_keeps_the_order_so_far():
    said = papers("ab", "ba")

    assert order(by_places(["a", "b"], said)) == "ab"
    assert order(by_places(["b", "a"], said)) == "ba"


def test_a_standing_says_place_sum_mean_and_first_places():
    first, second, third = by_places(KEYS, papers("abc", "abc", "bac"))

    assert (first.key, first.place, first.total, first.mean, first.first_places) == ("a", 1, 4, Decimal("1.33"), 2)
    assert (second.key, second.place, second.total, second.mean, second.first_places) == ("b", 2, 5, Decimal("1.67"), 1)
    assert (third.key, third.place, third.total, third.mean, third.first_places) == ("c", 3, 9, Decimal("3.00"), 0)


POINTS = [
    ([], "abc", "no paper: the order so far"),
    ([(10, 0, 0)], "abc", "one paper decides"),
    ([(0, 4, 6), (0, 4, 6)], "cba", "the highest sum first"),
    ([(5, 5, 0), (0, 5, 5)], "bac", "a and c have as much and are once among the most: the order so far"),
    ([(4, 0, 6), (4, 8, 2), (4, 4, 4)], "bca", "twelve each; b and c were given the most twice, a once"),
]


@pytest.mark.parametrize(("given_points", "result", "why"), POINTS)
def test_points_are_added_up(given_points, result, why):
    said = [dict(zip(KEYS, points, strict=True)) for points in given_points]

    assert order(by_points(KEYS, said)) == result


def test_points_have_a_sum_and_a_mean():
    first = by_points(KEYS, [{"a": 7, "b": 3, "c": 0}, {"a": 3, "b": 3, "c": 3}])[0]

    assert (first.key, first.total, first.mean, first.first_places) == ("a", 10, Decimal("5.00"), 2)


def test_a_paper_that_left_the_quadrant_empty_does_not_count():
    said = [*papers("abc"), {"x": 1}, {"a": 1, "b": 2}]

    assert filled(KEYS, said) == papers("abc")
    assert by_places(KEYS, said)[0].mean == Decimal("1.00")


@pytest.mark.parametrize(
    ("total", "count", "mean"), [(0, 0, None), (1, 3, "0.33"), (2, 3, "0.67"), (1, 8, "0.13"), (9, 2, "4.50")]
)
def test_a_mean_has_two_decimals_and_rounds_halves_up(total, count, mean):
    assert mean_of(total, count) == (Decimal(mean) if mean else None)


@pytest.mark.parametrize(
    ("values", "missing", "repeated"),
    [
        ([1, 2, 3], [], []),
        ([3, 1, 2], [], []),
        ([1, 1, 2], [3], [1]),
        ([1, None, None], [2, 3], []),
        ([2, 2, 2], [1, 3], [2]),
        ([1, 1, 2, 2], [3, 4], [1, 2]),
    ],
)
def test_what_is_missing_and_what_stands_twice_is_named(values, missing, repeated):
    assert (missing_places(values), repeated_places(values)) == (missing, repeated)


# --- whatever people send -----------------------------------------------------------------------------------------

ballots = st.lists(st.permutations(KEYS), max_size=30)


@given(ballots)
def test_every_item_gets_one_place_and_the_sums_add_up(orders):
    counted = by_places(KEYS, papers(*orders))

    assert sorted(s.key for s in counted) == KEYS
    assert [s.place for s in counted] == [1, 2, 3]
    assert sum(s.total for s in counted) == len(orders) * (1 + 2 + 3)
    assert sum(s.first_places for s in counted) == len(orders)
    assert [s.total for s in counted] == sorted(s.total for s in counted)


@given(ballots, st.randoms())
def test_the_order_in_which_papers_come_changes_nothing(orders, chance):
    shuffled = list(orders)
    chance.shuffle(shuffled)

    assert by_places(KEYS, papers(*shuffled)) == by_places(KEYS, papers(*orders))


@given(ballots, st.integers(min_value=1, max_value=4))
def test_everybody_voting_again_the_same_changes_no_place(orders, times):
    assert order(by_places(KEYS, papers(*orders * times))) == order(by_places(KEYS, papers(*orders)))


@given(st.lists(st.tuples(*[st.integers(min_value=0, max_value=10)] * 3), max_size=30))
def test_points_never_rank_a_smaller_sum_above_a_greater_one(given_points):
    said = [dict(zip(KEYS, points, strict=True)) for points in given_points]
    totals = [s.total for s in by_points(KEYS, said)]

    assert totals == sorted(totals, reverse=True)
    assert sum(totals) == sum(map(sum, given_points))
