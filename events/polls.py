"""How many people each possible date suits."""

from dataclasses import dataclass

from events.models import TimeAnswer, TimeOption, TimePoll


@dataclass(frozen=True)
class Suits:
    """One date: how many can, could if need be, cannot. The best are those that most can, then most could."""

    option: TimeOption
    yes: int
    maybe: int
    no: int
    is_best: bool = False

    @property
    def weight(self) -> tuple[int, int]:
        return self.yes, self.maybe


def results(poll: TimePoll) -> list[Suits]:
    """Every date in order of time; the best ones marked. Two queries."""
    entries = list(poll.answers.values_list("entries", flat=True))
    rows = []
    for option in poll.options.all():
        said = [entry.get(str(option.pk)) for entry in entries]
        rows.append(Suits(option, *(said.count(word) for word in (TimeAnswer.YES, TimeAnswer.MAYBE, TimeAnswer.NO))))
    best = max((row.weight for row in rows), default=(0, 0))
    return [Suits(row.option, row.yes, row.maybe, row.no, row.weight == best and best > (0, 0)) for row in rows]
