"""The directory: filters of the query string, facets with counts, and the marks of the map. Constant number of queries."""

from dataclasses import dataclass, field

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ngos.choices import LegalForm, PlainField
from ngos.models import OrganisationPage
from ngos.models.vocabulary import all_target_groups
from places.models import Solectwo, all_places
from shared.cached import cached

MAX_WORDS = 100
SHOWN = (
    "ngos.organisationpage",
    "places.municipality",
    "places.solectwo",
    "ngos.targetgroup",
    "ngos.publicbenefitfield",
)
FEW = 100
NO_ROOM = Q(room="")
FLAGS = {  # name in the address: the condition
    "wolontariat": Q(looks_for_volunteers=True),
    "sala": ~NO_ROOM,
    "opp": Q(is_pbo=True),
}


FLAG_LABELS = {
    "wolontariat": _("looks for volunteers"),
    "sala": _("has a room to lend"),
    "opp": _("public benefit status (OPP)"),
}
FACETS = [
    # name in the address, heading, filters that go when it changes
    ("pole", _("What they do"), ()),
    ("gmina", _("Municipality"), ("solectwo",)),
    ("solectwo", _("Village"), ()),
    ("grupa", _("For whom"), ()),
    ("forma", _("Legal form"), ()),
]


@dataclass
class Choice:
    """One line of a facet: what it adds to the address, what people read, how many organisations it leaves."""

    value: str
    label: str
    count: int = 0
    selected: bool = False


@dataclass
class Filters:
    """What the address asks for; unknown values choose nothing and do not stand in the way."""

    words: str = ""
    chosen: dict[str, str] = field(default_factory=dict)
    municipality: int | None = None  # the branch of a municipality shows its own organisations only

    @classmethod
    def read(cls, params, municipality_id: int | None = None) -> "Filters":
        known = {
            "gmina": {place.slug for place in all_places()},
            "pole": set(PlainField.values),
            "forma": set(LegalForm.values),
            "grupa": {group.code for group in all_target_groups()},
            **{name: {"1"} for name in FLAGS},
        }
        chosen = {name: params.get(name, "")[:80] for name in known if params.get(name, "")[:80] in known[name]}
        village = params.get("solectwo", "")[:80]
        if village and "gmina" in chosen:
            chosen["solectwo"] = village
        words = params.get("q", "").replace("\x00", " ").strip()[:MAX_WORDS]
        return cls(words, chosen, municipality_id)

    def conditions(self) -> dict[str, Q]:
        """For every filter that is set, what it asks of an organisation."""
        made = {name: FLAGS[name] for name in FLAGS if name in self.chosen}
        lookups = {
            "gmina": "municipality__slug",
            "solectwo": "village__slug",
            "forma": "legal_form",
            "pole": "fields__plain",
            "grupa": "target_groups__code",
        }
        return {**made, **{name: Q(**{lookups[name]: self.chosen[name]}) for name in lookups if name in self.chosen}}

    @property
    def any(self) -> bool:
        return bool(self.words or self.chosen)


def everybody(filters: Filters) -> QuerySet:
    """Listed organisations that match the words; the facets narrow them further."""
    found = OrganisationPage.objects.listed()
    if filters.municipality:
        found = found.filter(municipality=filters.municipality)
    if filters.words:
        hits = OrganisationPage.objects.all().search(filters.words, operator="and").get_queryset()
        found = found.filter(pk__in=hits.order_by().values("pk"))
    return found


def narrowed(found: QuerySet, conditions: dict[str, Q], *, without: tuple[str, ...] = ()) -> QuerySet:
    """Apply the filters; those over many-to-many relations by membership in a subquery, so that no row doubles."""
    for name, condition in conditions.items():
        if name in without:
            continue
        if name in ("pole", "grupa"):
            condition = Q(pk__in=OrganisationPage.objects.filter(condition).order_by().values("pk"))
        found = found.filter(condition)
    return found


def ordered(found: QuerySet) -> QuerySet:
    """By name; the organisations that people keep stand before bare rows of a register."""
    unclaimed = Case(When(confirmed_on=None, then=Value(1)), default=Value(0))
    return found.annotate(unclaimed=unclaimed).order_by("unclaimed", "title", "pk")


def facets(filters: Filters, base: QuerySet) -> dict[str, list[Choice]]:
    """Every facet with its counts, each under all the other filters."""
    counts = _counts(filters, base) if filters.any else whole_counts(filters.municipality)
    return {name: _choices(filters, name, pairs, counts) for name, pairs in _labels(filters).items()}


@cached("facets-of-organisations", *SHOWN)
def whole_counts(municipality_id: int | None) -> dict[tuple[str, str], int]:
    """The counts without filters, which most visitors see."""
    filters = Filters(municipality=municipality_id)
    return _counts(filters, everybody(filters))


