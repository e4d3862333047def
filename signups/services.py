"""Acts on slots and sign-ups that are more than one move. Whatever changes who has a place locks the slot first."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shared.acts.lifecycle import MoveNotAllowed, MoveRefused
from shared.intake.limits import TooLate
from shared.intake.messages import store_once
from signups import emails
from signups.hold_times import consent_ends, offer_ends
from signups.lifecycle import SIGNUP, SLOT
from signups.models import HostQuestion, SignUp, Slot
from signups.permissions import SYSTEM, host_or_system, hosts, is_guardian, is_holder, may_host
from signups.slot_copies import facts_for

S = SignUp.State


@contextmanager
def locked(slot_pk: int) -> Iterator[Any]:
    """The slot's row, locked until the block ends: whoever counts places inside counts alone."""
    with transaction.atomic():
        yield Slot.objects.select_for_update(of=("self",)).select_related("page__locale").get(pk=slot_pk)


def write_down(signup: SignUp, **values: Any) -> None:
    for name, value in values.items():
        setattr(signup, name, value)
    signup.save(update_fields=list(values))


def is_open(slot: Slot, page: Any, now: datetime | None = None) -> bool:
    now = now or timezone.now()
    on = timezone.localtime(now).date()
    return page.takes_signups(on) and not slot.is_cancelled and slot.closed_at is None and not slot.has_begun(now)


def sign_up(slot: Slot, *, facts: dict, form_key: uuid.UUID, language: str = "pl") -> SignUp:
    """Store a sign-up that waits for the click in the letter. The same form twice, or the same address twice, is one.

    `facts` are fields of SignUp. Raises TooLate when nobody can sign up any more.
    """
    if not is_open(slot, slot.host_page):
        raise TooLate
    facts = {**facts, "email": facts["email"].lower()}
    try:
        with transaction.atomic():
            signup = SignUp.objects.create(slot=slot, form_key=form_key, language=language, **facts)
            emails.post_to_confirm(signup)
    except IntegrityError:
        same = SignUp.objects.filter(form_key=form_key).first()
        return same or _signed_up_again(slot, facts)
    return signup


def _signed_up_again(slot: Slot, facts: dict) -> SignUp:
    """The address is on the list already: nobody else learns that from the screen, its owner gets a letter."""
    with transaction.atomic():
        there = SignUp.objects.select_for_update(of=("self",)).live().get(slot=slot, email=facts["email"])
        if there.state == S.UNCONFIRMED:  # typed anew, perhaps corrected: the newest words count
            write_down(there, **facts, created_at=timezone.now())  # the seven days to confirm begin anew
            emails.post_to_confirm(there, again=True)
        else:
            emails.post_signed_up_already(there)
    return there


@dataclass
class Conflicts:
    """Other sign-ups of the same person: `hard` cross in time, `soft` are close or crossed by a mere waiting list."""

    hard: list[SignUp] = field(default_factory=list)
    soft: list[SignUp] = field(default_factory=list)


TRAVEL = timedelta(minutes=60)


def conflicts_of(signup: SignUp) -> Conflicts:
    """Across all campaigns and meetings. Hard: a place at a time that crosses; soft: a queue, or an hour to get there."""
    slot = signup.slot
    if slot.starts_at is None or slot.ends_at is None:
        return Conflicts()
    others = SignUp.objects.of_email(signup.email).live().exclude(state=S.UNCONFIRMED).exclude(pk=signup.pk)
    others = others.exclude(slot=slot).filter(
        slot__state=Slot.State.OPEN,
        slot__starts_at__lt=slot.ends_at + TRAVEL,
        slot__ends_at__gt=slot.starts_at - TRAVEL,
    )
    found = Conflicts()
    for other in others.with_page():
        starts, ends = other.slot.starts_at, other.slot.ends_at
        crosses = bool(starts and ends and starts < slot.ends_at and ends > slot.starts_at)
        if crosses and other.state not in (S.WAITING, S.APPLIED):
            found.hard.append(other)
        elif crosses or other.slot.page_id != slot.page_id:
            found.soft.append(other)
    return found


