"""ODT read as lines: text, headings and the numbers of lists, which the file describes and does not store."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from documents.archives import Archive
from documents.numbering import PLAIN, raised_digits, recognise
from documents.word import written

T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
S = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
O = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"  # noqa: E741
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
SKIPPED = (f"{T}note", f"{O}annotation", f"{T}tracked-changes", f"{DRAW}frame", f"{T}table-of-content")
INSIDE = (f"{T}section", f"{TABLE}table", f"{TABLE}table-row", f"{TABLE}table-cell", f"{TABLE}table-header-rows")


@dataclass
class Level:
    format: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1  # how many levels one number tells: 2 makes “1.2”
    is_bullet: bool = False


@dataclass
class Lists:
    """How each list writes its numbers, and how far each has counted."""

    styles: dict[str, dict[int, Level]]
    by_style: dict[str, dict[int, int]] = field(default_factory=dict)
    by_id: dict[str, dict[int, int]] = field(default_factory=dict)

    def begin(self, element: Element, style: str) -> dict[int, int]:
        """The counters of a list: its own, or those of the list it says it continues."""
        counted: dict[int, int] = {}
        if element.get(f"{T}continue-numbering") == "true":
            counted = self.by_style.get(style, counted)
        elif earlier := element.get(f"{T}continue-list"):
            counted = self.by_id.get(earlier, counted)
        self.by_style[style] = counted
        self.by_id[element.get(ID, "")] = counted
        return counted

    def number(self, style: str, depth: int, counted: dict[int, int], start: str | None = None) -> str:
        level = self.styles.get(style, {}).get(depth)
        if level is None:
            return ""
        if level.is_bullet:
            return "–"
        if start and start.isdecimal():
            counted[depth] = int(start[:6]) - 1
        counted[depth] = counted.get(depth, level.start - 1) + 1
        for deeper in [known for known in counted if known > depth]:
            del counted[deeper]
        levels = range(max(depth - level.shown + 1, 1), depth + 1)
        shapes = self.styles[style]
        numbers = [written(counted.get(n, 1), FORMATS.get(shapes.get(n, level).format, "none")) for n in levels]
        text = f"{level.prefix}{'.'.join(number for number in numbers if number)}{level.suffix}".strip()
        return f"{text}." if re.fullmatch(r"\d+(?:\.\d+)+", text) else text  # “1.1 tekst” would be a sentence


def read_odt(archive: Archive) -> tuple[list[str], Counter]:
    """The lines of the text in order, and what was computed or left out."""
    root, shared = archive.xml("content.xml"), archive.xml("styles.xml")
    text = root.find(f"{O}body/{O}text")
    repairs: Counter = Counter(notes=sum(1 for _note in root.iter(f"{T}note")))
    repairs["deleted"] = sum(1 for _gone in root.iter(f"{T}deletion"))
    lists = Lists({"": {}} | (_list_styles(shared) if shared is not None else {}) | _list_styles(root))
    raised = {name for part in (root, shared) if part is not None for name in _raised_styles(part)}
    lines: list[str] = []
    for number, element in _blocks(text, lists) if text is not None else ():
        pieces = [" ".join(piece.split()) for piece in "".join(_words(element, raised)).split("\n")]
        words = "".join(f"{' ' if recognise(piece)[0] == PLAIN else chr(10)}{piece}" for piece in pieces if piece)
        if not words.strip():
            continue
        repairs["numbers"] += number not in ("", "–")
        first, *more = f"{number} {words.strip()}".strip().split("\n")
        is_heading = element.tag == f"{T}h" and recognise(first)[0] == PLAIN
        lines += [f"# {first}" if is_heading else first, *more]
    return lines, repairs


def _blocks(parent: Element, lists: Lists, outline: dict[int, int] | None = None) -> Iterator[tuple[str, Element]]:
    """Paragraphs and headings in order, each with its number."""
    outline = {} if outline is None else outline
    for child in parent:
        if child.tag == f"{T}p":
            yield "", child
        elif child.tag == f"{T}h":
            yield lists.number("outline", _whole(child.get(f"{T}outline-level")), outline), child
        elif child.tag == f"{T}list":
            style = child.get(f"{T}style-name", "")
            yield from _items(child, style, 1, lists.begin(child, style), lists)
        elif child.tag in INSIDE:
            yield from _blocks(child, lists, outline)


def _items(
    parent: Element, style: str, depth: int, counted: dict[int, int], lists: Lists
) -> Iterator[tuple[str, Element]]:
    """The first paragraph of an item carries its number; an item that only holds a deeper list is not counted."""
    for item in parent:
        if item.tag not in (f"{T}list-item", f"{T}list-header"):
            continue
        is_first = item.tag == f"{T}list-item"
        for child in item:
            if child.tag in (f"{T}p", f"{T}h"):
                number = lists.number(style, depth, counted, item.get(f"{T}start-value")) if is_first else ""
                is_first = False
                yield number, child
            elif child.tag == f"{T}list":
                yield from _items(child, child.get(f"{T}style-name", style), depth + 1, counted, lists)


def _words(element: Element, raised: set[str]) -> Iterator[str]:
    """Text with the tails of its children; spaces, tabs and breaks are elements here."""
    is_raised = element.tag == f"{T}span" and element.get(f"{T}style-name") in raised
    yield raised_digits(element.text or "") if is_raised else element.text or ""
    for child in element:
        if child.tag in (f"{T}s", f"{T}tab"):
            yield " "
        elif child.tag == f"{T}line-break":
            yield "\n"
        elif child.tag not in SKIPPED:
            yield from _words(child, raised)
        yield child.tail or ""


def _raised_styles(root: Element) -> Iterator[str]:
    """The names of styles that raise their text (Art. 37¹)."""
    for style in root.iter(f"{S}style"):
        words = style.find(f"{S}text-properties")
        if words is not None and re.match(r"super|[1-9]", words.get(f"{S}text-position", "")):
            yield style.get(f"{S}name", "")


def _list_styles(root: Element) -> dict[str, dict[int, Level]]:
    found = {}
    for style in [*root.iter(f"{T}list-style"), *root.iter(f"{T}outline-style")]:
        name = "outline" if style.tag == f"{T}outline-style" else style.get(f"{S}name", "")
        found[name] = {_whole(level.get(f"{T}level")): _level(level) for level in style}
    return found


def _level(level: Element) -> Level:
    kind = level.get(f"{S}num-format", "")
    is_outline = level.tag == f"{T}outline-level-style"
    if is_outline and not kind:
        return Level()  # headings without numbers
    return Level(
        format=kind,
        prefix=level.get(f"{S}num-prefix", ""),
        suffix=level.get(f"{S}num-suffix", ""),
        start=_whole(level.get(f"{T}start-value")),
        shown=_whole(level.get(f"{T}display-levels")),
        is_bullet=level.tag == f"{T}list-level-style-bullet",
    )


def _whole(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,6}", text) else 1
