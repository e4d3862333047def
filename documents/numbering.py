"""Numbered Polish text (rozdział, §, art., ust., 1.1, pkt, lit., tiret) turned into units with stable anchors. No database."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shared.intake.text import clean_text

TITLE, DIVISION, CHAPTER, SECTION, HEADING = "title", "division", "chapter", "section", "heading"
ARTICLE, PARAGRAPH, SUBSECTION, POINT, LETTER = "article", "paragraph", "subsection", "point", "letter"
DECIMAL, TIRET, PLAIN = "decimal", "tiret", "plain"
HEADINGS = (TITLE, DIVISION, CHAPTER, SECTION, HEADING)  # from the widest to the narrowest
DEPTH = dict.fromkeys(HEADINGS, 0) | {
    ARTICLE: 1, PARAGRAPH: 1, SUBSECTION: 2, PLAIN: 2, DECIMAL: 2, POINT: 3, LETTER: 4, TIRET: 5,
}  # fmt: skip
# Articles added later: 37¹. Where no raised digits can be typed, people write 37^1 or 37[1].
RAISED = r"(?:[⁰¹²³⁴-⁹]{1,3}|\^\d{1,3}|\[\d{1,3}\])?"
NUMBER, HEADING_NUMBER = rf"\d{{1,6}}{RAISED}[a-z]{{0,2}}", rf"(\d{{1,4}}{RAISED}[a-z]?|(?i:[IVXLC]{{1,8}}))(?!\w)"
MARKS = (
    (CHAPTER, re.compile(rf"^(?i:rozdział)\s+{HEADING_NUMBER}\.?\s*[–-]?\s*(.*)$")),
    (DIVISION, re.compile(rf"^(?:Dział|DZIAŁ)\s+{HEADING_NUMBER}\.?\s*[–-]?\s*(.*)$")),
    (TITLE, re.compile(rf"^(?:Tytuł|TYTUŁ)\s+{HEADING_NUMBER}\.?\s*[–-]?\s*(.*)$")),
    (SECTION, re.compile(rf"^(?:Oddział|ODDZIAŁ)\s+{HEADING_NUMBER}\.?\s*[–-]?\s*(.*)$")),
    # “Art. 5 ust. 2 stosuje się …” is a sentence: the dot after the number makes a line a unit.
    (ARTICLE, re.compile(rf"^(?:Art|ART)\.?\s*({NUMBER})(?:\.\s*(.*)|\s*()$)")),
    (PARAGRAPH, re.compile(rf"^§\s*({NUMBER})(?!\w)\.?\s*(.*)$")),
    (SUBSECTION, re.compile(rf"^({NUMBER})\.\s+(.+)$")),
    # “1.1. Cel” and “1.1 Cel”; “1.5 mln zł” is an amount, “12.05.2026” a day.
    (DECIMAL, re.compile(r"^([1-9]\d{0,2}(?:\.[1-9]\d{0,2}){1,3})(?:\.\s+|\s+(?=[„“(]?[^\Wa-ząćęłńóśźż\d]))(.+)$")),
    (POINT, re.compile(rf"^({NUMBER})\)\s*(.+)$")),
    (LETTER, re.compile(r"^([a-ząćęłńóśźż]{1,2})\)\s*(.+)$")),
    (HEADING, re.compile(r"^#{1,6}\s+()(.+)$")),
)
DASH = re.compile(r"^–\s+(.+)$")
LABEL = {
    TITLE: "Tytuł {}", DIVISION: "Dział {}", CHAPTER: "Rozdział {}", SECTION: "Oddział {}",
    ARTICLE: "art. {}", PARAGRAPH: "§ {}", SUBSECTION: "ust. {}", DECIMAL: "pkt {}", POINT: "pkt {}", LETTER: "lit. {}", TIRET: "tiret {}",
}  # fmt: skip
ANCHOR = {
    TITLE: "tyt{}", DIVISION: "d{}", CHAPTER: "r{}", SECTION: "o{}", HEADING: "n{}",
    ARTICLE: "a{}", PARAGRAPH: "p{}", SUBSECTION: "u{}", DECIMAL: "c{}", POINT: "pkt{}", LETTER: "l{}", TIRET: "tir{}", PLAIN: "t{}",
}  # fmt: skip
# How the number stands in the margin, and at the beginning of a line of text.
MARK = {
    ARTICLE: "Art. {}.",
    PARAGRAPH: "§ {}",
    SUBSECTION: "{}.",
    DECIMAL: "{}",
    POINT: "{})",
    LETTER: "{})",
    TIRET: "–",
    PLAIN: "¶",
}
LINE = MARK | {PARAGRAPH: "§ {}.", DECIMAL: "{}.", PLAIN: "", HEADING: "#"}
ORDINALS = ("pierwsze", "drugie", "trzecie", "czwarte", "piąte", "szóste", "siódme", "ósme", "dziewiąte", "dziesiąte")
COUNTED = (HEADING, TIRET, PLAIN)  # they carry no number of their own: their address counts them
ASCII = str.maketrans("ąćęłńóśźż.", "acelnoszz_")
UP, DOWN = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"), str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
LONGEST_TITLE = 120


class NumberedText:
    """What can be said of a unit, whether it was just read or is a row of a version."""

    if TYPE_CHECKING:  # fields of a dataclass on one side, columns of a model on the other
        kind: Any
        number: Any
        text: Any
        label: Any
        anchor: Any
        depth: Any

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
        """A unit whose words are its title; a long one, or one that ends as a sentence, is the rule itself."""
        return self.kind in (PARAGRAPH, DECIMAL) and 0 < len(self.text) <= LONGEST_TITLE and self.text[-1] not in ".;:,"

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
        path = [unit for unit in path if _stands_above(unit, kind, number)]
        unit = _unit(kind, number, words, path, seen)
        units.append(unit)
        path.append(unit)
    return units


def recognise(line: str) -> tuple[str, str, str]:
    """Kind, number and words of one line; a line without a mark is plain."""
    for kind, pattern in MARKS:
        if match := pattern.match(line):
            return kind, raised(match[1]), (match[2] or "").strip()
    return PLAIN, "", line


def raised(number: str) -> str:
    """37^1 and 37[1] as 37¹."""
    return re.sub(r"\^(\d+)|\[(\d+)\]", lambda found: (found[1] or found[2]).translate(UP), number)


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
                lines[index] = (TIRET, str(index - first + 1), DASH.sub(r"\1", lines[index][2]))
        first = max(end, first + 1)
    return lines


def _stands_above(unit: NumberedUnit, lower: str, number: str) -> bool:
    """Whether a unit still holds when one of the kind `lower` begins."""
    upper = unit.kind
    if upper == PLAIN:
        return False
    if upper in HEADINGS and lower in HEADINGS:
        return HEADINGS.index(upper) < HEADINGS.index(lower)
    if (upper, lower) == (ARTICLE, PARAGRAPH):  # codes: art. 415 § 1
        return True
    if lower == DECIMAL and upper in (SUBSECTION, DECIMAL):  # 1. above 1.1, and that above 1.1.2
        return number.startswith(f"{unit.number}.")
    return DEPTH[upper] < DEPTH[lower] or (upper, lower) == (DECIMAL, PLAIN)


def _parents(kind: str, path: list[NumberedUnit]) -> list[NumberedUnit]:
    """The units that the label and the address name. Paragraphs and articles are numbered through the whole text."""
    if kind in HEADINGS:
        return [unit for unit in path if unit.kind != HEADING]
    if kind == ARTICLE:
        return []
    found = [unit for unit in path if unit.kind not in HEADINGS]
    if DECIMAL in (kind, *(unit.kind for unit in found)):  # 1.1.2 says by itself what stands above it
        told = [unit for unit in found if unit.kind == DECIMAL][-1:] if kind != DECIMAL else []
        return [unit for unit in found if unit.kind not in (SUBSECTION, DECIMAL) or unit in told]
    return found


def _unit(kind: str, number: str, words: str, path: list[NumberedUnit], seen: dict[str, int]) -> NumberedUnit:
    parents = _parents(kind, path)
    label = " ".join([*(_own(unit.kind, unit.number) for unit in parents), _own(kind, number)]).strip()
    label = "" if kind == HEADING else label
    base = parents[-1].anchor + "-" if parents else ""
    depth = DEPTH[kind] + (kind == PARAGRAPH and bool(parents)) + _dots(kind, number, parents)
    if kind in COUNTED:
        key = f"{base}{ANCHOR[kind][:-2]}"
        seen[key] = seen.get(key, 0) + 1
        return NumberedUnit(kind, number, words, label, f"{key}{seen[key]}", depth)
    anchor = base + ANCHOR[kind].format(plain_number(number))
    exact = f"{base}={kind} {number.casefold()}"
    doubts = ("repeated",) if exact in seen else ()
    seen[exact] = 1
    if anchor in seen:  # another letter may share the address without diacritics: ź, ż and z
        seen[anchor] += 1
        anchor = f"{anchor}-{seen[anchor]}"
    else:
        seen[anchor] = 1
    return NumberedUnit(kind, number, words, label, anchor, depth, doubts)


def _dots(kind: str, number: str, parents: list[NumberedUnit]) -> int:
    """How many levels deeper decimal numbers bring a unit: 1.1 by one, 1.1.2 and what stands below it by two."""
    numbers = [unit.number for unit in parents if unit.kind == DECIMAL] + [number] * (kind == DECIMAL)
    return numbers[-1].count(".") if numbers else 0


def raised_digits(text: str) -> str:
    """What a file sets as superscript, as signs: only digits, for other raised words stay words."""
    return text.translate(UP) if re.fullmatch(r"[0-9]{1,3}", text.strip()) else text


def plain_number(number: str) -> str:
    """A number for an address: 37¹ is 37_1, 1.1 is 1_1, ź is z."""
    lowered = re.sub(r"[⁰¹²³⁴-⁹]+", lambda found: f"_{found[0].translate(DOWN)}", number.lower())
    return lowered.translate(ASCII)


def _own(kind: str, number: str) -> str:
    """The unit's own part of the label; tirets are quoted by ordinals (lit. a tiret drugie)."""
    if kind == TIRET and int(number) <= len(ORDINALS):
        number = ORDINALS[int(number) - 1]
    return LABEL[kind].format(number) if kind in LABEL else ""
