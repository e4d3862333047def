"""News and notes for the media that belong to a programme: apps above say them, because the programme may not know them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class News:
    """One piece of news: its title and address, its day, a few words; whether it is meant for the media."""

    title: str
    url: str
    on: date
    summary: str = ""
    for_media: bool = False


_finders: list[Callable[[int, int], Iterable[News]]] = []


def tells(find: Callable[[int, int], Iterable[News]]):
    """Register `find(programme key, locale key) -> news`, public and newest first, in few queries."""
    _finders.append(find)
    return find


def news_of(programme: int, locale: int, most: int = 5) -> list[News]:
    """The newest of what all apps tell."""
    found = [news for find in _finders for news in find(programme, locale)]
    return sorted(found, key=lambda news: news.on, reverse=True)[:most]
