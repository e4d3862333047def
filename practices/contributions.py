"""What good practices tell the layers below: goals and organisations they belong to, and which may not be deleted."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ngos.organisation_activity import Activity, tells_activities
from practices.models import PracticePage, RepeatMessage, Submission
from programme.goal_references import GoalReference, refers_to_goals, repeat_for_goals
from shared.acts.retention import blank, retains
from shared.intake.messages import MESSAGE_DAYS, MESSAGE_RULE
from shared.pages.deletion_guards import guards_deletion
from shared.pages.translations import in_language

SHOWN = 5


@refers_to_goals
def find_practices_of_goals(goals: list[int], language: str) -> Iterator[tuple[int, GoalReference]]:
    """The public practices of these goals, newest first, in the words of the language; three queries."""
    rows = PracticePage.goals.through.objects.filter(goal__in=goals).values_list("goal_id", "practicepage_id")
    pairs = list(rows)
    found = PracticePage.objects.published().filter(pk__in={page for _goal, page in pairs})
    rows = found.select_related("locale", "municipality", "village").order_by("-first_published_at", "-pk")
    for page in in_language(list(rows), language):
        reference = GoalReference(
            _("good practice"),
            page.shown.title,
            page.shown.get_url() or "",
            page.place_words,
            page.shown.locale.language_code,
        )
        yield from repeat_for_goals(pairs, page.pk, reference)


@tells_activities
def find_practices_of_organisation(organisation, language: str) -> Iterator[Activity]:
    """The public stories of this organisation, newest first; two queries."""
    found = PracticePage.objects.published().filter(organisation=organisation)
    rows = found.select_related("locale", "municipality", "village").order_by("-first_published_at", "-pk")
    for page in in_language(list(rows[:SHOWN]), language):
        yield Activity(_("good practice"), page.shown.title, page.shown.get_url() or "", page.place_words)


@guards_deletion
def keep_submissions(page) -> str:
    """A page made from what somebody sent is unpublished, not deleted; messages about it may go with it."""
    if not Submission.objects.filter(page__path__startswith=page.path).exists():
        return ""
    return _("A good practice that somebody sent in is not deleted. Unpublish the page instead: nothing is lost.")


@retains(
    "messages_about_practices",
    gettext_lazy("Messages to the contact of a good practice: name, e-mail, words"),
    **MESSAGE_RULE,
)
def find_messages() -> QuerySet[RepeatMessage]:
    return RepeatMessage.objects.all()


@retains(
    "senders_of_practices",
    gettext_lazy("Who described a good practice: name and e-mail"),
    why=gettext_lazy("So that the editor can ask, and write to you when it is published."),
    days=MESSAGE_DAYS,
    after=gettext_lazy("from the day of the decision"),
    since="decided_at",
    then=gettext_lazy("The name and the e-mail are erased. The words and the decision stay."),
    erase=blank(name="", email=""),
)
def find_senders() -> QuerySet[Submission]:
    return Submission.objects.decided().exclude(name="", email="")