@cached("marks-of-organisations", *SHOWN)
def whole_marks(municipality_id: int | None) -> list["Mark"]:
    return marks(everybody(Filters(municipality=municipality_id)))


def _counts(filters: Filters, base: QuerySet) -> dict[tuple[str, str], int]:
    """All facets in one query: (facet, value) → number of organisations."""
    conditions = filters.conditions()
    parts = [
        _counted(narrowed(base, conditions, without=("gmina", "solectwo")), "gmina", "municipality__slug"),
        _counted(narrowed(base, conditions, without=("pole",)), "pole", "fields__plain"),
        _counted(narrowed(base, conditions, without=("forma",)), "forma", "legal_form"),
        _counted(narrowed(base, conditions, without=("grupa",)), "grupa", "target_groups__code"),
        *[
            _counted(narrowed(base, conditions, without=(name,)).filter(condition), name, None)
            for name, condition in FLAGS.items()
        ],
    ]
    if "gmina" in filters.chosen:
        parts.append(_counted(narrowed(base, conditions, without=("solectwo",)), "solectwo", "village__slug"))
    counts: dict[tuple[str, str], int] = {}
    for row in parts[0].union(*parts[1:], all=True):
        counts[row["facet"], row["value"] or ""] = row["n"]
    return counts


def _counted(found: QuerySet, facet: str, column: str | None) -> QuerySet:
    value = Cast(F(column), CharField()) if column else Value("1", output_field=CharField())
    rows = found.order_by().annotate(facet=Value(facet, output_field=CharField()), value=value)
    return rows.values("facet", "value").annotate(n=Count("pk", distinct=True))


def _labels(filters: Filters) -> dict[str, list[tuple[str, str]]]:
    pairs = {
        "pole": list(PlainField.choices),
        "gmina": [(place.slug, place.name) for place in all_places()],
        "forma": list(LegalForm.choices),
        "grupa": [(group.code, group.name) for group in all_target_groups()],
        **{name: [("1", FLAG_LABELS[name])] for name in FLAGS},
    }
    if "gmina" in filters.chosen:
        villages = Solectwo.objects.filter(municipality__slug=filters.chosen["gmina"])
        pairs["solectwo"] = list(villages.values_list("slug", "name"))
    return pairs


def _choices(filters: Filters, facet: str, pairs, counts) -> list[Choice]:
    made = [
        Choice(str(v), capfirst(str(label)), counts.get((facet, str(v)), 0), filters.chosen.get(facet) == v)
        for v, label in pairs
    ]
    return [choice for choice in made if choice.count or choice.selected]


@dataclass
class Mark:
    """A place on the map with the organisations that have their seat there."""

    latitude: float
    longitude: float
    name: str
    count: int
    village: int | None
    address: str  # the query string that shows these organisations only
    titles: list[str] = field(default_factory=list)
    x: int = 0
    y: int = 0
    radius: int = 0


def marks(found: QuerySet) -> list[Mark]:
    """Organisations grouped by village, or by the middle of the municipality when the village is not told.

    Names of organisations are read only when there are few of them: a mark for a hundred names nobody.
    """
    columns = (
        "village_id", "village__name", "village__slug", "village__latitude", "village__longitude",
        "municipality__name", "municipality__slug", "municipality__latitude", "municipality__longitude",
    )  # fmt: skip
    places: dict[tuple, Mark] = {}
    keys: dict[tuple, tuple] = {}
    for row in found.order_by().values(*columns).annotate(n=Count("pk", distinct=True)).order_by("village__name"):
        level = "village" if row["village__latitude"] is not None else "municipality"
        point = (row[f"{level}__latitude"], row[f"{level}__longitude"])
        if None in point:
            continue
        village = row["village_id"] if level == "village" else None
        address = f"?gmina={row['municipality__slug']}" + (f"&solectwo={row['village__slug']}" if village else "")
        mark = Mark(float(point[0]), float(point[1]), row[f"{level}__name"], 0, village, address)
        places.setdefault(point, mark).count += row["n"]
        keys[row["village_id"], row["municipality__slug"]] = point
    if sum(mark.count for mark in places.values()) <= FEW:
        for village, municipality, title in found.order_by("title").values_list(
            "village_id", "municipality__slug", "title"
        ):
            if (village, municipality) in keys:
                places[keys[village, municipality]].titles.append(title)
    return sorted(places.values(), key=lambda mark: mark.name)


def matching(filters: Filters) -> tuple[QuerySet, QuerySet]:
    """(everybody who matches the words, those who match the filters as well)"""
    base = everybody(filters)
    return base, narrowed(base, filters.conditions())