def confirm(signup: SignUp, *, by: Any, despite: bool = False) -> SignUp:
    """The link from the letter was opened and the button pressed. A second click changes nothing.

    Raises TooLate when the slot is over or cancelled, MoveRefused when the person has another place at that time
    (soft conflicts are passed with `despite`).
    """
    with locked(signup.slot_id) as slot:
        signup = SignUp.objects.select_for_update(of=("self",)).get(pk=signup.pk)
        signup.slot = slot
        if signup.state != S.UNCONFIRMED:
            return signup
        page = slot.host_page
        if not is_open(slot, page):
            raise TooLate
        found = conflicts_of(signup)
        if found.hard:
            raise MoveRefused([_("You have another place at that time. Withdraw from one of the two.")])
        if found.soft and not despite:
            raise MoveRefused([_("You have something else close to that time. Confirm that you will manage both.")])
        write_down(signup, confirmed_at=timezone.now())
        if signup.is_minor and page.asks_age:
            _ask_guardian(signup, slot, by)
        else:
            enter(signup, slot, page, by=by)
    return signup


def _ask_guardian(signup: SignUp, slot: Slot, by: Any) -> None:
    """A place is kept for a week while the guardian reads the letter; on a full list there is nothing to keep."""
    now = timezone.now()
    refill(slot)
    kept = consent_ends(now, slot.starts_at) if has_room(slot) else None
    write_down(signup, consent_asked_at=now, held_until=kept)
    SIGNUP.apply("ask_consent", signup, by=by)


def enter(signup: SignUp, slot: Slot, page: Any, *, by: Any) -> None:
    """A place, the waiting list or the host's decision; those who wait come first. The slot is locked."""
    refill(slot)
    if page.needs_acceptance and signup.state != S.APPLIED:
        SIGNUP.apply("apply", signup, by=by)
    elif has_room(slot, besides=signup):
        SIGNUP.apply("accept", signup, by=by)
    else:
        SIGNUP.apply("queue", signup, by=by)


def has_room(slot: Slot, besides: SignUp | None = None) -> bool:
    if slot.capacity is None:
        return True
    held = slot.signups.holding()
    return (held.exclude(pk=besides.pk) if besides else held).count() < slot.capacity


def give_consent(signup: SignUp, *, by: Any, name: str = "", paper_by: Any = None) -> SignUp:
    """The guardian agrees, by the link of their letter or on paper shown to the host; a second click changes nothing."""
    with locked(signup.slot_id) as slot:
        signup = SignUp.objects.select_for_update(of=("self",)).get(pk=signup.pk)
        signup.slot = slot
        if signup.consent_given_at:
            return signup
        if not (is_guardian(by, signup) or hosts(by, signup)):
            raise PermissionDenied
        if signup.state != S.CONSENT:
            raise MoveNotAllowed("nobody waits for this consent")
        page = slot.host_page
        if slot.is_cancelled or slot.has_begun() or page.is_cancelled:
            raise TooLate
        write_down(
            signup,
            consent_given_at=timezone.now(),
            guardian_name=name or signup.guardian_name,
            consent_on_paper_by=paper_by,
        )
        enter(signup, slot, page, by=by)
    return signup


def take_offer(signup: SignUp, *, by: Any) -> SignUp:
    """The person takes the place that became free; an offer that has run out lapses, and the next one gets it.

    Raises MoveRefused when the person has got another place at that time since.
    """
    with locked(signup.slot_id) as slot:
        signup = SignUp.objects.select_for_update(of=("self",)).get(pk=signup.pk)
        signup.slot = slot
        if signup.state == S.ACCEPTED:
            return signup
        if slot.is_cancelled or slot.has_begun():
            raise TooLate
        refill(slot)
        signup.refresh_from_db(fields=["state"])
        if signup.state == S.LAPSED:
            return signup
        if signup.state != S.OFFERED:
            raise MoveNotAllowed("no place is offered")
        if any(other.state == S.ACCEPTED for other in conflicts_of(signup).hard):
            raise MoveRefused([_("You have another place at that time. Withdraw from one of the two.")])
        SIGNUP.apply("accept", signup, by=by)
    return signup


