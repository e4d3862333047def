"""Every move a sign-up can make, and who may make it. The slot is locked first (signups/services.py)."""

from django.utils import timezone
from django.utils.translation import gettext as _

from shared.acts.lifecycle import Lifecycle, Move
from signups import emails
from signups.models import SignUp
from signups.permissions import anyone_concerned, holder_or_host, hosts, is_holder, is_system

S = SignUp.State


def no_room(signup) -> list[str]:
    """Counted under the lock of the slot: nobody is accepted past the last place."""
    capacity = signup.slot.capacity
    if capacity is None or signup.slot.signups.holding().exclude(pk=signup.pk).count() < capacity:
        return []
    return [_("There is no free place any more.")]


def write_down(signup, **values) -> None:
    for name, value in values.items():
        setattr(signup, name, value)
    signup.save(update_fields=list(values))


def settle(signup, user, reason: str) -> None:
    write_down(signup, held_until=None)


def begin_waiting(signup, user, reason: str) -> None:
    write_down(signup, queued_at=timezone.now(), held_until=None)


def remember_reason(signup, user, reason: str) -> None:
    write_down(signup, reason=reason, held_until=None)


# fmt: off
SIGNUP = Lifecycle(
    #    move           from                                          to            who                guard, act, then
    Move("ask_consent", (S.UNCONFIRMED,),                             S.CONSENT,    is_holder,         then=(emails.post_guardian_asked,)),
    Move("apply",       (S.UNCONFIRMED, S.CONSENT),                   S.APPLIED,    anyone_concerned,  act=settle, then=(emails.post_applied,)),
    Move("queue",       (S.UNCONFIRMED, S.CONSENT, S.APPLIED),        S.WAITING,    anyone_concerned,  act=begin_waiting,
         then=(emails.post_waiting,)),
    Move("offer",       (S.WAITING,),                                 S.OFFERED,    is_system,         then=(emails.post_place_offered,)),
    Move("accept",      (S.UNCONFIRMED, S.CONSENT, S.APPLIED, S.OFFERED), S.ACCEPTED, anyone_concerned, guard=no_room, act=settle,
         then=(emails.post_accepted,)),
    Move("lapse",       (S.OFFERED,),                                 S.LAPSED,     is_system,         act=settle, then=(emails.post_lapsed,)),
    Move("refuse",      (S.APPLIED, S.WAITING, S.CONSENT),            S.REFUSED,    hosts,             act=remember_reason, needs_reason=True,
         then=(emails.post_refused,)),
    Move("withdraw",    (S.UNCONFIRMED, S.CONSENT, S.APPLIED, S.WAITING, S.OFFERED, S.ACCEPTED), S.WITHDRAWN, holder_or_host,
         act=remember_reason, then=(emails.post_withdrawn,)),
)
# fmt: on
