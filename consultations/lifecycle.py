"""Every move a consultation, a comment or a response can make, and who may make it."""

from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from consultations import announcing, emails
from consultations.choices import Status
from consultations.models import Comment, ConsultationPage, ReportStagePage, Response, Submitter
from consultations.permissions import (
    is_answered_author,
    is_author,
    is_author_while_open,
    may_answer,
    may_approve,
    may_host,
    may_manage,
    may_moderate,
)
from consultations.reports import folder
from shared.acts.lifecycle import Lifecycle, Move, OneOf
from shared.looks.rendered_files import forget
from shared.search import reindex

C, K, R = ConsultationPage.State, Comment.State, Response.State


def cancel_reason(consultation: ConsultationPage, user: Any, reason: str) -> dict:
    return {"cancel_reason": reason, "cancelled_at": timezone.now()}


def first_shown(consultation: ConsultationPage, *, held: bool) -> str:
    """Where a comment that counts begins: prior moderation, or words that are held back, put a moderator first."""
    before = consultation.moderation == ConsultationPage.Moderation.BEFORE
    return K.PENDING if before or held else K.PUBLISHED


def shown_or_read(comment: Comment) -> str:
    return first_shown(comment.consultation, held=comment.has_pesel)


def record_gaps(comment: Comment) -> list[str]:
    """After the report (or a cancellation) the record stands: a comment may only be hidden. Locks the consultation, so
    that no report is published between this question and the decision."""
    consultation = ConsultationPage._base_manager.select_for_update(of=("self",)).get(pk=comment.consultation_id)
    if consultation.state == C.ANNOUNCED:
        return []
    return [_("The report is public, so this comment can only be hidden.")]


def shown_since(comment: Comment, user: Any, reason: str) -> dict:
    return {"published_at": timezone.now() if comment.state == K.PUBLISHED else None}


def confirm_address(comment: Comment, user: Any, reason: str) -> None:
    Submitter.objects.filter(comment=comment).update(email_confirmed_at=timezone.now())


def published(comment: Comment, user: Any, reason: str) -> dict:
    return {"published_at": comment.published_at or timezone.now(), "hidden_reason": ""}


def forget_drawn_report(comment: Comment) -> None:
    """Files of the report that still hold the words are thrown away with the decision."""
    forget(folder(comment.consultation))


def hidden_reason(comment: Comment, user: Any, reason: str) -> dict:
    return {"hidden_reason": reason if reason in Comment.HiddenReason.values else Comment.HiddenReason.DUPLICATE}


def no_hidden_reason(comment: Comment, user: Any, reason: str) -> dict:
    return {"hidden_reason": ""}


def approver(response: Response, user: Any, reason: str) -> dict:
    return {"approved_by": user}


def no_approver(response: Response, user: Any, reason: str) -> dict:
    return {"approved_by": None}


def new_author(response: Response, user: Any, reason: str) -> dict:
    """Whoever wrote the words last does not approve them."""
    return {"author": user, "approved_by": None}


def told_since(response: Response, user: Any, reason: str) -> dict:
    return {"published_at": timezone.now()}


def report_gaps(consultation: ConsultationPage) -> list[str]:
    """The gate of the report: every comment has a published answer, nobody can comment any more, the page is filled in."""
    gaps = []
    if consultation.clock.is_open or consultation.clock.status == Status.ANNOUNCED:
        gaps.append(_("The consultation is still open: the report comes after its last day."))
    pending = Comment.objects.filter(consultation=consultation, state=K.PENDING).count()
    if pending:
        gaps.append(_("Comments that wait for a moderator: %(count)s.") % {"count": pending})
    missing = Comment.objects.filter(consultation=consultation).unanswered()
    counted = missing.aggregate(
        all=Count("pk"),
        drafts=Count("pk", filter=Q(response__state=R.DRAFT)),
        approved=Count("pk", filter=Q(response__state=R.APPROVED)),
    )
    if counted["all"]:
        gaps.append(_("Comments without a published answer: %(count)s. Answer them first.") % {"count": counted["all"]})
    if counted["drafts"]:
        gaps.append(
            _("Answers that wait for another person to approve them: %(count)s.") % {"count": counted["drafts"]}
        )
    if counted["approved"]:
        gaps.append(_("Approved answers that you can publish at the desk: %(count)s.") % {"count": counted["approved"]})
    return gaps + report_page_gaps(consultation)


