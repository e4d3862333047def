"""What consultations tell the layers below: goals they serve, versions they ask about, what stays and what is erased."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Office
from accounts.rights import allow_models
from consultations import services
from consultations.listing import with_clocks
from consultations.models import (
    Comment,
    ConsultationKind,
    ConsultationPage,
    DocumentStagePage,
    Follower,
    StagePage,
    Submitter,
)
from documents.consulted_versions import ConsultedVersion, tells_consultations
from programme.goal_references import GoalReference, refers_to_goals, repeat_for_goals
from shared.acts.retention import blank, keeps, retains
from shared.acts.tick import HOURLY, runs
from shared.intake.following import CONFIRM_DAYS
from shared.pages.deletion_guards import guards_deletion

S = ConsultationPage.State

allow_models(Office.Role.COORDINATOR, ConsultationKind)


@refers_to_goals
def find_consultations_of_goals(goals: list[int], language: str) -> Iterator[tuple[int, GoalReference]]:
    """The announced consultations of these goals, newest first, each with its status sentence; three queries."""
    rows = ConsultationPage.goals.through.objects.filter(goal__in=goals).values_list("goal_id", "consultationpage_id")
    pairs = list(rows)
    found = ConsultationPage.objects.source_language().announced().filter(pk__in={page for _goal, page in pairs})
    pages = with_clocks(list(found.select_related("locale", "kind").order_by("-announced_on", "-pk")))
    for page in pages:
        reference = GoalReference(_("consultation"), page.title, page.get_url() or "", page.clock.sentence)
        yield from repeat_for_goals(pairs, page.pk, reference)


@tells_consultations
def find_consulted_versions(document: int) -> Iterator[ConsultedVersion]:
    """The frozen versions of a document in announced and finished consultations, newest first; two queries."""
    stages = DocumentStagePage.objects.live().filter(document=document, version__isnull=False)
    above = {path[: -DocumentStagePage.steplen]: version for path, version in stages.values_list("path", "version")}
    pages = (
        ConsultationPage.objects.source_language().live().filter(path__in=above, state__in=[S.ANNOUNCED, S.REPORTED])
    )
    for page in pages.select_related("locale").order_by("-announced_on", "-pk"):
        yield ConsultedVersion(above[page.path], page.title, page.get_url() or "")


@guards_deletion
def keep_announced_consultations(page) -> str:
    """Announced consultations and everything sent to them stay."""
    below = ConsultationPage._base_manager.filter(path__startswith=page.path)
    held = below.exclude(state=S.DRAFT) | below.exclude(comments=None)
    if not held.exists() and not _is_stage_of_announced(page):
        return ""
    return _("An announced consultation and its comments are not deleted. Unpublish the page instead: nothing is lost.")


@guards_deletion
def keep_consulted_documents(page) -> str:
    if DocumentStagePage._base_manager.filter(document__path__startswith=page.path).exists():
        return _("A consultation uses this document: it is not deleted. Unpublish the page instead.")
    return ""


@guards_deletion
def keep_meetings_with_remarks(page) -> str:
    if not Comment.objects.filter(event__path__startswith=page.path).exists():
        return ""
    return _("Remarks from this meeting stand in a register, so it is not deleted. Unpublish the page instead.")


def _is_stage_of_announced(page) -> bool:
    if not StagePage._base_manager.filter(pk=page.pk).exists():
        return False
    parent = ConsultationPage._base_manager.filter(path=page.path[: -page.steplen])
    return parent.exclude(state=S.DRAFT).exists()


SUBMITTER = gettext_lazy("Who sent a comment: name, e-mail, village, account")
SUBMITTER_GOES = gettext_lazy(
    "The name, the e-mail, the village and the link to the account are erased. The comment stays."
)
forget_submitter = blank(name="", email="", solectwo=None, user=None, wants_report=False, erased_at=timezone.now)


@retains(
    "comment_submitters",
    SUBMITTER,
    why=gettext_lazy(
        "To answer you and send you the report (art. 6(1)(e) GDPR and art. 5a of the act on municipal self-government). "
        "For a year because outcomes are told and complaints are answered in that time."
    ),
    days=365,
    term="keep.comment_submitters",
    after=gettext_lazy("from the report, or from the cancellation of the consultation"),
    since="over_at",
    then=SUBMITTER_GOES,
    erase=forget_submitter,
)
def find_submitters() -> QuerySet[Submitter]:
    over_at = Coalesce("comment__consultation__reported_at", "comment__consultation__cancelled_at")
    return Submitter.objects.filter(erased_at=None).annotate(over_at=over_at).exclude(over_at=None)


@retains(
    "unconfirmed_submitters",
    gettext_lazy("Who sent a comment and never confirmed it by e-mail"),
    why=gettext_lazy("To wait for the confirmation: the link in the letter holds for fourteen days."),
    days=30,
    after=gettext_lazy("from the day the comment came"),
    since="comment__created_at",
    then=gettext_lazy("The name and the e-mail are erased. The words stay uncounted and unpublished."),
    erase=forget_submitter,
)
def find_unconfirmed_submitters() -> QuerySet[Submitter]:
    return Submitter.objects.filter(erased_at=None, comment__state=Comment.State.UNCONFIRMED)


@retains(
    "consultation_followers",
    gettext_lazy("Addresses of those who follow a consultation"),
    why=gettext_lazy(
        "To write when dates change, two days before the end, and when the report is ready; with your consent."
    ),
    days=90,
    after=gettext_lazy("from the report, or from the cancellation of the consultation"),
    since="over_at",
)
def find_followers() -> QuerySet[Follower]:
    over_at = Coalesce("consultation__reported_at", "consultation__cancelled_at")
    return Follower.objects.annotate(over_at=over_at).exclude(over_at=None)


@retains(
    "unconfirmed_consultation_followers",
    gettext_lazy("Addresses somebody typed to follow a consultation and nobody confirmed"),
    why=gettext_lazy("To wait for the confirmation: as long as the link in the letter holds."),
    days=CONFIRM_DAYS,
    after=gettext_lazy("from the day the address was typed"),
    since="created_at",
)
def find_unconfirmed_followers() -> QuerySet[Follower]:
    return Follower.objects.filter(confirmed_at=None)


keeps(
    gettext_lazy("Comments: number, day, words, municipality, the name of an organisation, the official answer"),
    why=gettext_lazy("They are the record of a public procedure; without private names."),
    until=gettext_lazy("for good"),
)


@runs(HOURLY)
def remind_followers() -> int:
    """The letter “two days left”."""
    return services.remind_followers()
