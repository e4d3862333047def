"""The calendar: filters of the query string, a list or a month. Constant number of queries."""

import calendar
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from events.choices import Kind
from events.models import EventPage
from places.models import all_places
from shared.cached import cached
from shared.pages.translations import in_language
from signups import time_words
from signups.repeating import WARSAW

MAX_WORDS = 100
EARLIEST, LATEST = 2000, 2100


@dataclass
class Filters:
    """What the address asks for; unknown values choose nothing and do not stand in the way."""

    words: str = ""
    chosen: dict[str, str] = field(default_factory=dict)
    past: bool = False
    month: date | None = None

    @classmethod
    def read(cls, params) -> "Filters":
        known = {name: {value for value, _label in pairs} for name, pairs in choices().items()}
        chosen = {name: value for name in known if (value := params.get(name, "")[:80]) in known[name]}
        words = params.get("q", "").replace("\x00", " ").strip()[:MAX_WORDS]
        return cls(words, chosen, params.get("kiedy") == "byly", read_month(params.get("miesiac", "")))

    @property
    def any(self) -> bool:
        return bool(self.words or self.chosen or self.past)


def read_month(text: str) -> date | None:
    """The first day of “2027-04”; None for anything else."""
    try:
        found = datetime.strptime(text[:7], "%Y-%m").date()
    except ValueError:
        return None
    return found if EARLIEST <= found.year < LATEST else None


def choices() -> dict[str, list[tuple[str, str]]]:
    """The values each filter knows, with what people read."""
    return {
        "gmina": [(place.slug, place.name) for place in all_places()],
        "rodzaj": list(Kind.choices),
        "jak": [("online", _("also online")), ("pjm", _("sign language")), ("bez-progu", _("step-free"))],
    }


EASY = {"online": {"online": True}, "pjm": {"sign_language__in": ["yes", "request"]}, "bez-progu": {"step_free": "yes"}}


def matching(page, filters: Filters) -> QuerySet:
    """Public events of this calendar under the filters, in every time; the caller orders them."""
    found = EventPage.objects.public().child_of(page.canonical)
    if slug := filters.chosen.get("gmina"):
        found = found.in_place(next(place for place in all_places() if place.slug == slug))
    if kind := filters.chosen.get("rodzaj"):
        found = found.filter(kind=kind)
    if how := filters.chosen.get("jak"):
        found = found.filter(**EASY[how])
    if filters.words:
        hits = EventPage.objects.live().search(filters.words, operator="and").get_queryset()
        found = found.filter(translation_key__in=hits.order_by().values("translation_key"))
    return found.select_related("municipality", "village", "organisation", "locale")


def in_order(found: QuerySet, filters: Filters) -> QuerySet:
    """The next one first; of what has been the newest first."""
    if filters.past:
        return found.past().order_by("-starts_at", "-pk")
    return found.ahead().order_by(F("starts_at").asc(nulls_last=True), "pk")


@dataclass(frozen=True)
class Day:
    """One cell of the month: its date, whether it belongs to the month, what happens."""

    on: date
    is_in: bool
    is_today: bool
    events: list


def month_grid(found: QuerySet, first: date, language: str) -> list[list[Day]]:
    """The weeks of a month, Monday first, with the events of each day; one query, two with translations."""
    weeks = calendar.Calendar(firstweekday=0).monthdatescalendar(first.year, first.month)
    start, end = midnight(weeks[0][0]), midnight(weeks[-1][-1] + timedelta(days=1))
    events = in_language(list(found.between(start, end).order_by("starts_at", "pk")), language)
    on: dict[date, list] = {}
    for event in events:
        for day in days_of(event, weeks[0][0], weeks[-1][-1]):
            on.setdefault(day, []).append(event)
    today = timezone.localdate()
    return [[Day(day, day.month == first.month, day == today, on.get(day, [])) for day in week] for week in weeks]


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


def when_words(event) -> str:
    """When it is, as people read it; without a date that it is being chosen."""
    return time_words.when_words(event.starts_at, event.ends_at) if event.starts_at else _("the date is being chosen")


@cached("coming-events", "wagtailcore.page", "places.municipality", "places.solectwo")
def coming(language: str) -> list[EventPage]:
    """The next events, for the front page; those that have passed since are left out by the reader."""
    found = EventPage.objects.public().ahead().exclude(state="cancelled").exclude(starts_at=None)
    rows = found.select_related("municipality", "village", "locale", "organisation").order_by("starts_at")
    return in_language(list(rows[:12]), language)
