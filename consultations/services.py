"""Acts on comments and answers that are more than one move."""

import uuid
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations import announcing, emails
from consultations.clock import Clock
from consultations.lifecycle import COMMENT, RESPONSE, first_shown, shown_or_read
from consultations.listing import with_clocks
from consultations.models import (
    Comment,
    CommentVersion,
    ConsultationPage,
    DateChange,
    Response,
    StagePage,
    Submitter,
)
from consultations.permissions import is_author, may_host, may_manage, may_override
from shared.acts.lifecycle import MoveNotAllowed, MoveRefused
from shared.intake.limits import TooLate
from shared.intake.text import has_pesel
from shared.templatetags.razem import full_date, one_dot

WORDS = ("current_text", "proposed_text", "opinion", "rationale")
K = Comment.State


def first_state(stage: StagePage, *, confirmed: bool, trusted: bool = True) -> str:
    """Where a new comment starts, by the stage's mode and the consultation's moderation."""
    if stage.mode == stage.Mode.CONFIRMED and not confirmed:
        return K.UNCONFIRMED
    return first_shown(stage.consultation, held=not trusted)


def submit_comment(
    stage: StagePage,
    *,
    words: dict[str, str],
    facts: dict,
    identity: dict,
    form_key: uuid.UUID,
    language: str = "pl",
    trusted: bool = True,
    on: date | None = None,
) -> Comment:
    """Store a comment and give it its number; sending the same form twice stores one comment.

    `words` are the fields of CommentVersion, `facts` the public fields of Comment, `identity` those of Submitter.
    Raises TooLate outside the stage's days.
    """
    if not stage.is_running(on) or stage.consultation.state != ConsultationPage.State.ANNOUNCED:
        raise TooLate
    try:
        with transaction.atomic():
            return _store(stage, words, facts, identity, form_key, language, trusted)
    except IntegrityError:
        there = Comment.objects.select_related("consultation", "words").filter(form_key=form_key).first()
        if there is None:  # not a double click: something is wrong, and nobody may be told that all is well
            raise
        if any(getattr(there.words, name) != words.get(name, "") for name in WORDS):  # sent, gone back, written anew
            with transaction.atomic():
                return _store(stage, words, facts, identity, uuid.uuid4(), language, trusted)
        return there


def _store(
    stage: StagePage, words: Any, facts: Any, identity: Any, form_key: Any, language: str, trusted: Any
) -> Comment:
    consultation = stage.consultation
    number = next_number(consultation)
    confirmed = bool(identity.get("email_confirmed_at"))
    has_number = any(has_pesel(text) for text in (*words.values(), facts.get("public_name", "")))
    state = first_state(stage, confirmed=confirmed, trusted=trusted and not has_number)
    now = timezone.now()
    comment = Comment.objects.create(
        consultation=consultation,
        stage_id=stage.pk,
        number=number,
        state=state,
        form_key=form_key,
        language=language,
        created_at=now,
        published_at=now if state == K.PUBLISHED else None,
        has_pesel=has_number,
        **facts,
    )
    add_words(comment, words, origin=CommentVersion.Origin.RECEIVED, flagged=has_number)
    Submitter.objects.create(comment=comment, **identity)
    write = emails.comment_to_confirm if state == K.UNCONFIRMED else emails.comment_received
    emails.post_comment(write, comment)
    return comment


def next_number(consultation: ConsultationPage) -> int:
    """The next number, without gaps or doubles: the counter's row stays locked until the comment is stored."""
    rows = ConsultationPage._base_manager.filter(pk=consultation.pk)
    rows.update(comment_counter=F("comment_counter") + 1)
    return rows.values_list("comment_counter", flat=True).get()


def add_words(comment: Comment, words: dict[str, str], *, origin: str, flagged: bool = False) -> CommentVersion:
    """A new version of the words becomes the one in force; the earlier ones stay."""
    number = (comment.words.number if comment.words else 0) + 1
    version = CommentVersion.objects.create(
        comment=comment, number=number, origin=origin, **{name: words.get(name, "") for name in WORDS}
    )
    comment.words = version
    comment.has_pesel = flagged or any(has_pesel(text) for text in words.values())
    Comment.objects.filter(pk=comment.pk).update(words=version, has_pesel=comment.has_pesel)
    return version


