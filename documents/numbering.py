"""Numbered Polish text (rozdział, §, ust., pkt, lit.) turned into units with stable anchors. Pure, no database."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

CHAPTER, PARAGRAPH, SUBSECTION, POINT, LETTER, PLAIN = "chapter", "paragraph", "subsection", "point", "letter", "plain"
DEPTH = {CHAPTER: 0, PARAGRAPH: 1, SUBSECTION: 2, PLAIN: 2, POINT: 3, LETTER: 4}
MARKS = (
    (CHAPTER, re.compile(r"^rozdział\s+(\d+[a-z]?|[IVXLC]+)\.?\s*[–-]?\s*(.*)$", re.I)),
    (PARAGRAPH, re.compile(r"^§\s*(\d+[a-z]?)\.?\s*(.*)$")),
    (SUBSECTION, re.compile(r"^(\d+[a-z]?)\.\s+(.+)$")),
    (POINT, re.compile(r"^(\d+[a-z]?)\)\s*(.+)$")),
    (LETTER, re.compile(r"^([a-ząćęłńóśźż]{1,2})\)\s*(.+)$")),
)
LABEL = {CHAPTER: "Rozdział {}", PARAGRAPH: "§ {}", SUBSECTION: "ust. {}", POINT: "pkt {}", LETTER: "lit. {}"}
ANCHOR = {CHAPTER: "r{}", PARAGRAPH: "p{}", SUBSECTION: "u{}", POINT: "pkt{}", LETTER: "l{}", PLAIN: "t{}"}
ASCII = str.maketrans("ąćęłńóśźż", "acelnoszz")


@dataclass
class NumberedUnit:
    """One numbered unit: `label` is how a person quotes it ("§ 3 ust. 2"), `anchor` its address ("p3-u2")."""

    kind: str
    number: str
    text: str
    label: str
    anchor: str
    depth: int
    doubts: tuple[str, ...] = ()


def read_units(text: str) -> list[NumberedUnit]:
    """Every non-empty line becomes a unit; what carries no mark continues as a plain unit of its parent."""
    units: list[NumberedUnit] = []
    path: list[NumberedUnit] = []
    seen: dict[str, int] = {}
    for kind, number, words in _lines(text):
        depth = DEPTH[kind]
        path = [unit for unit in path if unit.depth < depth and unit.kind != PLAIN]
        unit = _unit(kind, number, words, path, seen)
        units.append(unit)
        path.append(unit)
    return units


def _lines(text: str) -> Iterator[tuple[str, str, str]]:
    for line in text.splitlines():
        line = " ".join(line.split())
        if not line:
            continue
        for kind, pattern in MARKS:
            if match := pattern.match(line):
                yield kind, match[1], match[2].strip()
                break
        else:
            yield PLAIN, "", line


def _unit(kind: str, number: str, words: str, path: list[NumberedUnit], seen: dict[str, int]) -> NumberedUnit:
    """Paragraphs are numbered through the whole text, so their address does not name the chapter."""
    parents = [unit for unit in path if unit.kind != CHAPTER and DEPTH[kind] > DEPTH[PARAGRAPH]]
    own_label = LABEL[kind].format(number) if kind in LABEL else ""
    label = " ".join([*(_own(unit) for unit in parents), own_label]).strip()
    base = parents[-1].anchor + "-" if parents else ""
    if kind == PLAIN:
        number_key = f"{base}t"
        seen[number_key] = seen.get(number_key, 0) + 1
        anchor = f"{base}{ANCHOR[PLAIN].format(seen[number_key])}"
    else:
        anchor = base + ANCHOR[kind].format(number.lower().translate(ASCII))
    doubts = ()
    if anchor in seen and kind != PLAIN:
        doubts = ("repeated",)
        seen[anchor] += 1
        anchor = f"{anchor}-{seen[anchor]}"
    else:
        seen[anchor] = 1
    return NumberedUnit(kind, number, words, label, anchor, DEPTH[kind], doubts)


def _own(unit: NumberedUnit) -> str:
    return LABEL[unit.kind].format(unit.number) if unit.kind in LABEL else ""
