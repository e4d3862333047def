"""A word-level diff of two wordings."""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

TOKENS = re.compile(r"\s*\w+|\s*[^\w\s]|\s+")
MAX_TOKENS = 4000
MAX_PAIRS = 20_000  # equal tokens on both sides: the work of the comparison grows with them
SHORTEST_SAME = 4  # letters


class Piece(NamedTuple):
    kind: str  # "same", "del" or "ins"
    text: str


@dataclass(frozen=True)
class Difference:
    """One field that differs between two drafts, in the words that people read."""

    name: str
    label: str
    before: str
    after: str

    @property
    def pieces(self) -> list[Piece]:
        return word_diff(self.before, self.after)


def word_diff(before: str, after: str) -> list[Piece]:
    """The pieces that turn `before` into `after`; joined without "ins" they are `before`, without "del" `after`."""
    if before == after:
        return [Piece("same", before)] if before else []
    a, b = TOKENS.findall(before), TOKENS.findall(after)
    start = _common(a, b)
    end = _common(a[start:][::-1], b[start:][::-1])
    middle = (a[start : len(a) - end], b[start : len(b) - end])
    pieces = [Piece("same", "".join(a[:start]))]
    if too_much(*middle):
        pieces += [Piece("del", "".join(middle[0])), Piece("ins", "".join(middle[1]))]
    else:
        for is_same, removed, added in _joined(*middle):
            pieces += [Piece("same", removed)] if is_same else [Piece("del", removed), Piece("ins", added)]
    pieces.append(Piece("same", "".join(a[len(a) - end :])))
    return [piece for piece in pieces if piece.text]


def _common(a: list[str], b: list[str]) -> int:
    """How many tokens are equal from the start."""
    return next((place for place, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def too_much(a: list[str], b: list[str]) -> bool:
    """True when the comparison would cost seconds: then both wordings are shown whole, one after the other."""
    there = Counter(b)
    return len(a) + len(b) > MAX_TOKENS or sum(there[token] for token in a) > MAX_PAIRS


def _joined(a: list[str], b: list[str]) -> list[tuple[bool, str, str]]:
    """Runs of (same?, before, after); a crumb left between two changes, such as a space or “i”, joins them.

    Without this a rewritten sentence would read as a mosaic of single words struck out and put in.
    """
    runs: list[tuple[bool, str, str]] = []
    for op, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        run = (op == "equal", "".join(a[a1:a2]), "".join(b[b1:b2]))
        if not run[0] and len(runs) > 1 and runs[-1][0] and len(runs[-1][1].strip()) < SHORTEST_SAME:
            crumb, before = runs.pop(), runs.pop()
            run = (False, before[1] + crumb[1] + run[1], before[2] + crumb[2] + run[2])
        runs.append(run)
    return runs
