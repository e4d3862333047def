"""What an editor should look at in a numbered text: each doubt is a plain sentence next to its unit. No database."""

import re

from django.utils.translation import gettext as _

from documents.numbering import (
    ARTICLE,
    COUNTED,
    DECIMAL,
    DOWN,
    HEADINGS,
    LETTER,
    PARAGRAPH,
    PLAIN,
    POINT,
    SUBSECTION,
    NumberedUnit,
)

VERY_LONG = 2000
# Beginnings that people use as numbering and this program does not read.
LOOKS_NUMBERED = re.compile(
    r"^(?:§|(?i:art|rozdz|ust|pkt|lit|dział|oddział|tytuł|załącznik nr)\b|\(?\d{1,3}(?:\.\d{1,3})*[.)]|"
    r"[IVXLC]{1,8}[.)]|\(?[a-zA-Z][.)](?:\s|$)|[•▪◦●■¾])"
)
REFERENCE = re.compile(r"^(?:ust\.|pkt\b|lit\.|i\s+\d|oraz\s+\d|,|[-–]\s*\d)")
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
MAIN = (PARAGRAPH, ARTICLE)
PARENTS = {SUBSECTION: MAIN, POINT: (*MAIN, SUBSECTION, DECIMAL), LETTER: (POINT,)}


def doubts_of(units: list[NumberedUnit]) -> list[list[str]]:
    """For each unit the sentences that say what may be wrong with it; most units have none."""
    path: list[NumberedUnit] = []
    last: dict[str, NumberedUnit] = {}
    found = []
    has_main = any(unit.kind in MAIN for unit in units)  # a list of “1.”, “2.” alone is numbered well
    for unit in units:
        path = [upper for upper in path if upper.depth < unit.depth]
        family = f"{path[-1].anchor if path and unit.depth > 1 else ''} {unit.kind}"
        found.append([*_of_number(unit, last.get(family)), *_of_place(unit, path, has_main), *_of_words(unit)])
        if unit.kind not in COUNTED and not unit.doubts:
            last[family] = unit
        if unit.kind != PLAIN:
            path.append(unit)
    return found


def _of_number(unit: NumberedUnit, before: NumberedUnit | None) -> list[str]:
    """Repeated, or not the one that follows the last of its kind."""
    if unit.doubts:
        return [_("This number is repeated: check it.")]
    if unit.kind in COUNTED or _follows(unit, before):
        return []
    if before is None:
        return [_("The numbering does not begin with the first number: check that nothing is missing.")]
    return [_("It does not follow %(before)s: check that nothing is missing.") % {"before": before.label}]


def _of_place(unit: NumberedUnit, path: list[NumberedUnit], has_main: bool) -> list[str]:
    wanted = PARENTS.get(unit.kind)
    if wanted is None or (unit.kind == SUBSECTION and not has_main) or any(above.kind in wanted for above in path):
        return []
    if unit.kind == LETTER:
        return [_("This letter stands below no point.")]
    return [_("This number stands below no paragraph or article.")]


def _of_words(unit: NumberedUnit) -> list[str]:
    found = []
    if len(unit.text) > VERY_LONG:
        found.append(_("This unit is very long: perhaps several were joined into one."))
    if unit.kind == PLAIN and LOOKS_NUMBERED.match(unit.text):
        found.append(_("This line looks like numbering but was not recognised."))
    if unit.kind in MAIN and REFERENCE.match(unit.text):
        found.append(_("This line may be a reference to another unit, not a unit of its own."))
    return found


def _follows(unit: NumberedUnit, before: NumberedUnit | None) -> bool:
    if unit.kind == LETTER:
        return _letter_follows(unit.number, before.number if before else "")
    if unit.kind == DECIMAL and before and _begins_anew(unit, before):
        before = None  # 2.1 after 1.4
    number, index, suffix = _value(unit.number)
    if before is None or (unit.kind in HEADINGS and number == 1):  # chapters may begin again in every division
        return number == 1 and not suffix and not index
    last, last_index, last_suffix = _value(before.number)
    if suffix:  # 3a after 3, 3b after 3a
        return (number, index) == (last, last_index) and _letter_follows(suffix, last_suffix)
    if index:  # 37¹ after 37, 37² after 37¹ or 37¹a
        return (number, index) == (last, last_index + 1)
    return number == last + 1


def _begins_anew(unit: NumberedUnit, before: NumberedUnit) -> bool:
    return unit.number.rpartition(".")[0] != before.number.rpartition(".")[0]


def _letter_follows(letter: str, before: str) -> bool:
    """a, b, c … z, za, zb. Letters that Polish acts leave out (ą, q, v, x) are neither missed nor refused."""
    if not before:
        return letter == "a"
    if before[-1] == "z":
        return letter == before + "a"
    if letter[:-1] != before[:-1]:
        return False
    alphabet = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
    start, end = alphabet.find(before[-1]), alphabet.find(letter[-1])
    return start < end and all(skipped in "ąćęłńóqśvxźż" for skipped in alphabet[start + 1 : end])


def _value(number: str) -> tuple[int, int, str]:
    """The number, its raised number and its letters: "12¹ab" → (12, 1, "ab"), "IV" → (4, 0, ""); of 1.1.2 the last."""
    if match := re.match(r"^(?:\d+\.)*(\d+)([⁰¹²³⁴-⁹]*)([a-z]*)$", number):
        return int(match[1]), int(match[2].translate(DOWN) or 0), match[3]
    digits = [ROMAN[sign] for sign in number.upper()]
    pairs = zip(digits, [*digits[1:], 0], strict=True)
    return sum(-one if one < following else one for one, following in pairs), 0, ""
