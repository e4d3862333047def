"""Terms of law as dated data, and the arithmetic of days (Civil Code art. 110-115)."""

from datetime import date, timedelta
from functools import lru_cache

import holidays
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from shared.models import DayOff, LegalTerm


def term(key: str, *, on: date | None = None) -> LegalTerm | None:
    """The parameter `key` (e.g. "consult.strategy.min") in force on the given day, or None when the law sets none."""
    newest = F("valid_from").desc(nulls_last=True)  # PostgreSQL alone would put “since always” first
    return _in_force(on).filter(key=key).order_by(newest).first()


def terms(prefix: str, *, on: date | None = None) -> dict[str, LegalTerm]:
    """Every parameter whose key begins so, as in force on the given day: many numbers in one query."""
    rows = _in_force(on).filter(key__startswith=prefix).order_by(F("valid_from").asc(nulls_first=True))
    return {row.key: row for row in rows}  # of two in force the newer one stays


def _in_force(on: date | None) -> QuerySet[LegalTerm]:
    on = on or timezone.localdate()
    begun = LegalTerm.objects.filter(Q(valid_from=None) | Q(valid_from__lte=on))
    return begun.filter(Q(valid_to=None) | Q(valid_to__gte=on))


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
