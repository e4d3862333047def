"""The list of campaigns: filters of the query string, order, what the front page shows. Constant number of queries."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import F, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ngos.choices import PlainField
from places.models import all_places
from shared.cached import cached
from shared.pages.translations import in_language
from signups.models import Slot
from volunteering.choices import Effort, Kind
from volunteering.models import CampaignPage

MAX_WORDS = 100
NEAR = 30
AGES = {"13": 13, "16": 16, "18": 18}


@dataclass
class Filters:
    """What the address asks for; unknown values choose nothing and do not stand in the way."""

    words: str = ""
    chosen: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, params) -> "Filters":
        known = {name: {value for value, _label in pairs} for name, pairs in choices().items()}
        chosen = {name: value for name in known if (value := params.get(name, "")[:80]) in known[name]}
        return cls(params.get("q", "").replace("\x00", " ").strip()[:MAX_WORDS], chosen)

    @property
    def any(self) -> bool:
        return bool(self.words or self.chosen)


def choices() -> dict[str, list[tuple[str, str]]]:
    """The values each filter knows, with what people read."""
    return {
        "czas": list(Effort.choices),
        "gmina": [(place.slug, place.name) for place in all_places()],
        "pole": list(PlainField.choices),
        "rodzaj": list(Kind.choices),
        "kiedy": [("tydzien", _("within a week")), ("miesiac", _("within a month")), ("weekend", _("at a weekend"))],
        "wiek": [("13", _("I am 13 to 15")), ("16", _("I am 16 or 17")), ("18", _("I am an adult"))],
        "gdzie": [("zdalnie", _("from home"))],
        "umiem": [("nic", _("no special skills"))],
    }


def labels() -> dict[str, str]:
    return {
        "czas": _("How much time"), "gmina": _("Municipality"), "pole": _("Field"), "rodzaj": _("Kind"), "kiedy": _("When"),
        "wiek": _("Age"), "gdzie": _("Where"), "umiem": _("Skills"),
    }  # fmt: skip


def matching(page, filters: Filters) -> QuerySet:
    """Campaigns that need people, under the filters, the nearest shift first."""
    now = timezone.now()
    found = CampaignPage.objects.open(now).child_of(page.canonical)
    chosen = filters.chosen
    simple = {"czas": "effort", "gmina": "municipality__slug", "pole": "topic", "rodzaj": "kind"}
    found = found.filter(**{simple[name]: value for name, value in chosen.items() if name in simple})
    if age := chosen.get("wiek"):
        found = (
            found.filter(min_age__lte=AGES[age])
            if age == "18"
            else found.filter(min_age__lte=AGES[age], takes_consent=True)
        )
    if "gdzie" in chosen:
        found = found.filter(is_remote=True)
    if "umiem" in chosen:
        found = found.filter(qualifications="")
    if when := chosen.get("kiedy"):
        found = found.filter(pk__in=slots_when(when, now).values("page"))
    if filters.words:
        hits = CampaignPage.objects.live().search(filters.words, operator="and").get_queryset()
        found = found.filter(translation_key__in=hits.order_by().values("translation_key"))
    return nearest_first(found, now)


def slots_when(when: str, now) -> QuerySet:
    """Shifts ahead within a week or a month, or at a weekend."""
    slots = Slot.objects.planned().filter(starts_at__gt=now)
    if when == "weekend":
        return slots.filter(starts_at__week_day__in=[1, 7])  # Sunday is 1, Saturday 7
    return slots.filter(starts_at__lte=now + timedelta(days=7 if when == "tydzien" else 31))


def nearest_first(found: QuerySet, now) -> QuerySet:
    coming = Q(slots__state="open", slots__starts_at__gt=now)
    ordered = found.annotate(next_at=Min("slots__starts_at", filter=coming))
    return ordered.select_related("municipality", "village", "organisation", "locale", "picture").order_by(
        F("next_at").asc(nulls_last=True), "-first_published_at", "-pk"
    )


@cached("featured-campaigns", "wagtailcore.page", "signups.slot", "places.municipality")
def featured(language: str, on: date) -> list[CampaignPage]:
    """Two campaigns for the front page: those an editor has chosen first, then the nearest."""
    found = nearest_first(CampaignPage.objects.open(), timezone.now())
    return in_language(list(found.order_by("-is_featured", F("next_at").asc(nulls_last=True), "-pk")[:2]), language)


@cached("nearest-campaigns", "wagtailcore.page", "signups.slot", "places.municipality", "places.solectwo")
def nearest(language: str) -> list[CampaignPage]:
    """The campaigns that need people, the nearest first, for “near me”."""
    return in_language(list(nearest_first(CampaignPage.objects.open(), timezone.now())[:NEAR]), language)


@cached("summed-up-campaigns", "wagtailcore.page", "places.municipality")
def summed_up(language: str) -> list[CampaignPage]:
    """The three newest campaigns that have been summed up."""
    found = (
        CampaignPage.objects.public()
        .filter(state="summed_up")
        .select_related("municipality", "village", "organisation", "locale")
    )
    return in_language(list(found.order_by("-last_published_at", "-pk")[:3]), language)


def land(page, filters: Filters) -> list[dict]:
    """The municipalities that have an outline, each with its number of campaigns under the other filters; one query."""
    others = Filters(filters.words, {name: value for name, value in filters.chosen.items() if name != "gmina"})
    found = matching(page, others).order_by().values_list("pk", "municipality")
    counted = Counter(municipality for _pk, municipality in set(found))
    return [{"place": place, "count": counted[place.pk]} for place in all_places() if place.outline]
