"""Totals of a plan: each project counts once, whatever number of directions it stands under (docs/domain-rules.md, R12)."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from programme.measuring import total
from programme.models import ProjectMoney, ProjectPage


@dataclass(frozen=True)
class SourceFigures:
    source: str
    planned: Decimal | None
    spent: Decimal | None

    @property
    def name(self) -> str:
        return str(ProjectMoney.Source(self.source).label)


@dataclass
class Figures:
    """Projects by state, money by source, indicators with a number and those that have come to their target."""

    projects: int = 0
    states: Counter = field(default_factory=Counter)
    money: list[SourceFigures] = field(default_factory=list)
    planned: Decimal | None = None
    spent: Decimal | None = None
    unknown_amounts: int = 0
    indicators: int = 0
    with_value: int = 0
    reached: int = 0

    @classmethod
    def of(cls, projects: list[ProjectPage]) -> "Figures":
        """The figures of projects read with `whole()`."""
        once = list({project.pk: project for project in projects}.values())
        rows = [row for project in once for row in project.money.all()]
        indicators = [row for project in once for row in project.indicators.all()]
        return cls(
            projects=len(once),
            states=Counter(project.state for project in once),
            money=_by_source(rows),
            planned=total(row.amount for row in rows),
            spent=total(row.spent for row in rows),
            unknown_amounts=sum(row.amount is None for row in rows),
            indicators=len(indicators),
            with_value=sum(row.latest is not None for row in indicators),
            reached=sum(row.is_reached is True for row in indicators),
        )

    @property
    def by_state(self) -> list[tuple[str, str, int]]:
        """(name, tone, how many) of each state, in the order of the states; those without projects too."""
        return [
            (str(ProjectPage.State(state).label), ProjectPage.TONES[state], self.states[state])
            for state in ProjectPage.State.values
        ]


def _by_source(rows: list[ProjectMoney]) -> list[SourceFigures]:
    """In the order of the sources; a source that gives nothing is left out."""
    return [
        SourceFigures(
            source,
            total(row.amount for row in rows if row.source == source),
            total(row.spent for row in rows if row.source == source),
        )
        for source in ProjectMoney.Source.values
        if any(row.source == source for row in rows)
    ]
