"""Raw text, as copied from a PDF, made into one unit a line; every repair is counted. No database."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from django.utils.translation import ngettext

from documents.numbering import ARTICLE, HEADING, HEADINGS, LETTER, PARAGRAPH, PLAIN, POINT, recognise
from shared.intake.text import clean_text

LONGEST_RUNNING, LONGEST_HEADING = 100, 150
ENDS = tuple('.;:!?”"')
PAGE = re.compile(r"^[-–]?\s*(?:(?i:strona|str\.|s\.))?\s*(\d{1,4})(?:\s*(?:z|/)\s*\d{1,4})?\s*[-–]?$")
HYPHEN = re.compile(r"(\w+)[-\u00ad]$")
# A line that ends so is not finished: the number that begins the next line belongs to the sentence.
UNFINISHED = re.compile(
    r"(?:\b(?i:ust|art|pkt|lit|nr|poz|par)\.?(?:\s*\d+[a-z]*\s+(?:i|oraz|lub|albo))?|§|\b(?:do|od|z|w|na|z dnia))$"
)
REFERENCE = re.compile(r"^(?:ust\.|pkt\b|lit\.|i\s|oraz\s|,)")
BULLET = re.compile(r"^[•▪◦●■¾\uf0b7]\s*")
CAPITALS = re.compile(r"^[^a-ząćęłńóśźż]*[A-ZĄĆĘŁŃÓŚŹŻ]{4}[^a-ząćęłńóśźż]*$")
# First parts of compounds that keep their hyphen wherever the line ends.
COMPOUNDS = re.compile(
    r"(?i)^(społeczno|kulturalno|kulturowo|organizacyjno|techniczno|prawno|polsko|gospodarczo|finansowo|ekonomiczno|"
    r"naukowo|oświatowo|sportowo|rekreacyjno|administracyjno|przestrzenno|informacyjno|północno|południowo|opiekuńczo)$"
)


@dataclass
class Cleaned:
    """The text, how many repairs of each sort were made, and which lines went as running heads."""

    text: str
    repairs: Counter = field(default_factory=Counter)
    running: list[str] = field(default_factory=list)

    @property
    def sentences(self) -> list[str]:
        """What has been repaired, told to the editor."""
        lines = ", ".join(f"„{line}”" for line in self.running)
        made = {sort: {"count": count, "lines": lines} for sort, count in self.repairs.items() if count}
        return [
            (plural(made[sort]["count"]) % made[sort]).strip() for sort, plural in SENTENCES.items() if sort in made
        ]


SENTENCES = {
    "numbers": lambda n: ngettext(
        "%(count)s number was computed from automatic numbering.",
        "%(count)s numbers were computed from automatic numbering.", n),
    "notes": lambda n: ngettext(
        "%(count)s footnote was left out.", "%(count)s footnotes were left out.", n),
    "deleted": lambda n: ngettext(
        "%(count)s deleted fragment of tracked changes was left out.",
        "%(count)s deleted fragments of tracked changes were left out.", n),
    "letters": lambda n: ngettext(
        "%(count)s damaged letter “Ŝ” was changed to “ż”.", "%(count)s damaged letters “Ŝ” were changed to “ż”.", n),
    "bullets": lambda n: ngettext(
        "%(count)s bullet was changed to a dash.", "%(count)s bullets were changed to dashes.", n),
    "stray": lambda n: ngettext(
        "%(count)s line with a single sign was removed.", "%(count)s lines with a single sign were removed.", n),
    "hyphens": lambda n: ngettext(
        "%(count)s word divided between lines was joined.", "%(count)s words divided between lines were joined.", n),
    "wrapped": lambda n: ngettext(
        "%(count)s broken line was joined with the one above.",
        "%(count)s broken lines were joined with the ones above.", n),
    "headings": lambda n: ngettext(
        "%(count)s line in capitals was read as a heading.", "%(count)s lines in capitals were read as headings.", n),
    "alone": lambda n: ngettext(
        "%(count)s number was joined with the text that stood below it.",
        "%(count)s numbers were joined with the text that stood below them.", n),
    "running": lambda n: ngettext(
        "%(count)s line of a page header, footer or page number was removed. %(lines)s",
        "%(count)s lines of page headers, footers and page numbers were removed. %(lines)s", n),
}  # fmt: skip


def clean(text: str) -> Cleaned:
    """All repairs; a text that is not broken into lines is only trimmed and its lonely numbers joined."""
    made = Cleaned("")
    lines = _lines(text)
    lines = _without_running(lines, made)
    lines = _mended(lines, made)
    if is_wrapped(lines):
        lines = _unwrapped(lines, made)
    made.text = join_alone("\n".join(lines), made.repairs)
    return made


def join_alone(text: str, repairs: Counter) -> str:
    """A number that stands alone in its line gets the title or the text below it."""
    out: list[str] = []
    for line in filter(None, (" ".join(line.split()) for line in clean_text(text).splitlines())):
        above, number, words = recognise(out[-1]) if out else (PLAIN, "", "")
        kind, _number, text_below = recognise(line)
        if number and not words and _belongs(above, kind, text_below):
            out[-1] = _with_title(out[-1], text_below)
            repairs["alone"] += 1
        else:
            out.append(line)
    return "\n".join(out)


def _lines(text: str) -> list[str]:
    """Trimmed lines; a soft hyphen at the end of one is a division of a word, elsewhere it is nothing."""
    text = re.sub("[\u00ad\u2010]\\s*(?=\r|\n)", "-", text.replace("\f", "\n").replace("\v", "\n"))
    return [" ".join(line.split()) for line in clean_text(text).splitlines()]


def _without_running(lines: list[str], made: Cleaned) -> list[str]:
    """Leave out what stands on every page: the same words at even distances through the text, and page numbers."""
    places = defaultdict(list)
    for index, line in enumerate(lines):
        is_short = 0 < len(line) <= LONGEST_RUNNING
        if is_short and not line[0].islower() and not line.endswith(".") and recognise(line)[0] == PLAIN:
            places[re.sub(r"\d+", "#", line)].append(index)
    gone = set(_page_numbers(lines))
    for found in places.values():
        texts = sum(1 for index in found if index and recognise(lines[index - 1])[2] == "")  # “Art. 5.” / “(uchylony)”
        if _is_even(found, len(lines)) and texts * 2 < len(found):
            gone.update(found)
            made.running += [lines[found[0]]] if re.search(r"[^\W\d]|\d\W+\d", lines[found[0]]) else []
    made.repairs["running"] += len(gone)
    return [line for index, line in enumerate(lines) if index not in gone]


def _is_even(found: list[int], total: int) -> bool:
    gaps = [later - earlier for earlier, later in pairwise(found)]
    if len(gaps) < 2:
        return False
    usual = median(gaps)
    return 8 <= usual <= 150 and max(gaps) <= 3 * usual and found[-1] - found[0] >= total - 3 * usual


def _page_numbers(lines: list[str]) -> list[int]:
    """The places of bare numbers that count the pages one by one."""
    chain: list[int] = []
    expected = None
    for index, line in enumerate(lines):
        if (match := PAGE.match(line)) and (int(match[1]) == expected or (expected is None and int(match[1]) <= 2)):
            chain.append(index)
            expected = int(match[1]) + 1
    return chain if len(chain) >= 3 else []


def _mended(lines: list[str], made: Cleaned) -> list[str]:
    """Signs that a PDF leaves: single letters, bullets of all sorts, the Polish ż of an old font."""
    kept = [line for line in lines if not (len(line) == 1 and line.isalnum())]
    made.repairs["stray"] += len(lines) - len(kept)
    made.repairs["letters"] += sum(line.count("Ŝ") for line in kept)
    made.repairs["bullets"] += sum(1 for line in kept if BULLET.match(line))
    return [BULLET.sub("– ", line).replace("Ŝ", "ż") for line in kept]


def is_wrapped(lines: list[str]) -> bool:
    """Whether lines break in the middle of sentences, as those of a page do."""
    lines = [line for line in lines if line]
    broken = sum(
        1
        for before, line in pairwise(lines)
        if (line[0].islower() and recognise(line)[0] == PLAIN and not before.endswith(ENDS))
        or HYPHEN.search(before)
        or UNFINISHED.search(before)
    )
    return broken >= 2 and broken >= len(lines) * 0.08


def _unwrapped(lines: list[str], made: Cleaned) -> list[str]:
    width = sorted(len(line) for line in lines if line)[int(len([line for line in lines if line]) * 0.9) - 1]
    words = Counter(word for line in lines for word in re.findall(r"\w+-\w+", line))
    out: list[str] = []
    last = ""  # the raw line that stood above
    for line in lines:
        if line:
            _place(line, last, out, width, words, made.repairs)
        last = line
    return out


def _place(line: str, last: str, out: list[str], width: int, words: Counter, repairs: Counter) -> None:
    """Put one line of a page below the others, or at the end of the unit it continues."""
    above = out[-1] if out else ""
    kind = recognise(above)[0]
    if CAPITALS.match(line) and not line.endswith(".") and recognise(line)[0] == PLAIN:
        repairs["headings"] += 1
        if kind in HEADINGS and (not recognise(above)[2] or (kind == HEADING and last)):
            out[-1] = _with_title(above, line)
        else:
            out.append(f"# {line}")
    elif not above or kind == HEADING or not _continues(line, last, above, width):
        out.append(line)
    elif match := HYPHEN.search(above):
        out[-1] = _whole_word(above, line, match[1], words)
        repairs["hyphens"] += 1
    else:
        out[-1] = f"{above} {line}"
        repairs["wrapped"] += 1


def _continues(line: str, last: str, above: str, width: int) -> bool:
    kind, _number, words = recognise(line)
    if kind in (LETTER, POINT) and above.count("(") > above.count(")"):  # “(100 / zł), Opolu”
        return True
    if kind != PLAIN:
        is_reference = kind in (PARAGRAPH, ARTICLE) and bool(REFERENCE.match(words)) and not above.endswith(ENDS)
        return bool(UNFINISHED.search(above)) or is_reference
    if line.startswith("– ") and above.endswith((*ENDS, ",")):
        return False
    if recognise(above)[0] in HEADINGS:
        return line[0].islower()
    if line[0].islower() or recognise(above)[2] == "":
        return True
    if not above.endswith(ENDS):
        return bool(last) or not line[0].isupper()
    return len(last) >= width * 0.85


def _whole_word(above: str, line: str, first: str, words: Counter) -> str:
    """Join a word divided between lines; a compound (społeczno-zawodowy, Jastrzębie-Zdrój) keeps its hyphen."""
    second = re.split(r"\W", line, maxsplit=1)[0]
    keeps = COMPOUNDS.match(first) or not second[:1].islower() or words[f"{first}-{second}"]
    return (above if keeps else above[:-1]) + line


def _belongs(above: str, kind: str, text: str) -> bool:
    if above in HEADINGS:
        return kind in (PLAIN, HEADING) and len(text) <= LONGEST_HEADING and not text.endswith(".")
    return above in (ARTICLE, PARAGRAPH) and kind == PLAIN


def _with_title(number: str, title: str) -> str:
    if recognise(number)[0] == HEADING:
        return f"{number} {title}"
    return f"{number.rstrip('.')}. {title}"
