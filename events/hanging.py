"""Meetings that serve a goal of the programme, and those of an organisation."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from events.listing import when_words
from events.models import EventPage
from ngos.organisation_activity import Belonging, belongs
from programme.goal_references import Hanging, hangs, on_each
from shared.pages.translations import in_language

SHOWN = 5


@hangs
def events_hang(goals: list[int], language: str) -> Iterator[tuple[int, Hanging]]:
    """The public meetings of these goals, the next one first, in the words of the language; three queries."""
    pairs = list(EventPage.goals.through.objects.filter(goal__in=goals).values_list("goal_id", "eventpage_id"))
    found = EventPage.objects.public().filter(pk__in={page for _goal, page in pairs}) if pairs else []
    for page in in_language(list(found.select_related("locale").order_by("-starts_at")) if pairs else [], language):
        hanging = Hanging(
            _("meeting"),
            page.shown.title,
            page.shown.get_url() or "",
            when_words(page),
            page.shown.locale.language_code,
        )
        yield from on_each(pairs, page.pk, hanging)


@belongs
def events_of(organisation, language: str) -> Iterator[Belonging]:
    """What this organisation invites to."""
    found = EventPage.objects.public().filter(organisation=organisation).ahead().exclude(state="cancelled")
    for page in in_language(list(found.select_related("locale").order_by("starts_at")[:SHOWN]), language):
        yield Belonging(_("meeting"), page.shown.title, page.shown.get_url() or "", when_words(page))
