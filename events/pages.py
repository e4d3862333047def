"""What the page of an event shows."""

from django.utils.translation import get_language

from events.choices import Available
from events.time_words import when_words
from programme.browsing import address_of
from shared.intake.text import clean_line
from shared.small_groups import tell_groups
from signups.pages import slots_context


def event_context(page, request) -> dict:
    source = page.canonical
    poll = getattr(source, "poll", None) if source.pk else None
    return {
        "source": source,
        "when": when_words(source),
        "access": access(source),
        "attendance": attendance(page, source),
        "decisions": page.lines("minutes_decisions"),
        "about_page": about(source),
        "goals": goals(page, source),
        "poll": poll,
        **slots_context(source),
    }


def access(source) -> list[tuple[str, str, str]]:
    """What is there for those who need it: label, answer in words, its value."""
    rows = [(source._meta.get_field(name).verbose_name, getattr(source, name)) for name in ("step_free", "loop", "sign_language", "childcare")]  # fmt: skip
    return [(str(label), str(Available(value).label), value) for label, value in rows]


def attendance(page, source) -> list[tuple[str, str]]:
    """Who came, group by group, in the words of this page; small groups together."""
    rows = list(page.attendance.all()) or list(source.attendance.all())
    return tell_groups((clean_line(row.kind), row.number) for row in rows)


def about(source):
    """The page this meeting is about, in the reader's language, when it is public."""
    if not source.about_id:
        return None
    page = source.about.specific
    shown = type(page)._default_manager.live().filter(translation_key=page.translation_key)
    found = shown.filter(locale__language_code=get_language()).first() or page
    return found if getattr(found, "is_public", found.live) else None


def goals(page, source) -> list[tuple]:
    return [(goal, address_of(goal, page.locale_id)) for goal in source.goals.all()] if source.pk else []
