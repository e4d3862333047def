"""What refers to a goal or a project: apps above say it in their contributions.py, because the programme may not know them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings

from shared.registry import Registry


@dataclass(frozen=True)
class GoalReference:
    """One thing that serves a goal: what it is in one word, its title and address, a few words about its state.

    `language` is that of the title; what has no translation is shown as it is, and marked so.
    """

    kind: str
    title: str
    url: str
    note: str = ""
    language: str = settings.LANGUAGE_CODE


# find(goal keys, language) -> pairs (goal key, reference): public things, in few queries
refers_to_goals = Registry()


def repeat_for_goals(
    pairs: Iterable[tuple[int, int]], key: int, reference: GoalReference
) -> Iterator[tuple[int, GoalReference]]:
    """The reference once for every goal that `pairs` (goal key, key of the thing) put the thing on."""
    return ((goal, reference) for goal, thing in pairs if thing == key)


def references_of_goals(goals: Iterable[int], language: str) -> dict[int, list[GoalReference]]:
    """For every goal what refers to it, in the order of the apps."""
    keys = list(goals)
    found: dict[int, list[GoalReference]] = {key: [] for key in keys}
    for key, reference in refers_to_goals.found(keys, language) if keys else ():
        found[key].append(reference)
    return found
