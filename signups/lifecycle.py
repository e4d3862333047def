"""Every move a slot or a sign-up can make, and who may make it. The slot is locked first (signups/services.py)."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from shared.acts.lifecycle import Lifecycle, Move
from signups import emails
from signups.models import SignUp, Slot
from signups.permissions import anyone_concerned, holder_or_host, host_or_system, hosts, is_holder, is_system

L, S = Slot.State, SignUp.State


def is_over(slot: Slot) -> list[str]:
    return [_("It is over: it cannot be cancelled any more.")] if slot.is_over() else []


def called_off(slot: Slot, user: Any, reason: str) -> dict:
    """A slot without a date ends with this: from now on the people's data are kept for the stated time."""
    ended = {"closed_at": timezone.now()} if slot.ends_at is None else {}
    return {"cancel_reason": reason.strip(), **ended}


def no_room(signup: SignUp) -> list[str]:
    """Counted under the lock of the slot: nobody is accepted past the last place."""
    capacity = signup.slot.capacity
    if capacity is None or signup.slot.signups.holding().exclude(pk=signup.pk).count() < capacity:
        return []
    return [_("There is no free place any more.")]


def not_held(signup: SignUp, user: Any, reason: str) -> dict:
    return {"held_until": None}


def last_in_the_queue(signup: SignUp, user: Any, reason: str) -> dict:
    return {"queued_at": timezone.now(), "held_until": None}


def with_reason(signup: SignUp, user: Any, reason: str) -> dict:
    return {"reason": reason, "held_until": None}


# fmt: off
SLOT = Lifecycle(
    #    move      from       to            who             guard, writes, then
    Move("cancel", (L.OPEN,), L.CANCELLED,  host_or_system, guard=is_over, writes=called_off, needs_reason=True,
         then=(emails.post_slot_cancelled,)),
)

SIGNUP = Lifecycle(
    #    move           from                                          to            who                guard, writes, then
    Move("ask_consent", (S.UNCONFIRMED,),                             S.CONSENT,    is_holder,         then=(emails.post_guardian_asked,)),
    Move("apply",       (S.UNCONFIRMED, S.CONSENT),                   S.APPLIED,    anyone_concerned,  writes=not_held, then=(emails.post_applied,)),
    Move("queue",       (S.UNCONFIRMED, S.CONSENT, S.APPLIED),        S.WAITING,    anyone_concerned,  writes=last_in_the_queue,
         then=(emails.post_waiting,)),
    Move("offer",       (S.WAITING,),                                 S.OFFERED,    is_system,         then=(emails.post_place_offered,)),
    Move("accept",      (S.UNCONFIRMED, S.CONSENT, S.APPLIED, S.OFFERED), S.ACCEPTED, anyone_concerned, guard=no_room, writes=not_held,
         then=(emails.post_accepted,)),
    Move("lapse",       (S.OFFERED,),                                 S.LAPSED,     is_system,         writes=not_held, then=(emails.post_lapsed,)),
    Move("refuse",      (S.APPLIED, S.WAITING, S.CONSENT),            S.REFUSED,    hosts,             writes=with_reason, needs_reason=True,
         then=(emails.post_refused,)),
    Move("withdraw",    (S.UNCONFIRMED, S.CONSENT, S.APPLIED, S.WAITING, S.OFFERED, S.ACCEPTED), S.WITHDRAWN, holder_or_host,
         writes=with_reason, then=(emails.post_withdrawn,)),
)
# fmt: on
