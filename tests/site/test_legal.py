from datetime import date

import pytest

from shared.legal import earliest_last_day, move_to_working_day, term
from shared.models import DayOff, LegalTerm

pytestmark = pytest.mark.django_db


def test_thirty_five_days_from_the_first_of_december_end_on_the_fifth_of_january():
    assert earliest_last_day(date(2026, 12, 1), 35) == date(2027, 1, 5)


@pytest.mark.parametrize(
    ("ends", "moved"),
    [
        (date(2026, 11, 28), date(2026, 11, 30)),  # Saturday
        (date(2026, 11, 29), date(2026, 11, 30)),  # Sunday
        (date(2026, 12, 24), date(2026, 12, 28)),  # Christmas Eve (since 2025), then Christmas, then a weekend
        (date(2026, 11, 11), date(2026, 11, 12)),
        (date(2026, 11, 23), date(2026, 11, 23)),
    ],
)
def test_a_term_that_ends_on_a_day_off_moves_to_the_next_working_day(ends, moved):
    assert move_to_working_day(ends) == moved


def test_a_day_off_added_by_the_prime_minister_counts():
    DayOff.objects.create(day=date(2026, 11, 23), name="Dzień dodatkowy")

    assert move_to_working_day(date(2026, 11, 23)) == date(2026, 11, 24)


def test_the_term_in_force_on_the_day_is_used():
    LegalTerm.objects.create(key="x", value="10", act="a", valid_to=date(2026, 8, 31))
    LegalTerm.objects.create(key="x", value="20", act="a", valid_from=date(2026, 9, 1))

    assert term("x", on=date(2026, 8, 31)).days == 10
    assert term("x", on=date(2026, 9, 1)).days == 20
    assert term("y") is None
