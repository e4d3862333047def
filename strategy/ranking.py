"""How a ballot is counted: pure functions over papers, so that anybody can check them with a pencil."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

Paper = Mapping[str, int]


@dataclass(frozen=True)
class Standing:
    """Where an item stands. `mean` is its mean place or its mean points, `total` the sum behind it."""

    key: str
    place: int
    total: int
    mean: Decimal | None
    first_places: int


def filled(keys: Sequence[str], papers: Sequence[Paper]) -> list[Paper]:
    """The papers that say something about all these items; a quadrant may be left empty."""
    return [paper for paper in papers if all(key in paper for key in keys)]


def by_places(keys: Sequence[str], papers: Sequence[Paper]) -> list[Standing]:
    """The lowest mean place first; ties by the number of first places, then by the order so far (`keys`)."""
    return _count(keys, filled(keys, papers), best=min, sign=1)


def by_points(keys: Sequence[str], papers: Sequence[Paper]) -> list[Standing]:
    """The highest sum first; ties by the number of papers that gave it most, then by the order so far (`keys`)."""
    return _count(keys, filled(keys, papers), best=max, sign=-1)


def _count(keys: Sequence[str], papers: list[Paper], *, best: Callable, sign: int) -> list[Standing]:
    totals = {key: sum(paper[key] for paper in papers) for key in keys}
    firsts = {key: sum(paper[key] == best(paper[k] for k in keys) for paper in papers) for key in keys}
    order = sorted(keys, key=lambda key: (sign * totals[key], -firsts[key]))  # stable: ties keep the order so far
    return [
        Standing(key, place, totals[key], mean_of(totals[key], len(papers)), firsts[key])
        for place, key in enumerate(order, start=1)
    ]


def mean_of(total: int, papers: int) -> Decimal | None:
    """The mean to two decimals, halves up as people round; None without papers."""
    return (Decimal(total) / papers).quantize(Decimal("0.01"), ROUND_HALF_UP) if papers else None


def missing_places(values: Sequence[int | None]) -> list[int]:
    """The places from 1 to the number of items that nobody has been given."""
    return [place for place in range(1, len(values) + 1) if place not in values]


def repeated_places(values: Sequence[int | None]) -> list[int]:
    """The places given more than once."""
    given = [value for value in values if value is not None]
    return sorted({place for place in given if given.count(place) > 1})
