"""News and notes for the media that belong to a programme: apps above say them, because the programme may not know them."""

from dataclasses import dataclass
from datetime import date

from shared.registry import Registry


@dataclass(frozen=True)
class News:
    """One piece of news: its title and address, its day, a few words; whether it is meant for the media."""

    title: str
    url: str
    on: date
    summary: str = ""
    for_media: bool = False


tells_news = Registry()  # find(programme key, locale key) -> news: public ones, newest first, in few queries


def collect_news(programme: int, locale: int, most: int = 5) -> list[News]:
    """The newest of what all apps tell."""
    return sorted(tells_news.found(programme, locale), key=lambda news: news.on, reverse=True)[:most]