def decide(signup: SignUp, *, by: Any, accept: bool, reason: str = "") -> SignUp:
    """The host accepts (a place, or the waiting list when all are taken) or refuses with a reason."""
    with locked(signup.slot_id) as slot:
        signup = SignUp.objects.select_for_update(of=("self",)).get(pk=signup.pk)
        signup.slot = slot
        if not hosts(by, signup):
            raise PermissionDenied
        if accept:
            if signup.state != S.APPLIED:
                raise MoveNotAllowed("this sign-up has been decided")
            if slot.is_cancelled or slot.is_over():
                raise TooLate
            enter(signup, slot, slot.host_page, by=by)
        else:
            SIGNUP.apply("refuse", signup, by=by, reason=reason)
            refill(slot)
    return signup


def withdraw(signup: SignUp, *, by: Any, reason: str = "") -> SignUp:
    """The person, or the host for them with a reason, gives the place back; the next one on the list is offered it."""
    with locked(signup.slot_id) as slot:
        signup = SignUp.objects.select_for_update(of=("self",)).get(pk=signup.pk)
        signup.slot = slot
        if signup.state == S.WITHDRAWN:
            return signup
        if slot.is_over():
            raise MoveNotAllowed("it is over")
        if not is_holder(by, signup) and not reason.strip():
            raise MoveRefused([_("Write the reason.")])
        SIGNUP.apply("withdraw", signup, by=by, reason=reason)
        refill(slot)
    return signup


def refill(slot: Slot, now: datetime | None = None) -> int:
    """The list moves up by itself: offers that ran out lapse, free places are offered to the next ones. Slot locked.

    Returns how many places were offered.
    """
    now = now or timezone.now()
    if slot.is_cancelled:
        return 0
    for signup in slot.signups.filter(state=S.OFFERED, held_until__lte=now).order_by("pk"):
        SIGNUP.apply("lapse", signup, by=SYSTEM)
    if slot.has_begun(now):
        return 0
    offered = 0
    for signup in list(slot.signups.queue()):
        if not has_room(slot):
            break
        write_down(signup, held_until=offer_ends(now, slot.starts_at))
        SIGNUP.apply("offer", signup, by=SYSTEM)
        offered += 1
    return offered


def move_up() -> int:
    """Refill every slot where somebody waits or an offer has run out; the command calls it, and nothing is lost when it
    does not: the next sign-up, withdrawal or look at the list does the same."""
    waiting = SignUp.objects.filter(state__in=[S.WAITING, S.OFFERED]).values_list("slot", flat=True).distinct()
    total = 0
    for pk in list(waiting.order_by("slot")):
        with locked(pk) as slot:
            total += refill(slot)
    return total


FACTS = ("label", "starts_at", "ends_at", "place", "capacity", "needed")
TOLD = ("starts_at", "ends_at", "place")  # changes of these are told to everybody who signed up


def change_slot(slot: Slot, *, by: Any, **facts: Any) -> Slot:
    """New facts of a slot; people get a letter when time or place change, more places go to the waiting list."""
    with locked(slot.pk) as stored:
        if not host_or_system(by, stored):
            raise PermissionDenied
        if stored.is_cancelled:
            raise MoveNotAllowed("a cancelled slot does not change")
        capacity = facts.get("capacity", stored.capacity)
        held = stored.signups.holding().count()
        if capacity is not None and held > capacity:
            words = ngettext(
                "%(count)s person has a place already. Leave at least as many places.",
                "%(count)s people have a place already. Leave at least as many places.",
                held,
            )
            raise MoveRefused([words % {"count": held}])
        changed = [name for name in FACTS if name in facts and getattr(stored, name) != facts[name]]
        for name in changed:
            setattr(stored, name, facts[name])
        stored.save(update_fields=changed) if changed else None
        if set(changed) & set(TOLD):
            emails.post_slot_changed(stored)
        refill(stored)
    return stored


