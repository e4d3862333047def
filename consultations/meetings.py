"""Remarks said at a meeting: they enter the register like any other comment, marked with the meeting as their channel."""

import uuid
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.lifecycle import first_shown
from consultations.models import Comment, CommentVersion, ConsultationPage, StagePage, Submitter
from consultations.permissions import may_host
from consultations.services import add_words, next_number
from documents.models import Unit
from events.choices import Kind
from events.models import EventPage
from shared.acts.lifecycle import MoveRefused
from shared.intake.text import has_pesel
from shared.legal import term
from shared.templatetags.razem import full_date, one_dot

K = Comment.State
SPATIAL, MARGIN = "consult.spatial.min", "consult.spatial.margin"
POINTS = (Kind.INFO_POINT, Kind.DUTY_HOUR)


def meetings_with_remarks(consultation: ConsultationPage, user) -> list[EventPage]:
    """The meetings of an announced consultation that have begun, for those who may enter what was said."""
    if consultation.state != ConsultationPage.State.ANNOUNCED or not may_host(user, consultation):
        return []
    found = EventPage.objects.public().concerning(consultation).exclude(state=EventPage.State.CANCELLED)
    return list(found.filter(starts_at__lte=timezone.now()).order_by("starts_at"))


def margin_gaps(consultation: ConsultationPage) -> list[str]:
    """For spatial plans a meeting or walk comes at least seven days after the first day and seven before the last
    (u.p.z.p. art. 8j; a consultation point and office hours have no such rule). Sentences for the panel."""
    first, last = consultation.clock.opens_on, consultation.clock.closes_on
    if consultation.kind.minimum_key != SPATIAL or first is None:
        return []
    margin = term(MARGIN, on=consultation.announced_on)
    if margin is None:
        return []
    earliest, latest = first + timedelta(days=margin.days), last - timedelta(days=margin.days)
    found = EventPage.objects.public().concerning(consultation).exclude(kind__in=POINTS).exclude(starts_at=None)
    wrong = [e for e in found.order_by("starts_at") if not earliest <= timezone.localtime(e.starts_at).date() <= latest]
    return [
        one_dot(
            _("“%(title)s” must be held between %(first)s and %(last)s: %(basis)s.")
            % {"title": e.title, "first": full_date(earliest), "last": full_date(latest), "basis": margin.basis}
        )
        for e in wrong
    ]


def stage_for(consultation: ConsultationPage, event: EventPage) -> StagePage | None:
    """The stage that collected comments on the day of the meeting; the one on a document before the general one."""
    day = timezone.localtime(event.starts_at).date()
    open_then = [s for s in consultation.clock.collecting if s.takes_comments and s.opens_on <= day <= s.closes_on]
    return min(open_then, key=lambda stage: not stage.has_units, default=None)


def units_of(stage: StagePage | None) -> list[Unit]:
    """The units of the frozen text that a remark may be about."""
    if stage is None or not stage.has_units:
        return []
    return list(Unit.objects.filter(version=stage.version_id).exclude(label="").order_by("order"))


@transaction.atomic
def enter_remark(consultation: ConsultationPage, event: EventPage, *, by, words: dict, facts: dict, form_key: uuid.UUID) -> Comment:  # fmt: skip
    """Store what was said at a meeting; the same form sent twice is one comment. Nobody's name is kept.

    The time of the comment is the meeting's: a remark entered the day after the last day still counts. After the report
    nothing is added.
    """
    consultation = ConsultationPage.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if not may_host(by, consultation):
        raise PermissionDenied
    if consultation.state != ConsultationPage.State.ANNOUNCED:
        raise MoveRefused([_("The record of this consultation is closed: no comment can be added.")])
    if not event.starts_at or event.starts_at > timezone.now() or event.is_cancelled:
        raise MoveRefused([_("The meeting has not taken place yet.")])
    stage = stage_for(consultation, event)
    if stage is None:
        raise MoveRefused(
            [_("On the day of the meeting no comments were collected, so its remarks cannot be entered.")]
        )
    there = Comment.objects.filter(form_key=form_key).first()
    return there or _store(consultation, stage, event, words, facts, form_key)


def _store(consultation, stage, event, words: dict, facts: dict, form_key: uuid.UUID) -> Comment:
    held = any(has_pesel(text) for text in (*words.values(), facts.get("public_name", "")))
    state = first_shown(consultation, held=held)
    now = timezone.now()
    try:
        with transaction.atomic():
            comment = Comment.objects.create(
                consultation=consultation, stage_id=stage.pk, number=next_number(consultation), channel=Comment.Channel.MEETING,
                event=event, state=state, form_key=form_key, created_at=said_at(event, now),
                published_at=now if state == K.PUBLISHED else None, has_pesel=held, **facts,
            )  # fmt: skip
    except IntegrityError:
        return Comment.objects.get(form_key=form_key)
    add_words(comment, words, origin=CommentVersion.Origin.RECEIVED, flagged=held)
    Submitter.objects.create(comment=comment)
    return comment


def said_at(event: EventPage, now: datetime) -> datetime:
    """While the meeting goes on the present moment, afterwards its end."""
    return min(now, event.ends_at)
