"""Announced consultations and everything sent to them stay."""

from django.utils.translation import gettext as _

from consultations.models import Comment, ConsultationPage, DocumentStagePage, StagePage
from shared.pages.deletion_guards import keeps


@keeps
def consultations_stay(page) -> str:
    below = ConsultationPage._base_manager.filter(path__startswith=page.path)
    held = below.exclude(state=ConsultationPage.State.DRAFT) | below.exclude(comments=None)
    if not held.exists() and not _is_stage_of_announced(page):
        return ""
    return _("An announced consultation and its comments are not deleted. Unpublish the page instead: nothing is lost.")


@keeps
def consulted_documents_stay(page) -> str:
    if DocumentStagePage._base_manager.filter(document__path__startswith=page.path).exists():
        return _("A consultation uses this document: it is not deleted. Unpublish the page instead.")
    return ""


@keeps
def remarks_keep_their_meeting(page) -> str:
    if not Comment.objects.filter(event__path__startswith=page.path).exists():
        return ""
    return _("Remarks from this meeting stand in a register, so it is not deleted. Unpublish the page instead.")


def _is_stage_of_announced(page) -> bool:
    if not StagePage._base_manager.filter(pk=page.pk).exists():
        return False
    parent = ConsultationPage._base_manager.filter(path=page.path[: -page.steplen])
    return parent.exclude(state=ConsultationPage.State.DRAFT).exists()
