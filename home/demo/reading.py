"""The demo's words: texts and JSON files beside this module, with days counted from today."""

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.utils import timezone
from django.utils.html import strip_tags

HERE = Path(__file__).parent


def text(name: str) -> str:
    return (HERE / "texts" / f"{name}.txt").read_text(encoding="utf-8")


def content(name: str):
    """A JSON file with the years put in: {next} is next year, {next6} the sixth from now, {last} last year."""
    raw = (HERE / "content" / f"{name}.json").read_text(encoding="utf-8")
    return json.loads(with_years(raw))


def with_years(raw: str) -> str:
    year = timezone.localdate().year
    return raw.replace("{next6}", str(year + 6)).replace("{next}", str(year + 1)).replace("{last}", str(year - 1))


def day(offset: int) -> date:
    return timezone.localdate() + timedelta(days=offset)


def moment(offset: int, minute: int) -> datetime:
    """A time of that day between 8:00 and 20:00, spread by `minute`."""
    hour = time(8 + (minute * 7) % 12, (minute * 13) % 60)
    return min(timezone.make_aware(datetime.combine(day(offset), hour)), timezone.now())


def stream(body: list) -> str:
    """Pairs [type, value] as the JSON of a StreamField."""
    return json.dumps([{"type": kind, "value": _value(kind, value)} for kind, value in body])


def _value(kind: str, value):
    if kind in ("numbers", "timeline"):
        plain = [{name: strip_tags(words) for name, words in item.items()} for item in value]
        return plain
    return value
