"""Which versions people were asked about: apps above say it, because documents may not know them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Consulted:
    """A public consultation on one frozen version of a document."""

    version_id: int
    title: str
    url: str


_finders: list[Callable[[int], Iterable[Consulted]]] = []


def consults(find: Callable[[int], Iterable[Consulted]]):
    """Register `find(document key) -> consultations`, public ones only, newest first, in few queries."""
    _finders.append(find)
    return find


def consulted_on(document: int) -> list[Consulted]:
    return [found for find in _finders for found in find(document)]
