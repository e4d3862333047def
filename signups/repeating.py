"""Shifts made together: the same hours on many days. Hours are local; days when the clocks change are days like others."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WARSAW = ZoneInfo("Europe/Warsaw")
MOST = 60  # slots made at once


def local(day: date, hour: time) -> datetime:
    """The moment of a local hour. An hour that the change of clocks leaves out moves on by one; of two equal ones the first."""
    naive = datetime.combine(day, hour, tzinfo=WARSAW)
    return naive.astimezone(ZoneInfo("UTC")).astimezone(WARSAW)


def span(day: date, begins: time, ends: time) -> tuple[datetime, datetime]:
    """From and to; a shift that ends at or before the hour it begins ends on the next day."""
    last = day if ends > begins else day + timedelta(days=1)
    starts_at, ends_at = local(day, begins), local(last, ends)
    if ends_at <= starts_at:  # it begins in the hour that the change of clocks leaves out: it lasts as long as written
        ends_at = starts_at + (datetime.combine(last, ends) - datetime.combine(day, begins))
    return starts_at, ends_at


def days(first: date, last: date, weekdays: list[int]) -> Iterator[date]:
    """The days from first to last (both count) that fall on the chosen weekdays (0 is Monday); none chosen means all."""
    day = first
    while day <= last:
        if not weekdays or day.weekday() in weekdays:
            yield day
        day += timedelta(days=1)
