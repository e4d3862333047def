"""A quadrant as lines of text, one item a line, and back: the way coordinators write and reorder a draft."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

KEY = re.compile(r"^(?P<key>[SWOT]-[A-Z]{1,2}\d{1,4})[\s.:]+(?P<text>.+)$")
SOURCE = re.compile(r"^(?P<text>.+?)\s*\[(?P<source>[^\[\]]{1,300})\]$")


@dataclass(frozen=True)
class Line:
    """One item as written: its key (empty for a new one), wording and source."""

    key: str
    text: str
    source: str = ""


def read_lines(written: str) -> list[Line]:
    """The items of a quadrant in the order of their lines; empty lines and bullets are left out."""
    return [read_line(line) for line in (raw.strip(" \t-–•") for raw in written.splitlines()) if line]


def read_line(line: str) -> Line:
    with_key = KEY.match(line)
    key, rest = (with_key["key"], with_key["text"]) if with_key else ("", line)
    with_source = SOURCE.match(rest)
    if with_source:
        return Line(key, with_source["text"].strip(), with_source["source"].strip())
    return Line(key, rest.strip())


def write_lines(items: Iterable) -> str:
    """What the form shows: every item with its key, its source in square brackets."""
    return "\n".join(f"{item.key} {item.text}" + (f" [{item.source}]" if item.source else "") for item in items)


def give_keys(lines: list[Line], start: str, taken: Iterable[str]) -> list[Line]:
    """New lines get the next free keys after `start` ("W-A"); a key once used is never given to another sentence."""
    numbers = [int(key.removeprefix(start)) for key in taken if re.fullmatch(rf"{re.escape(start)}\d+", key)]
    following = max(numbers, default=0) + 1
    out = []
    for line in lines:
        if not line.key:
            line, following = Line(f"{start}{following}", line.text, line.source), following + 1
        out.append(line)
    return out
