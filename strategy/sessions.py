"""What the pages of sessions show: what lies ahead and behind, an agenda, who came, what was decided."""

from dataclasses import dataclass

from django.utils import timezone

from places.models import all_places
from shared.pages.translations import in_locale
from shared.small_groups import tell_groups, tell_total
from strategy.models import Decision, SessionIndexPage, SessionPage, SwotVersion
from strategy.swot import pages_of_areas


@dataclass(frozen=True)
class Came:
    """A kind of participants and how many came, as it may be told."""

    kind: str
    told: str
    is_written: bool = True  # by the editor, in the language of the session; the words for all others are the site's


def attendance(rows: list) -> tuple[list[Came], str]:
    """The groups as they may be told, small ones together, and their sum."""
    written = {row.kind for row in rows}
    told = tell_groups((row.kind, row.number) for row in rows)
    return [Came(kind, words, kind in written) for kind, words in told], tell_total(row.number for row in rows)


def know_places(sessions: list[SessionPage]) -> list[SessionPage]:
    """Fill municipalities from the remembered list, so that showing them asks nothing."""
    places = {place.pk: place for place in all_places()}
    for session in sessions:
        session.municipality = places[session.municipality_id]
    return sessions


def listing_context(page: SessionIndexPage, request) -> dict:
    found = SessionPage.objects.source_language().live().child_of(page.canonical).select_related("locale", "village")
    found = found.defer("body", "minutes")
    sessions = in_locale(know_places(list(found.order_by("held_on", "starts_at", "pk"))), page.locale_id)
    today = timezone.localdate()
    return {
        "ahead": [session for session in sessions if session.is_ahead(today)],
        "behind": [session for session in reversed(sessions) if not session.is_ahead(today)],
    }


def agenda_context(page: SessionPage, request) -> dict:
    """Facts come from the source-language page, words from the page itself."""
    source = know_places([page.canonical])[0]
    return {"source": source, "agenda": source.agenda.all(), "is_ahead": source.is_ahead()}


def session_context(page: SessionPage, request) -> dict:
    facts = agenda_context(page, request)
    source = facts["source"]
    came, total = attendance(list(source.attendance.all()))
    written = list(source.decisions.all())
    return {
        **facts,
        "came": came,
        "total": total,
        "decisions": [row for row in written if row.kind == Decision.Kind.DECISION],
        "tasks": [row for row in written if row.kind == Decision.Kind.TASK],
        "swots": swots_of(page, source),
        "files": page.files,
    }


def swots_of(page: SessionPage, source: SessionPage) -> list[tuple[str, list[SwotVersion]]]:
    """The versions made before, between and after, each with the address where it can be read."""
    found = SwotVersion.objects.published().filter(session=source.pk).select_related("area")
    versions = list(found.order_by("area__order", "number"))
    pages = pages_of_areas(page.locale.language_code) if versions else {}
    for version in versions:
        there = pages.get(version.area_id)
        version.address = f"{there.get_url()}wersja/{version.number}/" if there else ""
    stages = [(stage.label, [v for v in versions if v.stage == stage]) for stage in SwotVersion.Stage]
    return [(label, made) for label, made in stages if made]
