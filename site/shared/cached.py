"""Small lists that every page needs (menu, settings, municipalities), kept in the cache until one of their rows changes.

With Redis every process forgets at once; with the in-process cache another process may show the old list for a minute.
"""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.core.cache import cache
from django.db.models.signals import m2m_changed, post_delete, post_save

MINUTE = 60
_forgotten_on: dict[str, set[str]] = {}


def cached(name: str, *labels: str) -> Callable:
    """Remember what a function returns for its arguments; forget when a row of the models `labels` is saved or deleted."""
    for label in labels:
        _forgotten_on.setdefault(label.lower(), set()).add(name)

    def decorate(read: Callable) -> Callable:
        @wraps(read)
        def inner(*args: Any) -> Any:
            turn = cache.get_or_set(f"remembered-turn:{name}", new_turn, None)
            key = ":".join(["remembered", name, str(turn), *(quote(str(arg), safe="") for arg in args)])
            found = cache.get(key)
            if found is None:
                found = read(*args)
                cache.set(key, found, MINUTE)
            return found

        return inner

    return decorate


def new_turn() -> str:
    """A value never used before: a counter the cache has dropped would bring old lists back."""
    return uuid.uuid4().hex


def forget(name: str) -> None:
    """The next reader reads again."""
    cache.set(f"remembered-turn:{name}", new_turn(), None)


def forget_rows_of(model: Any) -> None:
    """Whatever remembers rows of this model is read again; for writes that send no signal (`bulk_create`, `update`)."""
    labels = {
        parent._meta.label_lower for parent in model.__mro__ if hasattr(parent, "_meta") and not parent._meta.abstract
    }
    for name in {name for label in labels for name in _forgotten_on.get(label, ())}:
        forget(name)


def _changed(sender: Any, **kwargs: Any) -> None:
    forget_rows_of(sender)


def listen() -> None:
    """Called once, when the apps are ready."""
    for signal in (post_save, post_delete, m2m_changed):
        signal.connect(_changed, dispatch_uid="shared.cached")
