"""What consultations tell the layers below: goals they serve, versions they ask about, what may not be deleted, lists they keep."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from accounts.models import Office
from accounts.rights import allow_models
from consultations.listing import with_clocks
from consultations.models import Comment, ConsultationKind, ConsultationPage, DocumentStagePage, StagePage
from documents.consulted_versions import ConsultedVersion, tells_consultations
from programme.goal_references import GoalReference, refers_to_goals, repeat_for_goals
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
