"""What hangs on a goal or a project: apps above say it, because the programme may not know them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings

from shared.registry import Registry


@dataclass(frozen=True)
class Hanging:
    """One thing that serves a goal: what it is in one word, its title and address, a few words about its state.

    `language` is that of the title; what has no translation is shown as it is, and marked so.
    """

    kind: str
    title: str
    url: str
    note: str = ""
    language: str = settings.LANGUAGE_CODE


hangs = Registry()  # find(goal keys, language) -> pairs (goal key, what hangs on it): public things, in few queries


def on_each(pairs: Iterable[tuple[int, int]], key: int, hanging: Hanging) -> Iterator[tuple[int, Hanging]]:
    """The thing with this key once for every goal that `pairs` (goal key, key of the thing) put it on."""
    return ((goal, hanging) for goal, thing in pairs if thing == key)


def hanging_on(goals: Iterable[int], language: str) -> dict[int, list[Hanging]]:
    """For every goal what hangs on it, in the order in which the apps were registered."""
    keys = list(goals)
    found: dict[int, list[Hanging]] = {key: [] for key in keys}
    for key, hanging in hangs.found(keys, language) if keys else ():
        found[key].append(hanging)
    return found
