"""A state machine small enough to read: a table of moves, and one way to make them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.search.index import Indexed

from shared.search import reindex


class MoveNotAllowed(Exception):
    """The object is not in a state from which this move starts; the middleware answers 409."""


class MoveRefused(Exception):
    """The move is allowed in principle but something is missing; `reasons` are Polish sentences for the screen."""

    def __init__(self, reasons: list[str]):
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Move:
    """One decision a person can make: its name, where it starts and ends, who may make it, what follows.

    `guard(obj)` returns the sentences that stand in the way (an empty list lets the move pass).
    `act(obj, user, reason)` and then every effect of `then` run inside the transaction: what they store, letters in the
    outbox above all, is committed together with the decision or not at all.
    """

    name: str
    sources: tuple[str, ...]
    target: str
    allowed: Callable[[Any, Any], bool]
    then: tuple[Callable[[Any], None], ...] = ()
    guard: Callable[[Any], list[str]] | None = None
    act: Callable[[Any, Any, str], None] | None = None
    needs_reason: bool = False


class Lifecycle:
    """The table of moves of one model."""

    def __init__(self, *moves: Move):
        self.moves = {move.name: move for move in moves}

    def available(self, obj, user) -> list[Move]:
        """The moves this person may make now; screens draw their buttons from it."""
        return [move for move in self.moves.values() if obj.state in move.sources and move.allowed(user, obj)]

    def can(self, name: str, obj, user) -> bool:
        return any(move.name == name for move in self.available(obj, user))

    @transaction.atomic
    def apply(self, name: str, obj: models.Model, *, by, reason: str = "") -> None:
        """Make the move, or raise PermissionDenied, MoveNotAllowed or MoveRefused and change nothing."""
        move = self.moves[name]
        locked = type(obj)._base_manager.select_for_update(of=("self",)).get(pk=obj.pk)
        if not move.allowed(by, locked):  # what counts is the row as it is now, not as somebody had it on the screen
            raise PermissionDenied
        if locked.state not in move.sources:
            raise MoveNotAllowed(f"cannot {name} from {locked.state}")
        obj.state = locked.state
        if move.needs_reason and not reason.strip():
            raise MoveRefused([_("Write the reason.")])
        reasons = move.guard(locked) if move.guard else []
        if reasons:
            raise MoveRefused(reasons)
        try:
            with transaction.atomic():
                self._commit(move, obj, locked.state, by, reason)
        except BaseException:
            obj.state = locked.state
            raise

    def _commit(self, move: Move, obj, source: str, by, reason: str) -> None:
        obj.state = move.target
        type(obj)._base_manager.filter(pk=obj.pk).update(state=move.target)
        if move.act:
            move.act(obj, by, reason)
        if isinstance(obj, Indexed):
            reindex(obj)
        log(
            obj,
            "lifecycle.move",
            user=by if getattr(by, "pk", None) else None,
            data={"move": move.name, "from": source, "to": move.target, "reason": reason},
        )
        for effect in move.then:
            effect(obj)