@transaction.atomic
def edit_comment(comment: Comment, *, by: Any, words: dict[str, str]) -> Comment:
    """The author's new words, until the last day; a published comment under prior moderation is read again.

    `by` is the author's proof. An answer written to the words before is a draft again.
    """
    found = Comment.objects.select_for_update(of=("self",)).select_related("consultation", "words", "response")
    comment = found.get(pk=comment.pk)
    if not is_author(by, comment):
        raise PermissionDenied
    if not comment.stage.is_running() or comment.consultation.state != ConsultationPage.State.ANNOUNCED:
        raise TooLate
    if comment.state not in (K.PENDING, K.PUBLISHED, K.UNCONFIRMED) or comment.public_response:
        raise MoveNotAllowed("these words no longer change")
    add_words(comment, words, origin=CommentVersion.Origin.EDITED)
    if comment.response:
        RESPONSE.apply("read_again", comment.response, by=by)
    if comment.state == K.PUBLISHED and shown_or_read(comment) == K.PENDING:
        COMMENT.apply("read_again", comment, by=by)
    return comment


def confirm_comment(comment: Comment, *, by: Any) -> None:
    """The link from the letter was opened: the comment now counts. A second click changes nothing.

    Raises TooLate once the report is published or the consultation cancelled: nobody would answer any more.
    """
    try:
        COMMENT.apply("confirm", comment, by=by)
    except MoveNotAllowed:
        comment.refresh_from_db(fields=["state"])
    except MoveRefused as refusal:
        raise TooLate from refusal


@transaction.atomic
def answer_comments(
    comments: list[Comment],
    *,
    by: Any,
    verdict: str,
    text: str,
    changed_wording: str = "",
    response: Response | None = None,
) -> Response:
    """One answer for one or many comments of a consultation; editing an approved answer makes it a draft again."""
    consultation = ConsultationPage.objects.select_related("municipality").get(pk=comments[0].consultation_id)
    if consultation.state != ConsultationPage.State.ANNOUNCED:
        raise MoveNotAllowed("after the report answers do not change")
    if response is not None:
        response = Response.objects.select_for_update(of=("self",)).get(pk=response.pk)
    if not may_host(by, consultation) or any(c.consultation_id != consultation.pk for c in comments):
        raise PermissionDenied
    if verdict != Response.Verdict.ACCEPTED and not text.strip():
        raise MoveRefused([_("Give the reasons: only an accepted comment may stand without them.")])
    if any(c.public_response for c in comments) or (response and response.state == Response.State.PUBLISHED):
        raise MoveNotAllowed("published answers do not change")
    words = {"verdict": verdict, "text": text.strip(), "changed_wording": changed_wording.strip()}
    if response is None:
        response = Response.objects.create(consultation=consultation, author=by, **words)
    else:
        RESPONSE.apply("edit", response, by=by)
        for name, value in words.items():
            setattr(response, name, value)
        response.save(update_fields=[*words, "updated_at"])
    Comment.objects.filter(response=response).exclude(pk__in=[comment.pk for comment in comments]).update(response=None)
    Comment.objects.filter(pk__in=[comment.pk for comment in comments]).update(response=response)
    return response


@transaction.atomic
def publish_responses(consultation: ConsultationPage, *, by: Any) -> int:
    """Publish all approved answers together and write to the authors; returns how many answers went out."""
    if not may_host(by, consultation):
        raise PermissionDenied
    written = Response.objects.filter(consultation=consultation).select_related("consultation")
    return len(RESPONSE.apply_all("publish", written, by=by))


@transaction.atomic
def override_minimum(consultation: ConsultationPage, *, by: Any, reason: str) -> None:
    """A coordinator allows a shorter time, with a written reason that everyone can read."""
    if not may_override(by, consultation):
        raise PermissionDenied
    if len(reason.strip()) < 20:
        raise MoveRefused([_("Write the reason in at least one full sentence: it will be public.")])
    ConsultationPage._base_manager.filter(pk=consultation.pk).update(override_reason=reason.strip(), override_by=by)
    consultation.override_reason, consultation.override_by = reason.strip(), by
    log(consultation, "consultation.override", user=by, data={"reason": reason.strip()})


