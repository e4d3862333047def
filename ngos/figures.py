"""White spots and figures: how many organisations work where and in what; a constant number of queries (docs/domain-rules.md, R8)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count as CountOf
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ngos.choices import PlainField
from ngos.models import Membership, OrganisationPage
from places.models import Municipality, Solectwo, all_places

TWO = 2  # people who keep the profile, so that nothing hangs on one of them (docs/domain-rules.md, R9)


@dataclass
class Count:
    active: int = 0
    two_editors: int = 0

    def add(self, has_two: bool) -> None:
        self.active += 1
        self.two_editors += has_two


@dataclass
class Spot:
    """A place with its organisations: all of them, and those of each plain field. One may work in several fields."""

    name: str
    slug: str = ""
    total: Count = field(default_factory=Count)
    fields: dict[str, Count] = field(default_factory=dict)

    @property
    def is_white(self) -> bool:
        return not self.total.active

    def add(self, fields: set[str], has_two: bool) -> None:
        self.total.add(has_two)
        for code in fields & self.fields.keys():
            self.fields[code].add(has_two)


@dataclass
class PlaceFigures:
    """A municipality: the whole, its villages, and the organisations that belong to no village."""

    terc: str
    whole: Spot
    villages: dict[int, Spot]
    elsewhere: Spot

    @property
    def white(self) -> list[Spot]:
        """Villages without any organisation (of the chosen field, when one is chosen)."""
        return [village for village in self.villages.values() if village.is_white]

    def white_in(self, code: str) -> list[Spot]:
        return [village for village in self.villages.values() if not village.fields[code].active]

    @property
    def spots(self) -> list[Spot]:
        """The rows of the table: villages, and the row without a village when it says anything."""
        return [*self.villages.values(), *([] if self.elsewhere.is_white else [self.elsewhere])]


@dataclass
class Figures:
    on: date
    codes: list[str]  # the plain fields that are counted: all ten, or the chosen one
    whole: Spot
    places: list[PlaceFigures]

    @property
    def villages(self) -> int:
        return sum(len(place.villages) for place in self.places)

    @property
    def white(self) -> int:
        return sum(len(place.white) for place in self.places)

    def white_in(self, code: str) -> int:
        return sum(len(place.white_in(code)) for place in self.places)


def figures(place: Municipality | None = None, field: str = "", *, on: date | None = None) -> Figures:
    """The figures of a day: of one municipality or of all, of one plain field or of all ten."""
    on = on or timezone.localdate()
    codes = [field] if field else list(PlainField.values)
    made = Figures(on, codes, _spot(_("the whole area"), "", codes), [])
    parts = {one.pk: _place(one, codes) for one in ([place] if place else all_places())}
    for village in Solectwo.objects.filter(municipality__in=parts):
        parts[village.municipality_id].villages[village.pk] = _spot(village.name, village.slug, codes)
    found = OrganisationPage.objects.active(on).filter(municipality__in=parts)
    paired = _paired(found, on)
    for pk, (municipality, village, fields) in _rows(found).items():
        if field and field not in fields:
            continue
        part = parts[municipality]
        for spot in (made.whole, part.whole, part.villages.get(village, part.elsewhere)):
            spot.add(fields, pk in paired)
    made.places = list(parts.values())
    return made


def _spot(name: str, slug: str, codes: list[str]) -> Spot:
    return Spot(name, slug, fields={code: Count() for code in codes})


def _place(place: Municipality, codes: list[str]) -> PlaceFigures:
    elsewhere = _spot(_("the town, or no village"), "", codes)
    return PlaceFigures(place.terc, _spot(place.name, place.slug, codes), {}, elsewhere)


def _rows(found: QuerySet) -> dict[int, tuple[int, int | None, set[str]]]:
    """Every organisation once: its municipality, its village, and its plain fields (several points of the act are one)."""
    rows: dict[int, tuple[int, int | None, set[str]]] = {}
    for pk, municipality, village, plain in found.order_by().values_list(
        "pk", "municipality_id", "village_id", "fields__plain"
    ):
        rows.setdefault(pk, (municipality, village, set()))[2].add(plain or "")
    return rows


def _paired(found: QuerySet, on: date) -> set[int]:
    """Organisations that two different people may edit on that day."""
    held = Membership.objects.active(on).filter(organisation__in=found.order_by().values("pk")).order_by()
    people = held.values("organisation").annotate(people=CountOf("user", distinct=True))
    return set(people.filter(people__gte=TWO).values_list("organisation", flat=True))


def label(code: str) -> str:
    return str(capfirst(PlainField(code).label))


def csv_header() -> list[str]:
    return [
        _("Municipality"), _("TERC code"), _("Village"), _("Code of the field"), _("Plain field"),
        _("Active organisations"), _("Kept by two people"),
    ]  # fmt: skip


def csv_rows(found: Figures) -> Iterator[list]:
    """A row for each place and field; “all” says that the row is a total, which is not the sum of the others."""
    every = _("all")
    for place in found.places:
        for village, spot in [(every, place.whole), *((spot.name, spot) for spot in place.spots)]:
            start = [place.whole.name, place.terc, village]
            if len(found.codes) > 1:
                yield [*start, "", every, spot.total.active, spot.total.two_editors]
            for code, count in spot.fields.items():
                yield [*start, code, label(code), count.active, count.two_editors]


def as_data(found: Figures) -> dict:
    """The same as plain lists and dictionaries, for other people's programs."""
    return {
        "on": found.on.isoformat(),
        "fields": {code: label(code) for code in found.codes},
        **_spot_data(found.whole),
        "municipalities": [_place_data(place) for place in found.places],
    }


def _spot_data(spot: Spot) -> dict:
    return {
        "name": spot.name,
        "slug": spot.slug,
        **_count_data(spot.total),
        "by_field": {code: _count_data(count) for code, count in spot.fields.items()},
    }


def _count_data(count: Count) -> dict:
    return {"active": count.active, "two_editors": count.two_editors}


def _place_data(place: PlaceFigures) -> dict:
    return {
        "terc": place.terc,
        **_spot_data(place.whole),
        "villages": [_spot_data(village) for village in place.villages.values()],
        "no_village": _spot_data(place.elsewhere),
        "villages_without": {
            "any": [village.slug for village in place.white],
            **{code: [village.slug for village in place.white_in(code)] for code in place.whole.fields},
        },
    }
