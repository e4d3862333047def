"""Acts on meetings that are more than one move: the slot of a page, inviting organisations, polls of dates."""

import uuid
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events import emails
from events.inviting import organisations_for
from events.models import EventPage, Invitation, TimeAnswer, TimeOption, TimePoll
from events.permissions import may_manage
from shared.acts.lifecycle import MoveNotAllowed, MoveRefused
from shared.intake.limits import TooLate
from signups.models import Slot
from signups.permissions import SYSTEM
from signups.services import change_slot
from signups.slot_copies import facts_for


@transaction.atomic
def keep_slot(event: EventPage) -> Slot | None:
    """The one slot of an event follows its page: made at the first publication, changed (with letters) afterwards.

    A date that is taken out of the page is taken from the slot too: nobody is reminded of a day that no longer holds.
    Fewer places than people who have one: the page is published, the slot keeps as many as it must.
    """
    slot = Slot.objects.filter(page=event.pk).first()
    facts = {"starts_at": event.starts_at, "ends_at": event.ends_at, "capacity": event.capacity}
    if slot is None and not event.starts_at:
        return None
    if slot is None:
        return Slot.objects.create(page_id=event.pk, place=event.venue, **facts, **facts_for(event))
    if slot.is_cancelled:
        return slot
    held = slot.signups.holding().count()
    if facts["capacity"] is not None:
        facts["capacity"] = max(facts["capacity"], held) or None
    return change_slot(slot, by=SYSTEM, place=event.venue, **facts)


def invite(event: EventPage, *, by: Any, form_key: uuid.UUID, channel: str, municipality: Any=None, field: str = "", words: str = "", invited: int = 0) -> Invitation:  # fmt: skip
    """Note a round of inviting. By letter: every active organisation of that place and field that gave an address gets
    one, once for each meeting; the figure counts the letters. The same form sent twice is one round.
    """
    if not may_manage(by, event):
        raise PermissionDenied
    if event.is_cancelled or not event.is_ahead() or not event.is_public:
        raise MoveRefused([_("People are invited to a public meeting that lies ahead.")])
    facts = {"channel": channel, "municipality": municipality, "field": field, "words": words}
    try:
        with transaction.atomic():
            row = Invitation.objects.create(event=event, form_key=form_key, invited=invited, **facts)
            if channel == Invitation.Channel.LETTER:
                row.invited = _write_to_organisations(row)
                row.save(update_fields=["invited"])
    except IntegrityError:
        return Invitation.objects.get(form_key=form_key)
    return row


def _write_to_organisations(row: Invitation) -> int:
    """How many letters went into the outbox; who was written to about this meeting before is left out."""
    written = 0
    for organisation in organisations_for(row.municipality, row.field).iterator():
        written += emails.post_invitation(row, organisation)
    return written


@transaction.atomic
def open_poll(event: EventPage, *, by: Any, closes_on: date, options: list[tuple[datetime, datetime]]) -> TimePoll:
    """Ask which date suits people. The options of a poll somebody has answered do not change."""
    if not may_manage(by, event):
        raise PermissionDenied
    if event.starts_at:
        raise MoveRefused([_("The date is fixed already. Take it out of the page first.")])
    options = sorted(dict(options).items())  # a beginning stands once, whatever its ends
    if not 2 <= len(options) <= 10:
        raise MoveRefused([_("Give two to ten possible dates.")])
    poll, _made = TimePoll.objects.select_for_update().get_or_create(event=event, defaults={"closes_on": closes_on})
    if poll.answers.exists():
        raise MoveNotAllowed("somebody has answered")
    poll.closes_on = closes_on
    poll.save(update_fields=["closes_on"])
    poll.options.all().delete()
    rows = [TimeOption(poll=poll, starts_at=starts, ends_at=ends) for starts, ends in options]
    TimeOption.objects.bulk_create(rows)
    return poll


@transaction.atomic
def answer_poll(poll: TimePoll, *, form_key: uuid.UUID, entries: dict[str, str]) -> TimeAnswer:
    """Store or change what one device answers; raises TooLate once the poll has ended."""
    poll = TimePoll.objects.select_for_update().get(pk=poll.pk)
    if not poll.is_open(timezone.localdate()):
        raise TooLate
    answer, _made = TimeAnswer.objects.update_or_create(form_key=form_key, defaults={"poll": poll, "entries": entries})
    return answer


@transaction.atomic
def fix_date(poll: TimePoll, option: TimeOption, *, by: Any) -> EventPage:
    """The host takes one of the dates: it goes into the page and its newest draft, and the page is published with it."""
    event = EventPage.objects.select_for_update(of=("self",)).get(pk=poll.event_id)
    if not may_manage(by, event):
        raise PermissionDenied
    if poll.fixed_at or event.starts_at or event.is_cancelled or option.poll_id != poll.pk:
        raise MoveNotAllowed("the date has been fixed")
    if not event.live:
        raise MoveRefused([_("Publish the page first, then fix the date.")])
    if option.starts_at <= timezone.now():
        raise MoveRefused([_("This date has passed already.")])
    draft = event.get_latest_revision_as_object()
    draft.starts_at, draft.ends_at = option.starts_at, option.ends_at
    draft.save_revision(user=by, log_action=True, clean=False).publish(user=by, skip_permission_checks=True)
    TimePoll.objects.filter(pk=poll.pk).update(fixed_at=timezone.now())
    return EventPage.objects.get(pk=event.pk)
