"""Two versions laid beside each other, unit by unit: what was added, removed, changed, moved. No database."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from rapidfuzz import fuzz, process

from documents.numbering import NumberedText
from shared.looks.diffing import Piece, word_diff

SAME, CHANGED, MOVED, ADDED, REMOVED = "same", "changed", "moved", "added", "removed"
NAMES = {CHANGED: _("changed"), MOVED: _("another number"), ADDED: _("added"), REMOVED: _("removed")}
ALIKE = 50  # per cent of signs: units with the same number and less in common are two different rules
FOUND_ELSEWHERE = 65  # more is asked of units whose number differs
SHORTEST = 15  # “(uchylony)” stands in many places and says nothing about where it came from
MOST_PAIRS = 250_000


@dataclass
class Change:
    """One unit in one or both versions."""

    before: NumberedText | None
    after: NumberedText | None
    kind: str = SAME

    @property
    def unit(self) -> NumberedText:
        unit = self.after or self.before
        assert unit is not None  # noqa: S101 - a change has at least one side
        return unit

    @cached_property
    def pieces(self) -> list[Piece]:
        return word_diff(self.before.text if self.before else "", self.after.text if self.after else "")

    @property
    def kind_name(self) -> str:
        return str(NAMES.get(self.kind, ""))

    @property
    def is_renumbered(self) -> bool:
        return bool(self.before and self.after and self.before.label != self.after.label)


@dataclass
class Gap:
    """So many unchanged units that are not shown."""

    count: int


def compare(before: Sequence[NumberedText], after: Sequence[NumberedText]) -> list[Change]:
    """All units in the order of the newer version; removed ones stand where they stood."""
    pairs = Matching(before, after).found()
    came_from = {new: old for old, new in pairs.items()}
    gone: dict[int, list[Change]] = {}
    place = -1
    for old, unit in enumerate(before):
        place = pairs.get(old, place)
        if old not in pairs:
            gone.setdefault(place, []).append(Change(unit, None, REMOVED))
    addresses = {before[old].anchor: after[new].anchor for old, new in pairs.items()}
    found = gone.get(-1, [])
    for new, unit in enumerate(after):
        earlier = came_from.get(new)
        found.append(_change(before[earlier] if earlier is not None else None, unit, addresses))
        found += gone.get(new, [])
    return found


def _change(before: NumberedText | None, after: NumberedText, addresses: dict[str, str]) -> Change:
    """A unit whose parent got another number, and that kept its own, has not moved."""
    if before is None:
        return Change(None, after, ADDED)
    if before.text != after.text:
        return Change(before, after, CHANGED)
    parent = before.anchor.rpartition("-")[0]
    stays = (before.kind, before.number) == (after.kind, after.number)
    stays &= addresses.get(parent, parent) == after.anchor.rpartition("-")[0]
    return Change(before, after, SAME if stays else MOVED)


class Matching:
    """Which unit became which, found step by step; a unit once paired is not asked again."""

    def __init__(self, before: Sequence[NumberedText], after: Sequence[NumberedText]):
        self.before, self.after = before, after
        self.pairs: dict[int, int] = {}
        self.taken: set[int] = set()
        self.old_places = {unit.anchor: old for old, unit in enumerate(before)}
        self.new_places = {unit.anchor: new for new, unit in enumerate(after)}

    def found(self) -> dict[int, int]:
        self.at_same_address(lambda old, new: bool(old.text) and old.text == new.text)
        self.same_elsewhere()
        self.parents()
        self.at_same_address(lambda old, new: bool(old.text) and fuzz.ratio(old.text, new.text) >= ALIKE)
        self.alike_elsewhere()
        self.parents()
        self.at_same_address(lambda old, new: True)
        return self.pairs

    def pair(self, old: int, new: int) -> None:
        self.pairs[old] = new
        self.taken.add(new)

    def left(self) -> list[int]:
        return [old for old in range(len(self.before)) if old not in self.pairs]

    def at_same_address(self, agree: Callable[[NumberedText, NumberedText], bool]) -> None:
        for old in self.left():
            new = self.new_places.get(self.before[old].anchor)
            if new is not None and new not in self.taken and agree(self.before[old], self.after[new]):
                self.pair(old, new)

    def same_elsewhere(self) -> None:
        """The very words under another number, when they stand once in each version."""
        free: dict[tuple[str, str], list[int]] = {}
        for new, unit in enumerate(self.after):
            if new not in self.taken:
                free.setdefault((unit.kind, unit.text), []).append(new)
        left = [old for old in self.left() if len(self.before[old].text) >= SHORTEST]
        times = Counter((self.before[old].kind, self.before[old].text) for old in left)
        for old in left:
            words = (self.before[old].kind, self.before[old].text)
            if times[words] == 1 and len(free.get(words, [])) == 1:
                self.pair(old, free[words][0])

    def parents(self) -> None:
        """“Art. 4.” has no words of its own: where its subsections went, it went too."""
        for old, new in sorted(self.pairs.items(), reverse=True):
            above = (self.before[old].anchor.rpartition("-")[0], self.after[new].anchor.rpartition("-")[0])
            old_parent, new_parent = self.old_places.get(above[0]), self.new_places.get(above[1])
            if old_parent is None or new_parent is None or old_parent in self.pairs or new_parent in self.taken:
                continue
            if self.before[old_parent].kind == self.after[new_parent].kind:
                self.pair(old_parent, new_parent)

    def alike_elsewhere(self) -> None:
        """Each left unit takes the most similar free one of its kind; too many pairs are not tried."""
        left = [old for old in self.left() if len(self.before[old].text) >= SHORTEST]
        free = {
            new: unit for new, unit in enumerate(self.after) if new not in self.taken and len(unit.text) >= SHORTEST
        }
        if len(left) * len(free) > MOST_PAIRS:
            return
        for old in left:
            unit = self.before[old]
            candidates = {new: other.text for new, other in free.items() if other.kind == unit.kind}
            best = process.extractOne(unit.text, candidates, scorer=fuzz.ratio, score_cutoff=FOUND_ELSEWHERE)
            if best:
                self.pair(old, best[2])
                del free[best[2]]


def counts(changes: Sequence[Change]) -> dict[str, int]:
    found = Counter(change.kind for change in changes)
    return {kind: found[kind] for kind in NAMES}


def sums(counts: dict[str, int]) -> list[str]:
    """How much has changed, in words; what did not happen is not told."""
    told = {
        CHANGED: ngettext("%(count)s unit changed", "%(count)s units changed", counts[CHANGED]),
        MOVED: ngettext("%(count)s unit got another number", "%(count)s units got another number", counts[MOVED]),
        ADDED: ngettext("%(count)s unit added", "%(count)s units added", counts[ADDED]),
        REMOVED: ngettext("%(count)s unit removed", "%(count)s units removed", counts[REMOVED]),
    }
    return [sentence % {"count": counts[kind]} for kind, sentence in told.items() if counts[kind]]


def around_changes(changes: Sequence[Change]) -> list[Change | Gap]:
    """What differs, one unit on either side and the titles above; the rest is told by its number."""
    shown: set[int] = set()
    heading: int | None = None
    main: int | None = None
    for index, change in enumerate(changes):
        heading = index if change.unit.is_heading else heading
        main = index if change.unit.depth == 1 else (None if change.unit.is_heading else main)
        if change.kind != SAME:
            near = (index - 1, index, index + 1, heading, main)
            shown |= {place for place in near if place is not None and 0 <= place < len(changes)}
    found: list[Change | Gap] = []
    for index, change in enumerate(changes):
        if index in shown:
            found.append(change)
        elif found and isinstance(found[-1], Gap):
            found[-1].count += 1
        else:
            found.append(Gap(1))
    return found