def cancel_slot(slot: Slot, *, by: Any, reason: str) -> Slot:
    """Cancelled for good; everybody who signed up gets a letter with the reason."""
    if not reason.strip():
        raise MoveRefused([_("Write the reason: everybody who signed up will read it.")])
    with locked(slot.pk) as stored:
        if host_or_system(by, stored) and stored.is_cancelled:  # a second click changes nothing
            return stored
        SLOT.apply("cancel", stored, by=by, reason=reason)
    return stored


def mark(slot: Slot, *, by: Any, marks: dict[int, str]) -> int:
    """Who came: marks by the keys of sign-ups of this slot. Returns how many changed; unknown keys change nothing."""
    with locked(slot.pk) as stored:
        if not may_host(by, stored.host_page):
            raise PermissionDenied
        if not stored.has_begun() and stored.starts_at:
            raise MoveRefused([_("It has not begun yet.")])
        changed = 0
        for signup in stored.signups.filter(pk__in=marks, state=S.ACCEPTED):
            value = marks[signup.pk]
            if value in ("", *SignUp.Attendance.values) and value != signup.attendance:
                write_down(signup, attendance=value, marked_by=by)
                changed += 1
    return changed


def erase_old(signups: Any) -> int:
    """Of these, names, addresses and notes go whose stated time is over; states, attendance and figures stay.

    Asked before anybody sees a list or a sign-up, so that no timer decides what is seen.
    """
    return erase_rows(SignUp.objects.filter(pk__in=list(signups.to_erase().values_list("pk", flat=True))))


def erase_rows(signups: QuerySet) -> int:
    """Erase what is personal in these rows, whatever their age."""
    return signups.update(**dict.fromkeys(SignUp.PERSONAL, ""), user=None, erased_at=timezone.now())


REMINDERS = (7, 2)


def remind(now: datetime | None = None) -> int:
    """Letters seven and two days before; each goes out once, also when the command missed a day."""
    now = now or timezone.now()
    posted = 0
    coming = SignUp.objects.filter(
        state=S.ACCEPTED, slot__state=Slot.State.OPEN, slot__starts_at__gt=now, erased_at=None
    )
    for signup in coming.filter(slot__starts_at__lte=now + timedelta(days=max(REMINDERS) + 1)).with_page():
        limit = reminder_due(signup, now)
        if limit is not None:
            emails.post_reminder(signup, limit)
            posted += 1
    return posted


def reminder_due(signup: SignUp, now: datetime) -> int | None:
    """The last reminder whose day has come; who signed up on that day or later has just read it all."""
    day = timezone.localtime(signup.slot.starts_at).date()
    ahead = (day - timezone.localtime(now).date()).days
    known = (day - timezone.localtime(signup.confirmed_at or now).date()).days
    return min((limit for limit in REMINDERS if ahead <= limit < known), default=None)


def ask_host(page: Any, *, name: str, reply_to: str, text: str, form_key: uuid.UUID) -> HostQuestion:
    """Store a question and send it to the contact of the page; the same form sent twice is one question."""
    words = {"name": name, "reply_to": reply_to, "text": text}
    return store_once(HostQuestion, emails.post_question, page_id=page.pk, form_key=form_key, **words)


def make_slots(page: Any, *, by: Any, facts: list[dict], series: uuid.UUID) -> list[Slot]:
    """One slot or many that belong together; the same series sent twice is made once."""
    if by is not SYSTEM and not may_host(by, page):
        raise PermissionDenied
    with transaction.atomic():
        type(page)._base_manager.select_for_update(of=("self",)).get(pk=page.pk)
        there = list(Slot.objects.filter(page=page.pk, series=series))
        return there or [
            Slot.objects.create(page_id=page.pk, series=series, **facts_for(page), **each) for each in facts
        ]
