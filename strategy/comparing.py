"""What has moved between two versions of a SWOT; a pure function over their items."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from strategy.models import Quadrant, SwotItem


@dataclass(frozen=True)
class Moved:
    """One item in both versions; `before` or `after` is None when it stands in one of them only."""

    key: str
    before: SwotItem | None
    after: SwotItem | None

    @property
    def text(self) -> str:
        return (self.after or self.before).text

    @property
    def is_reworded(self) -> bool:
        return bool(self.before and self.after and self.before.text != self.after.text)

    @property
    def places(self) -> int | None:
        """How many places up (a positive number) or down."""
        return self.before.rank - self.after.rank if self.before and self.after else None

    @property
    def sign(self) -> str:
        """What an eye catches first; the words say the same."""
        if self.places is None:
            return "+" if self.after else "×"
        return "▲" if self.places > 0 else "▼" if self.places < 0 else "="

    @property
    def words(self) -> str:
        if self.places is None:
            return _("new") if self.after else _("taken out")
        if self.places == 0:
            return _("where it was")
        count = abs(self.places)
        if self.places > 0:
            return ngettext("%(count)s place up", "%(count)s places up", count) % {"count": count}
        return ngettext("%(count)s place down", "%(count)s places down", count) % {"count": count}


def compare(before: Iterable[SwotItem], after: Iterable[SwotItem]) -> list[tuple[Quadrant, list[Moved]]]:
    """By quadrant: the items in the order of the later version, then those taken out."""
    old, new = {item.key: item for item in before}, {item.key: item for item in after}
    rows = [Moved(key, old.get(key), new.get(key)) for key in {**new, **old}]
    rows.sort(key=lambda row: (row.after is None, (row.after or row.before).rank))
    found = [(quadrant, [r for r in rows if (r.after or r.before).quadrant == quadrant]) for quadrant in Quadrant]
    return [(quadrant, moved) for quadrant, moved in found if moved]
