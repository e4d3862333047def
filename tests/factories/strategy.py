"""Scenery of strategy: a SWOT with published versions, a session, a ballot with papers."""

import uuid
from datetime import time, timedelta

from django.utils import timezone

from strategy.models import (
    Ballot,
    BallotPaper,
    Quadrant,
    SessionIndexPage,
    SessionPage,
    SwotArea,
    SwotItem,
    SwotPage,
    SwotVersion,
)
from tests.factories.scenery import child

ITEMS = {"strength": 3, "weakness": 4, "opportunity": 2, "threat": 1}


def make_area(code: str = "A", name: str = "Współpraca") -> SwotArea:
    return SwotArea.objects.get_or_create(code=code, defaults={"name": name, "name_en": "Cooperation"})[0]


def make_version(area: SwotArea, *, number: int | None = 1, items: dict | None = None, **details) -> SwotVersion:
    """A published version as history would have left it (a draft without a number); texts say their own key."""
    published = {"state": "published", "published_at": timezone.now()} if number else {}
    version = SwotVersion.objects.create(
        area=area, number=number, **{"label": "robocza", "stage": "between", **published, **details}
    )
    SwotItem.objects.bulk_create(
        SwotItem(
            version=version,
            quadrant=quadrant,
            rank=rank,
            key=f"{Quadrant(quadrant).letter}-{area.code}{rank}",
            text=f"Zdanie {Quadrant(quadrant).letter}-{area.code}{rank}",
        )
        for quadrant, count in (ITEMS if items is None else items).items()
        for rank in range(1, count + 1)
    )
    return version


def make_swot_page(home, area: SwotArea, *, slug: str = "swot", **details) -> SwotPage:
    return child(home, SwotPage(**{"title": "SWOT współpracy", "slug": slug, "area": area, **details}))


def make_index(home) -> SessionIndexPage:
    return SessionIndexPage.objects.child_of(home).first() or child(
        home, SessionIndexPage(title="Sesje strategiczne", slug="sesje", intro="Tu ustalamy kolejność.")
    )


def make_session(home, municipality, *, slug: str = "sesja", days: int = 10, **details) -> SessionPage:
    """A session so many days from today, with nothing in its lists."""
    defaults = {
        "title": "Sesja strategiczna",
        "slug": slug,
        "summary": "Ustalamy kierunki.",
        "held_on": timezone.localdate() + timedelta(days=days),
        "starts_at": time(9),
        "ends_at": time(14),
        "venue": "Świetlica, ul. Przykładowa 1",
        "municipality": municipality,
    }
    return child(make_index(home), SessionPage(**{**defaults, **details}))


def make_ballot(version: SwotVersion, *, state: str = "open", code: str = "K7P2XM", **details) -> Ballot:
    return Ballot.objects.create(
        version=version, state=state, code=code, **{"quadrants": ["strength", "weakness"], **details}
    )


def make_papers(ballot: Ballot, count: int, *, entries: dict | None = None) -> list[BallotPaper]:
    """So many papers with the same entries; without any, the order so far in every quadrant of the ballot."""
    said = entries or {item.key: item.rank for _quadrant, items in ballot.groups() for item in items}
    return [BallotPaper.objects.create(ballot=ballot, form_key=uuid.uuid4(), entries=said) for _ in range(count)]
