"""A word-level diff of two wordings."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

TOKENS = re.compile(r"\s+|\w+|[^\w\s]")
MAX_TOKENS = 4000


class Piece(NamedTuple):
    kind: str  # "same", "del" or "ins"
    text: str


def word_diff(before: str, after: str) -> list[Piece]:
    """The pieces that turn `before` into `after`; joined without "ins" they are `before`, without "del" `after`."""
    a, b = TOKENS.findall(before), TOKENS.findall(after)
    if len(a) + len(b) > MAX_TOKENS or not a or not b:
        return [Piece(kind, text) for kind, text in (("del", before), ("ins", after)) if text]
    pieces: list[Piece] = []
    for op, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if op == "equal":
            pieces.append(Piece("same", "".join(a[a1:a2])))
            continue
        pieces += [Piece("del", "".join(a[a1:a2]))] if a2 > a1 else []
        pieces += [Piece("ins", "".join(b[b1:b2]))] if b2 > b1 else []
    return pieces
