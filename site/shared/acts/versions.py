"""Versions of words: one row for each change, numbered below its owner, never edited afterwards."""

from collections.abc import Callable
from typing import Any

from django.db import models, transaction


@transaction.atomic
def keep_version(
    owner: models.Model,
    rows: models.QuerySet,
    *,
    make: Callable[[int], Any],
    is_same: Callable[[Any], bool] = lambda latest: False,
) -> Any:
    """The latest of `rows` when it says the same, else a new one that `make(number)` stores; the owner's row is locked.

    Two people who publish at once make versions one after the other; the second of them sees the first.
    """
    type(owner)._base_manager.select_for_update(of=("self",)).get(pk=owner.pk)
    latest = rows.order_by("-number").first()
    if latest is not None and is_same(latest):
        return latest
    return make(latest.number + 1 if latest else 1)
