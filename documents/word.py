"""DOCX read as lines: text, headings, and the numbers that Word computes from numbering.xml and never stores."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from documents.archives import Archive
from documents.numbering import PLAIN, raised_digits, recognise

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BREAKS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
SKIPPED = {f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}instrText"}
LOWER_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass
class Level:
    """One level of a list: how its numbers are written and where they begin."""

    format: str = "decimal"
    text: str = "%1."
    start: int = 1
    is_legal: bool = False


@dataclass
class Numbering:
    """The lists of a document and how far each has counted (Word counts per abstract list, not per paragraph)."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # by abstract list
    lists: dict[str, str] = field(default_factory=dict)  # list → abstract list
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)  # list → level → its own first number
    counted: dict[str, dict[int, int]] = field(default_factory=dict)

    def next(self, list_id: str, depth: int) -> str:
        """The number of the next paragraph of this list at this depth, as it is seen on paper."""
        abstract = self.lists.get(list_id)
        levels = self.levels.get(abstract or "", {})
        if depth not in levels:
            return ""
        counted = self.counted.setdefault(abstract, {})
        if (first := self.restarts.get(list_id, {}).pop(depth, None)) is not None:
            counted[depth] = first - 1
        counted[depth] = counted.get(depth, levels[depth].start - 1) + 1
        for deeper in [level for level in counted if level > depth]:
            del counted[deeper]
        if levels[depth].format == "bullet":
            return "–"
        return self._written(levels, counted, depth)

    def _written(self, levels: dict[int, Level], counted: dict[int, int], depth: int) -> str:
        def one(match: re.Match) -> str:
            level = int(match[1]) - 1
            shape = levels.get(level, Level())
            kind = "decimal" if levels[depth].is_legal else shape.format
            return written(counted.get(level, shape.start), kind)

        text = " ".join(re.sub(r"%([1-9])", one, levels[depth].text).split())
        # “1 tekst”, “1.1 tekst” and “Art. 1 tekst” would be sentences
        needs_dot = re.fullmatch(r"(?:Art\.?\s*)?(?:\d+\.)*\d+[a-z]?", text)
        return f"{text}." if needs_dot else text


