"""What campaigns tell the layers below: goals and organisations, hours given, and which pages may not be deleted."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ngos.organisation_activity import Activity, tells_activities
from programme.goal_references import GoalReference, refers_to_goals, repeat_for_goals
from programme.programme_figures import tells_figures
from shared.acts.retention import blank, keeps, retains
from shared.acts.tick import DAILY, runs
from shared.cached import cached
from shared.intake.following import CONFIRM_DAYS
from shared.pages.deletion_guards import guards_deletion
from shared.pages.translations import in_language
from signups.hosting import offers_decisions
from volunteering import services
from volunteering.decisions import HOSTS
from volunteering.figures import Given, of_the_programme
from volunteering.models import CampaignPage, Certificate, Follower

SHOWN = 5


@refers_to_goals
def find_campaigns_of_goals(goals: list[int], language: str) -> Iterator[tuple[int, GoalReference]]:
    """The public campaigns of these goals, in the words of the language; three queries."""
    pairs = list(CampaignPage.goals.through.objects.filter(goal__in=goals).values_list("goal_id", "campaignpage_id"))
    found = (
        CampaignPage.objects.public()
        .exclude(state=CampaignPage.State.CANCELLED)
        .filter(pk__in={page for _goal, page in pairs})
    )
    rows = list(found.select_related("locale", "organisation").order_by("-first_published_at", "-pk")) if pairs else []
    for page in in_language(rows, language):
        reference = GoalReference(
            _("campaign"), page.shown.title, page.shown.get_url() or "", page.host_name, page.shown.locale.language_code
        )
        yield from repeat_for_goals(pairs, page.pk, reference)


@tells_activities
def find_campaigns_of_organisation(organisation, language: str) -> Iterator[Activity]:
    """What this organisation looks for people for, and what came of it."""
    found = CampaignPage.objects.public().exclude(state=CampaignPage.State.CANCELLED).filter(organisation=organisation)
    rows = found.select_related("locale").order_by("state", "-first_published_at")[:SHOWN]
    for page in in_language(list(rows), language):
        yield Activity(_("campaign"), page.shown.title, page.shown.get_url() or "", page.shown.when_words)


@cached("hours-of-volunteers", "wagtailcore.page", "volunteering.hoursentry", "signups.signup")
def count_all_given() -> Given:
    return of_the_programme()


@tells_figures
def count_hours_of_volunteers() -> list[tuple[str, int]]:
    """What volunteers of all campaigns gave, once somebody has come."""
    found = count_all_given()
    return [(_("volunteers"), found.people), (_("hours of volunteers"), found.hours)] if found.people else []


@offers_decisions
def offer_decisions_about_a_campaign(page, user, refusal) -> Iterator:
    """The buttons of its host; whoever may publish alone does not send it to the editor."""
    if isinstance(page, CampaignPage):
        offered = HOSTS.decisions(page, user, refusal=refusal)
        alone = any(decision.name == "publish" for decision in offered)
        yield from (decision for decision in offered if not (alone and decision.name == "submit"))


@guards_deletion
def keep_certificates(page) -> str:
    """A campaign that gave certificates is cancelled or summed up, not deleted."""
    if not Certificate.objects.filter(campaign__path__startswith=page.path).exists():
        return ""
    return _("Certificates have been issued here, so it is not deleted. Unpublish the page instead.")


@guards_deletion
def keep_hosts(page) -> str:
    if not CampaignPage.objects.filter(organisation__path__startswith=page.path).exists():
        return ""
    return _("This organisation runs campaigns. Mark it as dormant or struck off instead.")


@retains(
    "certificate_names",
    gettext_lazy("Names on certificates of volunteers"),
    why=gettext_lazy(
        "So that you can prove what you did, and anybody with your code can check it (art. 44(2) of the act on public benefit)."
    ),
    days=3650,
    term="keep.certificate_names",
    after=gettext_lazy("from the day of the certificate"),
    since="issued_at",
    then=gettext_lazy("The name is erased. The number, the campaign and the hours stay."),
    erase=blank(name=""),
)
def find_certificates() -> QuerySet[Certificate]:
    return Certificate.objects.named()


@retains(
    "unconfirmed_volunteering_followers",
    gettext_lazy("Addresses somebody typed to hear about volunteering and nobody confirmed"),
    why=gettext_lazy("To wait for the confirmation: as long as the link in the letter holds."),
    days=CONFIRM_DAYS,
    after=gettext_lazy("from the day the address was typed"),
    since="created_at",
)
def find_unconfirmed_followers() -> QuerySet[Follower]:
    return Follower.objects.filter(confirmed_at=None)


keeps(
    gettext_lazy("Addresses of those who asked for letters about missing volunteers"),
    why=gettext_lazy("To write when people are missing nearby; with your consent."),
    until=gettext_lazy("until you end the letters: every one of them has a link for that"),
)


@runs(DAILY)
def tell_of_shortage() -> int:
    """Those who follow a municipality or field read which shifts lack people."""
    return services.tell_of_shortage()
