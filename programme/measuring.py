"""What numbers of a plan mean. Nothing is known from a missing number, and it never counts as zero. No database."""

from collections.abc import Iterable
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _


class Direction(models.TextChoices):
    UP = "up", _("grow")
    DOWN = "down", _("fall")


def total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is known; None when nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def reached(direction: str, target: Decimal | None, value: Decimal | None) -> bool | None:
    """Whether the value has come to the target; None when either is not known."""
    if target is None or value is None:
        return None
    return value <= target if direction == Direction.DOWN else value >= target


def progress(baseline: Decimal | None, target: Decimal | None, value: Decimal | None) -> int | None:
    """How much of the way from the start to the target has been made, 0 to 100; None when it cannot be said."""
    if baseline is None or target is None or value is None or target == baseline:
        return None
    return max(0, min(100, int(100 * (value - baseline) / (target - baseline))))
