"""Numbered Polish text (rozdział, §, art., ust., pkt, lit., tiret) turned into units with stable anchors. No database."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shared.text import clean_text

TITLE, DIVISION, CHAPTER, SECTION, HEADING = "title", "division", "chapter", "section", "heading"
ARTICLE, PARAGRAPH, SUBSECTION, POINT, LETTER = "article", "paragraph", "subsection", "point", "letter"
TIRET, PLAIN = "tiret", "plain"
HEADINGS = (TITLE, DIVISION, CHAPTER, SECTION, HEADING)  # from the widest to the narrowest
DEPTH = dict.fromkeys(HEADINGS, 0) | {
    ARTICLE: 1, PARAGRAPH: 1, SUBSECTION: 2, PLAIN: 2, POINT: 3, LETTER: 4, TIRET: 5,
}  # fmt: skip
NUMBER, HEADING_NUMBER = r"\d{1,6}[a-z]{0,2}", r"(\d{1,4}[a-z]?|(?i:[IVXLC]{1,8}))(?!\w)"
MARKS = (
    (CHAPTER, re.compile(rf"^(?i:rozdział)\s+{HEADING_NUMBER}\.?\s*[–-]?\s*(.*)$")),
    (DIVISION, re.compile(rf"^(?:Dział|DZIAŁ)\s+{HEADING_NUMBER}\.?\s*[–-]?\s*(.*)$")),
    (TITLE, re.compile(rf"^(?:Tytuł|TYTUŁ)\s+{HEADING_NUMBER}\.?\s*[–-]?\s*(.*)$")),
    (SECTION, re.compile(rf"^(?:Oddział|ODDZIAŁ)\s+{HEADING_NUMBER}\.?\s*[–-]?\s*(.*)$")),
    # “Art. 5 ust. 2 stosuje się …” is a sentence: the dot after the number makes a line a unit.
    (ARTICLE, re.compile(rf"^(?:Art|ART)\.?\s*({NUMBER})(?:\.\s*(.*)|\s*()$)")),
    (PARAGRAPH, re.compile(rf"^§\s*({NUMBER})(?!\w)\.?\s*(.*)$")),
    (SUBSECTION, re.compile(rf"^({NUMBER})\.\s+(.+)$")),
    (POINT, re.compile(rf"^({NUMBER})\)\s*(.+)$")),
    (LETTER, re.compile(r"^([a-ząćęłńóśźż]{1,2})\)\s*(.+)$")),
    (HEADING, re.compile(r"^#{1,6}\s+()(.+)$")),
)
DASH = re.compile(r"^–\s+(.+)$")
LABEL = {
    TITLE: "Tytuł {}", DIVISION: "Dział {}", CHAPTER: "Rozdział {}", SECTION: "Oddział {}",
    ARTICLE: "art. {}", PARAGRAPH: "§ {}", SUBSECTION: "ust. {}", POINT: "pkt {}", LETTER: "lit. {}", TIRET: "tiret {}",
}  # fmt: skip
ANCHOR = {
    TITLE: "tyt{}", DIVISION: "d{}", CHAPTER: "r{}", SECTION: "o{}", HEADING: "n{}",
    ARTICLE: "a{}", PARAGRAPH: "p{}", SUBSECTION: "u{}", POINT: "pkt{}", LETTER: "l{}", TIRET: "tir{}", PLAIN: "t{}",
}  # fmt: skip
# How the number stands in the margin, and at the beginning of a line of text.
MARK = {ARTICLE: "Art. {}.", PARAGRAPH: "§ {}", SUBSECTION: "{}.", POINT: "{})", LETTER: "{})", TIRET: "–", PLAIN: "¶"}
LINE = MARK | {PARAGRAPH: "§ {}.", PLAIN: "", HEADING: "#"}
ORDINALS = ("pierwsze", "drugie", "trzecie", "czwarte", "piąte", "szóste", "siódme", "ósme", "dziewiąte", "dziesiąte")
COUNTED = (HEADING, TIRET, PLAIN)  # they carry no number of their own: their address counts them
ASCII = str.maketrans("ąćęłńóśźż", "acelnoszz")
LONGEST_TITLE = 120


class NumberedText:
    """What can be said of a unit, whether it was just read or is a row of a version: needs kind, number, text."""

    @property
    def is_heading(self) -> bool:
        return self.kind in HEADINGS

    @property
    def mark(self) -> str:
        return MARK.get(self.kind, "{}").format(self.number)

    @property
    def heading(self) -> str:
        """A heading as it stands above its part and in the contents: “1. Zasady”, “Dział I. Zasady”, “Rozdział IV”."""
        name = LABEL.get(self.kind, "").format(self.number)
        if self.kind == CHAPTER and self.text:
            name = self.number
        return ". ".join(part for part in (name, self.text) if part)

    @property
    def is_title(self) -> bool:
        """A paragraph whose words are its title; a long one, or one that ends as a sentence, is the rule itself."""
        return self.kind == PARAGRAPH and 0 < len(self.text) <= LONGEST_TITLE and self.text[-1] not in ".;:,"

    @property
    def line(self) -> str:
        """The unit as one line of numbered text, such as an editor writes and `read_units` reads."""
        start = LINE.get(self.kind) or (LABEL[self.kind] + "." if self.kind in LABEL else "")
        return f"{start.format(self.number)} {self.text}".strip()


@dataclass
class NumberedUnit(NumberedText):
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
    for kind, number, words in _with_tirets(list(_lines(text))):
        path = [unit for unit in path if _stands_above(unit.kind, kind)]
        unit = _unit(kind, number, words, path, seen)
        units.append(unit)
        path.append(unit)
    return units


def recognise(line: str) -> tuple[str, str, str]:
    """Kind, number and words of one line; a line without a mark is plain."""
    for kind, pattern in MARKS:
        if match := pattern.match(line):
            return kind, match[1], (match[2] or "").strip()
    return PLAIN, "", line


def _lines(text: str) -> Iterator[tuple[str, str, str]]:
    for line in clean_text(text).splitlines():
        if line := " ".join(line.split()):
            yield recognise(line)


def _with_tirets(lines: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Two or more lines with a dash right below a letter or point are its tirets; a single one closes the list above."""
    first = 0
    while first < len(lines):
        end = first
        while end < len(lines) and lines[end][0] == PLAIN and DASH.match(lines[end][2]):
            end += 1
        if end - first > 1 and first and lines[first - 1][0] in (LETTER, POINT):
            for index in range(first, end):
                lines[index] = (TIRET, str(index - first + 1), DASH.match(lines[index][2])[1])
        first = max(end, first + 1)
    return lines


