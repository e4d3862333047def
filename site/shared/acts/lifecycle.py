"""A state machine small enough to read: a table of moves, and one way to make them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import get_active_log_context, registry
from wagtail.models import Page
from wagtail.search.index import Indexed

from shared.cached import forget_rows_of
from shared.search import reindex


class MoveNotAllowed(Exception):
    """The object is not in a state from which this move starts; the middleware answers 409."""


class MoveRefused(Exception):
    """The move is allowed in principle but something is missing; `reasons` are Polish sentences for the screen."""

    def __init__(self, reasons: list[str]):
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class OneOf:
    """A target that the object decides: `choose(obj)` returns one of the `states`, which the table shows."""

    choose: Callable[[Any], str]
    states: tuple[str, ...]


@dataclass(frozen=True)
class Move:
    """One decision a person can make: its name, where it starts and ends, who may make it, what follows.

    `guard(obj)` returns the sentences that stand in the way (an empty list lets the move pass).
    `writes(obj, user, reason)` returns the columns that are written in one statement with the state, `obj.state` being
    the target already. `act(obj, user, reason)`, then every effect of `then` (it gets the object) and of `then_all` (it
    gets the list of all objects decided at once) run inside the transaction: what they store, letters in the outbox
    above all, is committed together with the decision or not at all.
    """

    name: str
    sources: tuple[str, ...]
    target: str | OneOf
    allowed: Callable[[Any, Any], bool]
    then: tuple[Callable[[Any], None], ...] = ()
    guard: Callable[[Any], list[str]] | None = None
    writes: Callable[[Any, Any, str], dict[str, Any]] | None = None
    act: Callable[[Any, Any, str], None] | None = None
    then_all: tuple[Callable[[list], None], ...] = ()
    needs_reason: bool = False

    @property
    def targets(self) -> tuple[str, ...]:
        """Every state in which the move may end."""
        return self.target.states if isinstance(self.target, OneOf) else (self.target,)

    def decide(self, obj: Any, user: Any, reason: str) -> dict[str, Any]:
        """The columns to write for this object, its new state among them."""
        state = self.target.choose(obj) if isinstance(self.target, OneOf) else self.target
        if state not in self.targets:
            raise ValueError(f"{self.name} cannot end in {state}")
        obj.state = state
        return {"state": state, **(self.writes(obj, user, reason) if self.writes else {})}


class Lifecycle:
    """The table of moves of one model."""

    def __init__(self, *moves: Move):
        self.moves = {move.name: move for move in moves}

    def available(self, obj: Any, user: Any) -> list[Move]:
        """The moves this person may make now; screens draw their buttons from it."""
        return [move for move in self.moves.values() if obj.state in move.sources and move.allowed(user, obj)]

    def can(self, name: str, obj: Any, user: Any) -> bool:
        return any(move.name == name for move in self.available(obj, user))

    def reachable(self, state: str) -> set[str]:
        """The states that one move leads to from this one, whoever makes it."""
        return {target for move in self.moves.values() if state in move.sources for target in move.targets}

    @transaction.atomic
    def apply(self, name: str, obj: Any, *, by: Any, reason: str = "") -> None:
        """Make the move, or raise PermissionDenied, MoveNotAllowed or MoveRefused and change nothing."""
        move = self.moves[name]
        locked = type(obj)._base_manager.select_for_update(of=("self",)).get(pk=obj.pk)
        if not move.allowed(by, locked):  # what counts is the row as it is now, not as somebody had it on the screen
            raise PermissionDenied
        if locked.state not in move.sources:
            raise MoveNotAllowed(f"cannot {name} from {locked.state}")
        source = obj.state = locked.state
        _refuse(move, [locked], reason)
        try:
            with transaction.atomic():
                columns = move.decide(locked, by, reason)
                type(obj)._base_manager.filter(pk=obj.pk).update(**columns)
                _set(obj, columns)
                _follow(move, [obj], {obj.pk: source}, by, reason)
        except BaseException:
            obj.state = source
            raise

    @transaction.atomic
    def apply_all(self, name: str, rows: models.QuerySet, *, by: Any, reason: str = "") -> list:
        """Make the move for every row of the query that stands where it starts; returns those rows, locked.

        One statement locks, one writes and one logs, however many there are; a row that somebody else has decided about
        meanwhile is left out. When one of them may not be moved, none is: PermissionDenied or MoveRefused.
        """
        move = self.moves[name]
        found = list(rows.filter(state__in=move.sources).select_for_update(of=("self",)).order_by("pk"))
        if not all(move.allowed(by, obj) for obj in found):
            raise PermissionDenied
        _refuse(move, found, reason)
        sources = {obj.pk: obj.state for obj in found}
        written: set[str] = set()
        for obj in found:
            columns = move.decide(obj, by, reason)
            _set(obj, columns)
            written |= columns.keys()
        if found:
            rows.model._base_manager.bulk_update(found, sorted(written))
            _follow(move, found, sources, by, reason)
        return found


def _refuse(move: Move, objects: list, reason: str) -> None:
    if move.needs_reason and not reason.strip():
        raise MoveRefused([_("Write the reason.")])
    reasons = [sentence for obj in objects for sentence in (move.guard(obj) if move.guard else [])]
    if reasons:
        raise MoveRefused(list(dict.fromkeys(reasons)))


def _set(obj: Any, columns: dict[str, Any]) -> None:
    for name, value in columns.items():
        setattr(obj, name, value)


def _follow(move: Move, objects: list, sources: dict[Any, str], by: Any, reason: str) -> None:
    """What comes with the decision: the acts, the search, the log, the effects."""
    for obj in objects:
        if move.act:
            move.act(obj, by, reason)
        if isinstance(obj, Indexed):
            reindex(obj)
    _log(move, objects, sources, by, reason)
    for obj in objects:
        for effect in move.then:
            effect(obj)
    for effect in move.then_all:
        effect(objects)


def _log(move: Move, objects: list, sources: dict[Any, str], by: Any, reason: str) -> None:
    """One entry for each object, as Wagtail's own `log` writes it, all in one statement."""
    entry, context = registry.get_log_model_for_instance(objects[0]), get_active_log_context()
    kind = ContentType.objects.get_for_model(objects[0], for_concrete_model=False)
    entry.objects.bulk_create(
        entry(
            content_type=kind,
            label=entry.objects.get_instance_title(obj),
            action="lifecycle.move",
            timestamp=timezone.now(),
            uuid=context.uuid,
            user=by if getattr(by, "pk", None) else context.user,
            data={"move": move.name, "from": sources[obj.pk], "to": obj.state, "reason": reason},
            **({"page": obj} if isinstance(obj, Page) else {"object_id": str(obj.pk)}),
        )
        for obj in objects
    )
    forget_rows_of(entry)  # decisions are heard by their log, and bulk_create sends no signal
