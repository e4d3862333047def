"""What belongs to an organisation: apps above say it (campaigns, meetings, good practices), because ngos may not know them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Belonging:
    """One thing of an organisation: what it is in one word, its title and address, a few words about when or where."""

    kind: str
    title: str
    url: str
    note: str = ""


_finders: list[Callable[..., Iterable[Belonging]]] = []


def belongs(find: Callable[..., Iterable[Belonging]]):
    """Register `find(organisation, language) -> what belongs to it`, public things only, in few queries."""
    _finders.append(find)
    return find


def belonging_to(organisation, language: str) -> list[Belonging]:
    """Everything of a stored organisation, in the order in which the apps were registered."""
    return [found for find in _finders for found in find(organisation, language)] if organisation.pk else []
