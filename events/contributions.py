"""What meetings tell the layers below: goals and organisations they belong to, and which of them may not be deleted."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import EventPage, Invitation, TimePoll
from events.time_words import when_words
from ngos.organisation_activity import Activity, tells_activities
from programme.goal_references import GoalReference, refers_to_goals, repeat_for_goals
from shared.acts.retention import keeps
from shared.pages.deletion_guards import guards_deletion
from shared.pages.translations import in_language

SHOWN = 5


@refers_to_goals
def find_events_of_goals(goals: list[int], language: str) -> Iterator[tuple[int, GoalReference]]:
    """The public meetings of these goals, the next one first, in the words of the language; three queries."""
    pairs = list(EventPage.goals.through.objects.filter(goal__in=goals).values_list("goal_id", "eventpage_id"))
    found = EventPage.objects.public().filter(pk__in={page for _goal, page in pairs}) if pairs else []
    for page in in_language(list(found.select_related("locale").order_by("-starts_at")) if pairs else [], language):
        reference = GoalReference(
            _("meeting"),
            page.shown.title,
            page.shown.get_url() or "",
            when_words(page),
            page.shown.locale.language_code,
        )
        yield from repeat_for_goals(pairs, page.pk, reference)


@tells_activities
def find_events_of_organisation(organisation, language: str) -> Iterator[Activity]:
    """What this organisation invites to."""
    found = (
        EventPage.objects.public().filter(organisation=organisation).ahead().exclude(state=EventPage.State.CANCELLED)
    )
    for page in in_language(list(found.select_related("locale").order_by("starts_at")[:SHOWN]), language):
        yield Activity(_("meeting"), page.shown.title, page.shown.get_url() or "", when_words(page))


@guards_deletion
def keep_answers(page) -> str:
    """A meeting with a poll or invitations is unpublished, not deleted."""
    asked = TimePoll.objects.filter(event__path__startswith=page.path).exists()
    if not asked and not Invitation.objects.filter(event__path__startswith=page.path).exists():
        return ""
    return _("People have been invited or asked here, so it is not deleted. Unpublish the page instead.")


@guards_deletion
def keep_hosts(page) -> str:
    if not EventPage.objects.filter(organisation__path__startswith=page.path).exists():
        return ""
    return _("This organisation is the host of events. Mark it as dormant or struck off instead.")


keeps(
    gettext_lazy("Answers to polls of dates, without names"),
    why=gettext_lazy("So that it can be seen why a date was chosen."),
    until=gettext_lazy("for good"),
)