def report_page_gaps(consultation: ConsultationPage) -> list[str]:
    """What the page of the report itself lacks."""
    page = ReportStagePage.objects.child_of(consultation).live().first()
    if page is None:
        return [str(ReportStagePage.required_to_announce)]
    gaps = []
    if page.has_unpublished_changes:
        gaps.append(
            _("The page of the report has a draft that is not published: publish it, so that nothing is left out.")
        )
    empty = [
        label
        for label, text in (
            (_("How it went"), page.how_it_went),
            (_("Conclusions and changes"), page.conclusions),
            (_("Next steps"), page.next_steps),
        )
        if not text.strip()
    ]
    if empty:
        gaps.append(_("Fill in the page of the report: %(parts)s.") % {"parts": ", ".join(empty)})
    return gaps


def find_again(consultation: ConsultationPage) -> None:
    """The search learns what the decision made public or took away: the page, its stages, its translations."""
    family = Page.objects.filter(translation_key=consultation.translation_key)
    below = Page.objects.none()
    for page in family:
        below |= Page.objects.descendant_of(page, inclusive=True)
    for page in below.specific():
        reindex(page)


def reported(consultation: ConsultationPage, user: Any, reason: str) -> dict:
    return {"reported_at": timezone.now()}


# fmt: off
CONSULTATION = Lifecycle(
    #    move             from            to           who         guard, act, then
    Move("announce",      (C.DRAFT,),     C.ANNOUNCED, may_manage, guard=announcing.gaps, act=announcing.give,
         then=(find_again,)),
    Move("publish_report", (C.ANNOUNCED,), C.REPORTED, may_host,  guard=report_gaps, writes=reported,
         then=(find_again, emails.post_report_ready)),
    Move("cancel",        (C.ANNOUNCED,), C.CANCELLED, may_manage, writes=cancel_reason, needs_reason=True,
         then=(find_again,)),
)

COMMENT = Lifecycle(
    Move("confirm",  (K.UNCONFIRMED,),         OneOf(shown_or_read, (K.PUBLISHED, K.PENDING)), is_author,
         guard=record_gaps, writes=shown_since, act=confirm_address, then=(emails.post_comment_received,)),
    Move("read_again", (K.PUBLISHED,),         K.PENDING,   is_author_while_open),  # the author has changed the words
    Move("publish",  (K.PENDING, K.HIDDEN),    K.PUBLISHED, may_moderate, guard=record_gaps, writes=published,
         then=(emails.post_comment_published,)),
    Move("hide",     (K.PENDING, K.PUBLISHED), K.HIDDEN,    may_moderate, writes=hidden_reason,
         then=(emails.post_comment_hidden, forget_drawn_report), needs_reason=True),
    Move("undo",     (K.PUBLISHED, K.HIDDEN),  K.PENDING,   may_moderate, guard=record_gaps, writes=no_hidden_reason),
    Move("withdraw", (K.PENDING, K.PUBLISHED), K.WITHDRAWN, is_author_while_open),
)

RESPONSE = Lifecycle(
    Move("edit",     (R.DRAFT, R.APPROVED),    R.DRAFT,     may_answer,  writes=new_author),
    Move("read_again", (R.DRAFT, R.APPROVED),  R.DRAFT,     is_answered_author, writes=no_approver),  # other words now
    Move("approve",  (R.DRAFT,),               R.APPROVED,  may_approve, writes=approver),
    Move("return",   (R.APPROVED,),            R.DRAFT,     may_answer,  writes=no_approver),
    Move("publish",  (R.APPROVED,),            R.PUBLISHED, may_answer,  writes=told_since, then_all=(emails.post_answers,)),
)
# fmt: on
