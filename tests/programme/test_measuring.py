"""What numbers of a plan mean: a truth table of targets, and totals in which nothing missing is zero."""

from datetime import date
from decimal import Decimal

import pytest

from programme.measuring import Direction, progress, reached, total
from programme.timeline import CELL, place, timeline

D = Decimal
UP, DOWN = Direction.UP, Direction.DOWN

REACHED = [
    # should, target, value, reached
    (UP, 10, 9, False), (UP, 10, 10, True), (UP, 10, 11, True),
    (DOWN, 10, 11, False), (DOWN, 10, 10, True), (DOWN, 10, 9, True),
    (UP, 0, 0, True), (DOWN, 0, 0, True),
    (UP, None, 5, None), (UP, 10, None, None), (DOWN, None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("should", "target", "value", "answer"), REACHED)
def test_a_target_is_reached_from_the_right_side(should, target, value, answer):
    assert reached(should, target, value) is answer


PROGRESS = [
    # start, target, value, percent of the way
    (0, 10, 5, 50), (0, 10, 10, 100), (0, 10, 12, 100), (0, 10, -3, 0), (74, 45, 58, 55), (74, 45, 80, 0), (74, 45, 40, 100),
    (None, 10, 5, None), (0, None, 5, None), (0, 10, None, None), (10, 10, 10, None),
]  # fmt: skip


@pytest.mark.parametrize(("start", "target", "value", "percent"), PROGRESS)
def test_the_way_made_is_counted_from_the_start_to_the_target(start, target, value, percent):
    assert progress(*(None if n is None else D(n) for n in (start, target, value))) == percent


@pytest.mark.parametrize(
    ("amounts", "sum_of_known"),
    [([D(1), D(2)], D(3)), ([D(1), None], D(1)), ([None, None], None), ([], None), ([D(0), None], D(0))],
)
def test_a_sum_counts_what_is_known_and_is_unknown_when_nothing_is(amounts, sum_of_known):
    assert total(amounts) == sum_of_known


# --- the timeline ---------------------------------------------------------------------------------------------


class Rows(list):
    def all(self):
        return self


class Project:
    def __init__(self, starts_on=None, ends_on=None, milestones=()):
        self.starts_on, self.ends_on, self.milestones = starts_on, ends_on, Rows(milestones)


class Mark:
    def __init__(self, due_on, done_on=None):
        self.due_on, self.done_on = due_on, done_on


def widths(row) -> list[float]:
    return [cell.width for cell in row.cells]


def test_a_bar_fills_the_years_between_its_first_and_last_day():
    made = timeline([Project(date(2025, 7, 2), date(2027, 6, 30))], date(2026, 1, 1))

    first, whole, last = made.rows[0].cells
    assert made.years == [2025, 2026, 2027]
    assert (first.x, whole.x, last.x, whole.width) == (place(date(2025, 7, 2)), 0, 0, CELL)
    assert abs(first.x + first.width - CELL) < 1
    assert 0.45 * CELL < last.width < 0.55 * CELL


@pytest.mark.parametrize(
    ("starts", "ends", "taken"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), [True, False]),
        (date(2026, 5, 5), None, [False, True]),
        (None, date(2025, 5, 5), [True, False]),
        (None, None, [False, False]),
    ],
)
def test_a_project_takes_only_its_own_years(starts, ends, taken):
    frame = Project(date(2025, 1, 1), date(2026, 12, 31))

    row = timeline([Project(starts, ends), frame], date(2030, 1, 1)).rows[0]

    assert [width > 0 for width in widths(row)] == taken


def test_the_last_day_of_a_year_still_fits_its_cell():
    cell = timeline([Project(date(2024, 1, 1), date(2024, 12, 31))]).rows[0].cells[0]

    assert CELL - 1 < cell.x + cell.width <= CELL + 0.5


def test_milestones_and_today_stand_in_their_year():
    marks = [Mark(date(2025, 3, 1), date(2025, 3, 1)), Mark(date(2026, 3, 1))]
    row = timeline([Project(date(2025, 1, 1), date(2026, 12, 31), marks)], date(2026, 2, 1)).rows[0]

    assert [[done for _x, done in cell.marks] for cell in row.cells] == [[True], [False]]
    assert [cell.today is not None for cell in row.cells] == [False, True]


def test_nothing_is_drawn_without_days_and_a_century_is_cut():
    assert (timeline([]).years, timeline([Project()]).years) == ([], [])
    assert len(timeline([Project(date(1950, 1, 1), date(2050, 1, 1))]).years) == 15
