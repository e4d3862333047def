"""Terms of law as dated data, and the arithmetic of days (Civil Code art. 110-115)."""

from datetime import date, timedelta
from functools import lru_cache

import holidays
from django.db.models import Q
from django.utils import timezone

from shared.models import DayOff, LegalTerm


def term(key: str, *, on: date | None = None) -> LegalTerm | None:
    """The parameter `key` (e.g. "consult.strategy.min") in force on the given day, or None when the law sets none."""
    on = on or timezone.localdate()
    in_force = LegalTerm.objects.filter(Q(valid_from=None) | Q(valid_from__lte=on), key=key)
    return in_force.filter(Q(valid_to=None) | Q(valid_to__gte=on)).order_by("-valid_from").first()


@lru_cache(maxsize=64)
def _statutory(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("PL", years=year))


def is_working_day(day: date) -> bool:
    """Neither a Saturday, nor a Sunday, nor a statutory day off (art. 115 of the Civil Code)."""
    if day.weekday() >= 5 or day in _statutory(day.year):
        return False
    return not DayOff.objects.filter(day=day).exists()


def move_to_working_day(day: date) -> date:
    """A term that ends on a Saturday or a day off ends on the next working day."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def earliest_last_day(announced_on: date, days: int) -> date:
    """The earliest lawful last day of a period of `days`; the day of the notice is not counted (art. 111 § 2)."""
    return move_to_working_day(announced_on + timedelta(days=days))
