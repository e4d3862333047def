"""What hangs on a goal or a project: apps above say it, because the programme may not know them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings


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


_finders: list[Callable[[list[int], str], Iterable[tuple[int, Hanging]]]] = []


def hangs(find: Callable[[list[int], str], Iterable[tuple[int, Hanging]]]):
    """Register `find(goal keys, language) -> pairs (goal key, what hangs on it)`, public things only, in few queries."""
    _finders.append(find)
    return find


def hanging_on(goals: Iterable[int], language: str) -> dict[int, list[Hanging]]:
    """For every goal what hangs on it, in the order in which the apps were registered."""
    keys = list(goals)
    found: dict[int, list[Hanging]] = {key: [] for key in keys}
    for find in _finders if keys else []:
        for key, hanging in find(keys, language):
            found[key].append(hanging)
    return found
