"""The list of good practices: filters of the query string, words, order. Constant number of queries."""

from dataclasses import dataclass, field

from django.db.models import QuerySet

from ngos.choices import PlainField
from places.models import all_places
from practices.models import PracticePage
from shared.cached import cached
from shared.pages.translations import in_language

MAX_WORDS = 100
LOOKUPS = {"gmina": "municipality__slug", "temat": "topic", "skala": "scale"}


@dataclass
class Filters:
    """What the address asks for; unknown values choose nothing and do not stand in the way."""

    words: str = ""
    chosen: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, params) -> "Filters":
        known = {name: {value for value, _label in pairs} for name, pairs in choices().items()}
        asked = {name: params.get(name, "")[:80] for name in known}
        words = params.get("q", "").replace("\x00", " ").strip()[:MAX_WORDS]
        return cls(words, {name: value for name, value in asked.items() if value in known[name]})

    @property
    def any(self) -> bool:
        return bool(self.words or self.chosen)


def choices() -> dict[str, list[tuple[str, str]]]:
    """The values each filter knows, with what people read."""
    return {
        "gmina": [(place.slug, place.name) for place in all_places()],
        "temat": list(PlainField.choices),
        "skala": list(PracticePage.Scale.choices),
    }


def matching(page, filters: Filters) -> QuerySet:
    """Public practices of this list under the filters, newest first."""
    found = PracticePage.objects.published().child_of(page.canonical)
    found = found.filter(**{LOOKUPS[name]: value for name, value in filters.chosen.items()})
    if filters.words:
        # By the key that translations share: words of any language find the story.
        hits = PracticePage.objects.live().search(filters.words, operator="and").get_queryset()
        found = found.filter(translation_key__in=hits.order_by().values("translation_key"))
    return newest_first(found)


def newest_first(found: QuerySet) -> QuerySet:
    shown = found.select_related("municipality", "village", "organisation", "locale").prefetch_related("results")
    return shown.order_by("-first_published_at", "-pk")


@cached("newest-practices", "wagtailcore.page", "places.municipality", "places.solectwo")
def newest(language: str) -> list[PracticePage]:
    """The three newest practices, for the front page."""
    return in_language(list(newest_first(PracticePage.objects.published())[:3]), language)
