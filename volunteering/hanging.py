"""Campaigns that serve a goal of the programme, and those of an organisation."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ngos.organisation_activity import Belonging, belongs
from programme.goal_references import Hanging, hangs, on_each
from programme.programme_figures import gives
from shared.cached import cached
from shared.pages.translations import in_language
from volunteering.figures import Given, of_the_programme
from volunteering.models import CampaignPage

SHOWN = 5


@hangs
def campaigns_hang(goals: list[int], language: str) -> Iterator[tuple[int, Hanging]]:
    """The public campaigns of these goals, in the words of the language; three queries."""
    pairs = list(CampaignPage.goals.through.objects.filter(goal__in=goals).values_list("goal_id", "campaignpage_id"))
    found = CampaignPage.objects.public().exclude(state="cancelled").filter(pk__in={page for _goal, page in pairs})
    rows = list(found.select_related("locale", "organisation").order_by("-first_published_at", "-pk")) if pairs else []
    for page in in_language(rows, language):
        hanging = Hanging(
            _("campaign"), page.shown.title, page.shown.get_url() or "", page.host_name, page.shown.locale.language_code
        )
        yield from on_each(pairs, page.pk, hanging)


@belongs
def campaigns_of(organisation, language: str) -> Iterator[Belonging]:
    """What this organisation looks for people for, and what came of it."""
    found = CampaignPage.objects.public().exclude(state="cancelled").filter(organisation=organisation)
    rows = found.select_related("locale").order_by("state", "-first_published_at")[:SHOWN]
    for page in in_language(list(rows), language):
        yield Belonging(_("campaign"), page.shown.title, page.shown.get_url() or "", page.shown.when_words)


@cached("hours-of-volunteers", "wagtailcore.page", "volunteering.hoursentry", "signups.signup")
def all_given() -> Given:
    return of_the_programme()


@gives
def hours_of_volunteers() -> list[tuple[str, int]]:
    """What volunteers of all campaigns gave, once somebody has come."""
    found = all_given()
    return [(_("volunteers"), found.people), (_("hours of volunteers"), found.hours)] if found.people else []