def _date_gaps(
    stage: StagePage, consultation: ConsultationPage, opens_on: date, closes_on: date, reason: str
) -> list[str]:
    """What stands in the way of new days; an empty list lets them pass."""
    today, gaps = timezone.localdate(), []
    if stage.opens_on is None or stage.closes_on is None:
        return [_("This stage has no dates. It cannot be changed any more.")]
    has_begun = stage.opens_on <= today
    if closes_on < opens_on:
        gaps.append(_("The last day is before the first."))
    if has_begun and opens_on != stage.opens_on:
        gaps.append(_("The stage has begun: its first day cannot change."))
    if has_begun and closes_on < stage.closes_on:
        gaps.append(_("The stage has begun: it can be made longer, not shorter."))
    if not has_begun and opens_on < today:
        gaps.append(_("The first day has passed already. Choose today or a later day."))
    if not reason.strip():
        gaps.append(_("Write the reason: it will be public."))
    return gaps or _minimum_gaps(stage, consultation, opens_on, closes_on)


def _minimum_gaps(stage: StagePage, consultation: ConsultationPage, opens_on: date, closes_on: date) -> list[str]:
    """The law's minimum holds for changed days too, unless a coordinator has allowed a shorter time."""
    collecting = {found.pk: (found.opens_on, found.closes_on) for found in consultation.clock.collecting}
    if stage.pk not in collecting or consultation.override_reason:
        return []
    collecting[stage.pk] = (opens_on, closes_on)
    first, last = min(day for day, _last in collecting.values()), max(day for _first, day in collecting.values())
    return announcing.period_gaps(consultation, first, last, consultation.announced_on or timezone.localdate())


@transaction.atomic
def change_dates(stage: StagePage, *, by: Any, opens_on: date, closes_on: date, reason: str) -> DateChange:
    """Move a stage of an announced consultation; the change is public. An open stage can only be made longer."""
    consultation = stage.consultation
    if not may_manage(by, consultation):
        raise PermissionDenied
    if consultation.state != ConsultationPage.State.ANNOUNCED:
        raise MoveNotAllowed("only the dates of an announced consultation are changed by a logged act")
    gaps = _date_gaps(stage, consultation, opens_on, closes_on, reason)
    if gaps or stage.opens_on is None or stage.closes_on is None:
        raise MoveRefused(gaps)
    change = DateChange.objects.create(
        stage_id=stage.pk,
        old_opens_on=stage.opens_on,
        old_closes_on=stage.closes_on,
        new_opens_on=opens_on,
        new_closes_on=closes_on,
        reason=reason.strip(),
        changed_by=by,
    )
    StagePage.objects.filter(pk=stage.pk).update(opens_on=opens_on, closes_on=closes_on)
    stage.opens_on, stage.closes_on = opens_on, closes_on
    emails.post_dates_changed(change, consultation)
    return change


def following_gaps(consultation: ConsultationPage) -> list[str]:
    """What the clerk should look at after a change of dates: stages that no longer follow each other, a promise broken."""
    clock, found = Clock(consultation), []
    for stage in clock.stages:
        if stage.after_close and stage.opens_on and clock.closes_on and stage.opens_on <= clock.closes_on:
            found.append(
                one_dot(
                    _("“%(stage)s” now begins before the last day of comments, %(day)s. Change its dates too.")
                    % {"stage": stage.title, "day": full_date(clock.closes_on)}
                )
            )
    return found


def remind_followers() -> int:
    """The letter “two days left”; after an outage it still goes out on the day before the last."""
    going = ConsultationPage.objects.source_language().filter(state=ConsultationPage.State.ANNOUNCED).live()
    ending = [
        c for c in with_clocks(list(going.select_related("locale"))) if c.clock.is_open and c.clock.days_left in (1, 2)
    ]
    return sum(emails.post_two_days_left(consultation) for consultation in ending)
