"""What the host of a meeting decides about it."""

from events.lifecycle import EVENT
from shared.office.moves import Desk
from signups.decisions import CANCEL

EVENTS = Desk(EVENT, "events:cancel", {"cancel": CANCEL})