def written(number: int, kind: str) -> str:
    """A number as a list writes it: 3, c, iii; after z come aa, bb, as in Word."""
    if not 0 < number < 1000:
        return str(number)
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("lowerRoman", "upperRoman"):
        found = ""
        for value, sign in LOWER_ROMAN:
            found += sign * (number // value)
            number %= value
        return found.upper() if kind == "upperRoman" else found
    return "" if kind == "none" else str(number)


def read_docx(archive: Archive) -> tuple[list[str], Counter]:
    """The lines of the body in order, and what was computed or left out."""
    body = archive.xml("word/document.xml").find(f"{W}body")
    styles = _styles(archive.xml("word/styles.xml"))
    numbering = _numbering(archive.xml("word/numbering.xml"), styles)
    repairs: Counter = Counter()
    lines: list[str] = []
    for paragraph in _paragraphs(body) if body is not None else ():
        repairs["notes"] += _count(paragraph, "footnoteReference", "endnoteReference")
        repairs["deleted"] += _count(paragraph, "del", "moveFrom")
        lines += _paragraph_lines(paragraph, styles, numbering, repairs)
    return lines, repairs


def _count(parent: Element, *names: str) -> int:
    return sum(1 for name in names for _found in parent.iter(W + name))


def _paragraphs(parent: Element) -> Iterator[Element]:
    """Paragraphs of the body, of tables cell by cell and of content controls; text boxes repeat what stands elsewhere."""
    for child in parent:
        if child.tag == f"{W}p":
            yield child
        elif child.tag in (f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}smartTag"):
            yield from _paragraphs(child)


def _paragraph_lines(paragraph: Element, styles: dict, numbering: Numbering, repairs: Counter) -> list[str]:
    """The number first, then the words; a break inside begins a new line only where a number follows."""
    pieces = [" ".join(piece.split()) for piece in "".join(_words(paragraph)).split("\n")]
    words = "".join(f"{' ' if recognise(piece)[0] == PLAIN else chr(10)}{piece}" for piece in pieces if piece).strip()
    list_id, depth, is_heading = _place(paragraph, styles)
    if not words:
        return []
    number = numbering.next(list_id, depth) if list_id not in ("", "0") else ""
    if number and number != "–":
        repairs["numbers"] += 1
    first, *more = f"{number} {words}".strip().split("\n")
    return [f"# {first}" if is_heading and recognise(first)[0] == PLAIN else first, *more]


def _words(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag in SKIPPED or _is_hidden(child):
            continue
        if child.tag == f"{W}t":
            yield raised_digits(child.text or "") if _is_raised(element) else child.text or ""
        elif child.tag in BREAKS:
            yield BREAKS[child.tag]
        elif child.tag != f"{W}p":  # a paragraph inside a paragraph is a text box
            yield from _words(child)


def _is_hidden(run: Element) -> bool:
    hidden = run.find(f"{W}rPr/{W}vanish") if run.tag == f"{W}r" else None
    return hidden is not None and hidden.get(f"{W}val", "1") not in ("0", "false")


def _is_raised(run: Element) -> bool:
    return _value(run, "w:rPr/w:vertAlign") == "superscript"


def _value(parent: Element | None, path: str) -> str:
    found = parent.find(path.replace("w:", W)) if parent is not None else None
    return found.get(f"{W}val", "") if found is not None else ""


def _place(paragraph: Element, styles: dict) -> tuple[str, int, bool]:
    """The list, the depth in it and whether it is a heading: said by the paragraph itself or by its style."""
    own = paragraph.find(f"{W}pPr")
    style = styles.get(_value(own, "w:pStyle"), {})
    list_id = _value(own, "w:numPr/w:numId") or style.get("list", "")
    depth = _value(own, "w:numPr/w:ilvl") or style.get("depth", "0")
    return list_id, _whole(depth), style.get("heading", False)


def _styles(root: Element | None) -> dict[str, dict]:
    """What styles say about numbers, each with what it takes over from the style it is based on."""
    found = {style.get(f"{W}styleId", ""): style for style in root.findall(f"{W}style")} if root is not None else {}

    def read(name: str, above: tuple[str, ...] = ()) -> dict:
        style = found.get(name)
        if style is None or name in above:
            return {}
        base = read(_value(style, "w:basedOn"), (*above, name))
        own = {
            "list": _value(style, "w:pPr/w:numPr/w:numId"),
            "depth": _value(style, "w:pPr/w:numPr/w:ilvl"),
            "heading": bool(re.match(r"(?i)(heading|nagłówek)\s*\d", _value(style, "w:name"))),
        }
        return base | {key: value for key, value in own.items() if value}

    return {name: read(name) for name in found}


def _numbering(root: Element | None, styles: dict) -> Numbering:
    made = Numbering()
    if root is None:
        return made
    linked = {}
    for abstract in root.findall(f"{W}abstractNum"):
        levels = {_whole(level.get(f"{W}ilvl")): _level(level) for level in abstract.findall(f"{W}lvl")}
        made.levels[abstract.get(f"{W}abstractNumId", "")] = levels
        if style := _value(abstract, "w:numStyleLink"):
            linked[abstract.get(f"{W}abstractNumId", "")] = styles.get(style, {}).get("list", "")
    for item in root.findall(f"{W}num"):
        _read_list(item, made)
    for abstract, list_id in linked.items():
        made.levels[abstract] = made.levels.get(made.lists.get(list_id, ""), {})
    return made


def _read_list(item: Element, made: Numbering) -> None:
    list_id = item.get(f"{W}numId", "")
    made.lists[list_id] = _value(item, "w:abstractNumId")
    for override in item.findall(f"{W}lvlOverride"):
        depth = _whole(override.get(f"{W}ilvl"))
        if start := _value(override, "w:startOverride"):
            made.restarts.setdefault(list_id, {})[depth] = _whole(start)
        if (level := override.find(f"{W}lvl")) is not None:
            made.levels.setdefault(made.lists[list_id], {})[depth] = _level(level)


def _level(level: Element) -> Level:
    return Level(
        format=_value(level, "w:numFmt") or "decimal",
        text=_value(level, "w:lvlText"),
        start=_whole(_value(level, "w:start"), 1),
        is_legal=level.find(f"{W}isLgl") is not None,
    )


def _whole(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,6}", text) else otherwise
