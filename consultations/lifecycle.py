"""Every move a consultation, a comment or a response can make, and who may make it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from consultations import emails, notice
from consultations.models import Comment, ConsultationPage, Response
from consultations.permissions import can_answer, can_approve, can_host, can_moderate, can_run, is_author_while_open
from shared.lifecycle import Lifecycle, Move

C, K, R = ConsultationPage.State, Comment.State, Response.State


def remember_cancel_reason(consultation, user, reason: str) -> None:
    type(consultation)._base_manager.filter(pk=consultation.pk).update(cancel_reason=reason)
    consultation.cancel_reason = reason


def mark_published(comment, user, reason: str) -> None:
    comment.published_at = comment.published_at or timezone.now()
    comment.hidden_reason = ""
    comment.save(update_fields=["published_at", "hidden_reason"])


def remember_hidden_reason(comment, user, reason: str) -> None:
    comment.hidden_reason = reason if reason in Comment.HiddenReason.values else Comment.HiddenReason.DUPLICATE
    comment.save(update_fields=["hidden_reason"])


def remember_approver(response, user, reason: str) -> None:
    response.approved_by = user
    response.save(update_fields=["approved_by"])


def forget_approver(response, user, reason: str) -> None:
    response.approved_by = None
    response.save(update_fields=["approved_by"])


def report_gaps(consultation) -> list[str]:
    """The gate of the report: every comment has a published answer, and nobody can comment any more."""
    gaps = []
    if consultation.clock.is_open or consultation.clock.status == "announced":
        gaps.append(_("The consultation is still open: the report comes after its last day."))
    pending = Comment.objects.filter(consultation=consultation, state=K.PENDING).count()
    if pending:
        gaps.append(_("Comments that wait for a moderator: %(count)s.") % {"count": pending})
    missing = Comment.objects.filter(consultation=consultation).unanswered().count()
    if missing:
        gaps.append(_("Comments without a published answer: %(count)s. Answer them first.") % {"count": missing})
    return gaps


def mark_reported(consultation, user, reason: str) -> None:
    consultation.reported_at = timezone.now()
    type(consultation)._base_manager.filter(pk=consultation.pk).update(reported_at=consultation.reported_at)


# fmt: off
CONSULTATION = Lifecycle(
    #    move             from            to           who      guard, act, then
    Move("announce",      (C.DRAFT,),     C.ANNOUNCED, can_run, guard=notice.gaps, act=notice.give),
    Move("publish_report", (C.ANNOUNCED,), C.REPORTED, can_host, guard=report_gaps, act=mark_reported,
         then=(emails.post_report_ready,)),
    Move("cancel",        (C.ANNOUNCED,), C.CANCELLED, can_run, act=remember_cancel_reason, needs_reason=True),
)

COMMENT = Lifecycle(
    Move("publish",  (K.PENDING, K.HIDDEN),    K.PUBLISHED, can_moderate, act=mark_published,
         then=(emails.post_comment_published,)),
    Move("hide",     (K.PENDING, K.PUBLISHED), K.HIDDEN,    can_moderate, act=remember_hidden_reason,
         then=(emails.post_comment_hidden,), needs_reason=True),
    Move("undo",     (K.PUBLISHED, K.HIDDEN),  K.PENDING,   can_moderate),
    Move("withdraw", (K.PENDING, K.PUBLISHED), K.WITHDRAWN, is_author_while_open),
)

RESPONSE = Lifecycle(
    Move("approve",  (R.DRAFT,),               R.APPROVED,  can_approve, act=remember_approver),
    Move("return",   (R.APPROVED,),            R.DRAFT,     can_answer,  act=forget_approver),
)
# fmt: on
