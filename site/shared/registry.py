"""What a lower layer may not know, apps above say: functions registered under one question, asked in the order of the apps."""

from collections.abc import Callable, Iterator
from typing import Any


class Registry:
    """Stands before a function as a decorator: `finds = Registry()`, then `@finds` in the `contributions.py` of an app above."""

    def __init__(self) -> None:
        self._asked: list[Callable] = []

    def __call__(self, find: Callable) -> Callable:
        self._asked.append(find)
        return find

    def answers(self, *question: Any) -> Iterator[Any]:
        """What each function answers."""
        return (find(*question) for find in self._asked)

    def found(self, *question: Any) -> Iterator[Any]:
        """Everything that all functions find together, where each yields several things."""
        return (thing for found in self.answers(*question) for thing in found)
