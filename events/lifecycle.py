"""Every move an event can make, and who may make it."""

from typing import Any

from django.utils.translation import gettext as _

from events.models import EventPage
from events.permissions import may_manage
from shared.acts.lifecycle import Lifecycle, Move
from signups.models import Slot
from signups.permissions import SYSTEM
from signups.services import cancel_slot

S = EventPage.State


def is_over(event: EventPage) -> list[str]:
    return [] if event.is_ahead() else [_("It is over: it cannot be cancelled any more.")]


def with_reason(event: EventPage, user: Any, reason: str) -> dict:
    return {"cancel_reason": reason}


def cancel_places(event: EventPage, user: Any, reason: str) -> None:
    """Everybody who signed up gets a letter with the reason."""
    for slot in Slot.objects.filter(page=event.pk).planned():
        cancel_slot(slot, by=SYSTEM, reason=reason)


# fmt: off
EVENT = Lifecycle(
    #    move      from          to            who         guard, writes, act
    Move("cancel", (S.PLANNED,), S.CANCELLED,  may_manage, guard=is_over, writes=with_reason, act=cancel_places,
         needs_reason=True),
)
# fmt: on
