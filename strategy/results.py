"""What a ballot has brought, quadrant by quadrant; few papers could be traced to people in the room and tell nothing."""

from dataclasses import dataclass

from shared.small_groups import SMALL_GROUP, is_small
from strategy.models import Ballot, Quadrant, SwotItem
from strategy.ranking import Standing, by_places, by_points, filled


@dataclass(frozen=True)
class Row:
    """An item with where it stands, and the length of its bar from 0 to 100."""

    item: SwotItem
    standing: Standing
    bar: int


@dataclass(frozen=True)
class Group:
    """A quadrant of the ballot: how many papers speak about it and, when they are enough, its order."""

    quadrant: Quadrant
    items: list[SwotItem]
    papers: int
    rows: list[Row]

    @property
    def is_hidden(self) -> bool:
        return is_small(self.papers)

    @property
    def missing(self) -> int:
        return max(SMALL_GROUP - self.papers, 0)


@dataclass(frozen=True)
class Result:
    """A counted ballot; one structure for the room's screen and for the new version."""

    ballot: Ballot
    papers: int
    groups: list[Group]

    @property
    def is_hidden(self) -> bool:
        return all(group.is_hidden for group in self.groups)


def count(ballot: Ballot) -> Result:
    """Count the papers as they are now; two queries."""
    papers = list(ballot.papers.values_list("entries", flat=True))
    groups = [_group(ballot, quadrant, items, papers) for quadrant, items in ballot.groups()]
    return Result(ballot, len(papers), groups)


def _group(ballot: Ballot, quadrant: Quadrant, items: list[SwotItem], papers: list[dict]) -> Group:
    keys = [item.key for item in items]
    speaking = filled(keys, papers)
    if is_small(len(speaking)):
        return Group(quadrant, items, len(speaking), [])
    by_key = {item.key: item for item in items}
    standings = (by_points if ballot.by_points else by_places)(keys, speaking)
    most = max(standing.total for standing in standings)
    rows = [Row(by_key[s.key], s, _bar(ballot, s, most, len(keys), len(speaking))) for s in standings]
    return Group(quadrant, items, len(speaking), rows)


def _bar(ballot: Ballot, standing: Standing, most: int, items: int, papers: int) -> int:
    """Places: always first is 100, always last is 0. Points: the most is 100. In steps of five, enough for a bar."""
    if ballot.by_points:
        share = standing.total / most if most else 0
    else:
        share = (items * papers - standing.total) / ((items - 1) * papers)
    return round(share * 20) * 5
