"""The months of the calendar. Constant number of queries."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from shared.pages.translations import in_language
from signups.repeating import WARSAW

EARLIEST, LATEST = 2000, 2100


def read_month(text: str) -> date | None:
    """The first day of “2027-04”; None for anything else."""
    try:
        found = datetime.strptime(text[:7], "%Y-%m").date()
    except ValueError:
        return None
    return found if EARLIEST <= found.year < LATEST else None


@dataclass(frozen=True)
class Day:
    """One cell of the month: its date, whether it belongs to the month, what happens."""

    on: date
    is_in: bool
    is_today: bool
    events: list


def month_grid(found: QuerySet, first: date, language: str) -> list[list[Day]]:
    """The weeks of a month, Monday first, with the events of each day; one query, two with translations."""
    weeks = weeks_of(first)
    events = in_language(list(found.between(*span_of(first)).order_by("starts_at", "pk")), language)
    on: dict[date, list] = {}
    for event in events:
        for day in days_of(event, weeks[0][0], weeks[-1][-1]):
            on.setdefault(day, []).append(event)
    today = timezone.localdate()
    return [[Day(day, day.month == first.month, day == today, on.get(day, [])) for day in week] for week in weeks]


def weeks_of(first: date) -> list[list[date]]:
    return calendar.Calendar(firstweekday=0).monthdatescalendar(first.year, first.month)


def span_of(first: date) -> tuple[datetime, datetime]:
    """From the first moment of the month's grid to the moment after it."""
    weeks = weeks_of(first)
    return midnight(weeks[0][0]), midnight(weeks[-1][-1] + timedelta(days=1))


def midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), tzinfo=WARSAW)


def days_of(event, first: date, last: date) -> list[date]:
    """The days from first to last that an event touches; one that ends at midnight does not touch the next day."""
    begins = max(first, timezone.localtime(event.starts_at).date())
    ends = min(last, timezone.localtime(event.ends_at - timedelta(microseconds=1)).date())
    return [begins + timedelta(days=n) for n in range((ends - begins).days + 1)]


def neighbours(first: date) -> tuple[str, str]:
    """The months before and after, as the address writes them."""
    before, after = first - timedelta(days=1), first + timedelta(days=31)
    return f"{before:%Y-%m}", f"{after:%Y-%m}"
