"""Calendar files (RFC 5545) made with icalendar: local times with the rules of Europe/Warsaw, stable identifiers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import icalendar
from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

WARSAW = ZoneInfo("Europe/Warsaw")


@dataclass(frozen=True)
class Entry:
    """One thing in a calendar. `key` is the same in every file, so that a calendar recognises it again."""

    key: str
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    text: str = ""
    url: str = ""
    is_cancelled: bool = False


def calendar(entries: Iterable[Entry], name: str) -> bytes:
    """The file. Entries that are cancelled say so: the calendar of whoever subscribed strikes them out."""
    out = icalendar.Calendar()
    out.add("prodid", "-//Razem//PL")
    out.add("version", "2.0")
    out.add("x-wr-calname", icalendar.vText(name))
    out.add("x-wr-timezone", "Europe/Warsaw")
    host = urlsplit(settings.PUBLIC_URL).hostname or "razem"
    for entry in entries:
        event = icalendar.Event()
        event.add("uid", f"{entry.key}@{host}")
        event.add("dtstamp", timezone.now())
        event.add("dtstart", entry.starts_at.astimezone(WARSAW))
        event.add("dtend", entry.ends_at.astimezone(WARSAW))
        event.add("summary", entry.title)
        event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
        for field, value in (("location", entry.place), ("description", entry.text), ("url", entry.url)):
            if value:
                event.add(field, value)
        out.add_component(event)
    out.add_missing_timezones()
    return out.to_ical()


def respond(entries: Iterable[Entry], name: str, filename: str) -> HttpResponse:
    response = HttpResponse(calendar(entries, name), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}.ics"'
    return response
