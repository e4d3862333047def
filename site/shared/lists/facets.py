"""What the address of a list asks for: words and facets; and how many rows every value would leave."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.text import capfirst

WORDS, MAX_WORDS = "q", 100
HITS = ("", "")  # where the counts tell how many rows fit everything


@dataclass(frozen=True)
class Facet:
    """One filter of a list: its name in the address, what people read, its values, and what a value asks of a row.

    `choices`: pairs of value and label (groups of them as in Django), or a function of the filters read so far.
    A value asks that `column` equals it (`many`: one of several related rows), or what `asks(value)` says; for rows
    in memory, that it is among `holds(row)`. `drops` are filters that mean nothing once this one changes.
    """

    param: str
    label: Any
    choices: Sequence | Callable[["Filters"], Sequence]
    column: str = ""
    many: bool = False
    asks: Callable[[str], Q] | None = None
    holds: Callable[[Any], Collection[str]] = lambda row: ()  # for lists that are no querysets
    drops: tuple[str, ...] = ()
    is_flag: bool = False  # yes or no: there is one value
    in_form: bool = True  # False: the app's template shows it by itself, and the form only carries it along
    keeps_empty: bool = False  # values that would leave nothing are shown too

    def offered(self, filters: "Filters") -> list[tuple[str, str, str]]:
        """Every value that can be chosen: (group or "", value, label)."""
        found = []
        for key, label in self.choices(filters) if callable(self.choices) else self.choices:
            grouped = isinstance(label, list | tuple)
            found += [(str(key) if grouped else "", str(v), str(w)) for v, w in (label if grouped else [(key, label)])]
        return found

    def narrow(self, rows: Any, value: str) -> Any:
        """The rows that a value leaves, without doubles."""
        if not isinstance(rows, QuerySet):
            return [row for row in rows if value in self.holds(row)]
        condition = self.asks(value) if self.asks else Q(**{self.column: value})
        if self.many:
            condition = Q(pk__in=rows.model._default_manager.filter(condition).order_by().values("pk"))
        return rows.filter(condition)

    def tallies(self, rows: QuerySet, values: list[str]) -> list[QuerySet]:
        """What counts the rows for each value."""
        if self.asks:
            return [tally(self.narrow(rows, value), self.param, Value(value)) for value in values]
        return [tally(rows, self.param, Cast(F(self.column), CharField()))]


def tally(rows: QuerySet, param: str, value: Any) -> QuerySet:
    told = rows.order_by().annotate(tally_of=Value(param, output_field=CharField()), tally_value=value)
    return told.values("tally_of", "tally_value").annotate(tally=Count("pk", distinct=True))


@dataclass
class Filters:
    """What the address asks for; unknown values choose nothing and do not stand in the way."""

    page: Any = None
    words: str = ""
    chosen: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)  # what links carry along though it is no filter
    offered: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)

    @classmethod
    def read(cls, params: Mapping, page: Any, facets: Sequence[Facet], keeps: Mapping[str, Callable] = {}) -> "Filters":
        """Facets are read in their order, since the values of one may follow from another; `keeps` name a check each."""
        filters = cls(page, params.get(WORDS, "").replace("\x00", " ").strip()[:MAX_WORDS])
        filters.kept = {name: params[name] for name, check in keeps.items() if check(params.get(name, ""))}
        for facet in facets:
            filters.offered[facet.param] = facet.offered(filters)
            if params.get(facet.param) in filters.values(facet):
                filters.chosen[facet.param] = params[facet.param]
        return filters

    @property
    def any(self) -> bool:
        return bool(self.words or self.chosen)

    @property
    def query(self) -> str:
        """The same choice for another address; the page number is no part of it."""
        return self.with_changes()

    def values(self, facet: Facet) -> list[str]:
        return [value for _group, value, _label in self.offered[facet.param]]

    def with_changes(self, changes: Mapping[str, str] | None = None, *, without: Collection[str] = ()) -> str:
        pairs = {WORDS: self.words, **self.kept, **self.chosen, **(changes or {})}
        return urlencode({name: value for name, value in pairs.items() if value and name not in without})

    def toggled(self, facet: Facet, value: str) -> str:
        """The address with this value chosen, or without it when it is the chosen one."""
        if self.chosen.get(facet.param) == value:
            return "?" + self.with_changes(without=(facet.param, *facet.drops))
        return "?" + self.with_changes({facet.param: value}, without=facet.drops)

    def narrow(self, rows: Any, facets: Sequence[Facet], *, without: Collection[str] = ()) -> Any:
        """The rows that fit every filter that is set, but for those left out."""
        for facet in facets:
            if facet.param in self.chosen and facet.param not in without:
                rows = facet.narrow(rows, self.chosen[facet.param])
        return rows

    def count(self, rows: Any, facets: Sequence[Facet]) -> dict[tuple[str, str], int]:
        """(facet, value) → how many rows it leaves under the other filters; one query for all of them and the hits."""
        others = [(facet, self.narrow(rows, facets, without=(facet.param, *facet.drops))) for facet in facets]
        hits = self.narrow(rows, facets)
        if not isinstance(rows, QuerySet):
            held = [(facet.param, value) for facet, found in others for row in found for value in facet.holds(row)]
            return {**Counter(held), HITS: len(hits)}
        parts = [part for facet, found in others for part in facet.tallies(found, self.values(facet))]
        told = tally(hits, HITS[0], Value(HITS[1])).union(*parts, all=True)
        return {(row["tally_of"], row["tally_value"] or ""): row["tally"] for row in told}


@dataclass(frozen=True)
class Choice:
    """One value of a facet: how many rows it leaves under the other filters, and the address that chooses it or not."""

    value: str
    label: str
    group: str
    count: int
    is_chosen: bool
    address: str


@dataclass(frozen=True)
class ShownFacet:
    """A facet as a template draws it, with the values that leave something or are chosen."""

    param: str
    label: str
    in_form: bool
    is_flag: bool
    choices: list[Choice]

    @classmethod
    def of(cls, facet: Facet, filters: Filters, counts: Mapping[tuple[str, str], int]) -> "ShownFacet":
        chosen, offered = filters.chosen.get(facet.param), filters.offered[facet.param]
        choices = [
            Choice(value, capfirst(label), group, count, value == chosen, filters.toggled(facet, value))
            for group, value, label in offered
            if (count := counts.get((facet.param, value), 0)) or value == chosen or facet.keeps_empty
        ]
        return cls(facet.param, str(facet.label), facet.in_form, facet.is_flag, choices)

    @property
    def chosen(self) -> Choice | None:
        return next((choice for choice in self.choices if choice.is_chosen), None)

    @property
    def groups(self) -> list[tuple[str, list[Choice]]]:
        """The values in their groups, for <optgroup>; without groups one with no name."""
        return [(name, list(choices)) for name, choices in groupby(self.choices, key=lambda choice: choice.group)]