def _stands_above(upper: str, lower: str) -> bool:
    """Whether a unit of the kind `upper` still holds when one of the kind `lower` begins."""
    if upper == PLAIN:
        return False
    if upper in HEADINGS and lower in HEADINGS:
        return HEADINGS.index(upper) < HEADINGS.index(lower)
    if (upper, lower) == (ARTICLE, PARAGRAPH):  # codes: art. 415 § 1
        return True
    return DEPTH[upper] < DEPTH[lower]


def _parents(kind: str, path: list[NumberedUnit]) -> list[NumberedUnit]:
    """The units that the label and the address name. Paragraphs and articles are numbered through the whole text."""
    if kind in HEADINGS:
        return [unit for unit in path if unit.kind != HEADING]
    if kind == ARTICLE:
        return []
    return [unit for unit in path if unit.kind not in HEADINGS]


def _unit(kind: str, number: str, words: str, path: list[NumberedUnit], seen: dict[str, int]) -> NumberedUnit:
    parents = _parents(kind, path)
    label = " ".join([*(_own(unit.kind, unit.number) for unit in parents), _own(kind, number)]).strip()
    label = "" if kind == HEADING else label
    base = parents[-1].anchor + "-" if parents else ""
    depth = DEPTH[kind] + (kind == PARAGRAPH and bool(parents))
    if kind in COUNTED:
        key = f"{base}{ANCHOR[kind][:-2]}"
        seen[key] = seen.get(key, 0) + 1
        return NumberedUnit(kind, number, words, label, f"{key}{seen[key]}", depth)
    anchor = base + ANCHOR[kind].format(number.lower().translate(ASCII))
    exact = f"{base}={kind} {number.casefold()}"
    doubts = ("repeated",) if exact in seen else ()
    seen[exact] = 1
    if anchor in seen:  # another letter may share the address without diacritics: ź, ż and z
        seen[anchor] += 1
        anchor = f"{anchor}-{seen[anchor]}"
    else:
        seen[anchor] = 1
    return NumberedUnit(kind, number, words, label, anchor, depth, doubts)


def _own(kind: str, number: str) -> str:
    """The unit's own part of the label; tirets are quoted by ordinals (lit. a tiret drugie)."""
    if kind == TIRET and int(number) <= len(ORDINALS):
        number = ORDINALS[int(number) - 1]
    return LABEL[kind].format(number) if kind in LABEL else ""
