"""Rows of a public register: columns are named, a row becomes facts about one organisation or is refused with a sentence."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from ngos.choices import LegalForm
from ngos.lookalikes import plain_words
from ngos.models import ImportMapping
from ngos.validators import read_krs, read_nip, read_regon
from places.models import Municipality, all_places
from shared.intake.text import clean_line, clean_text, has_pesel
from shared.lists.sheets import ImportRefused, RowRefused, Table, columns, mapped_cells, read_mapping

FIELDS = ("name", "krs", "nip", "regon", "legal_form", "register_name", "register_number", "municipality")
FACTS = ("title", "krs", "nip", "regon", "legal_form", "register_name", "register_number")  # columns of the profile
LONGEST = {"title": 255, "register_name": 160, "register_number": 60}
LONGEST_KEY = 60
# What a header may say, in the order of choosing: the first column that fits and is free is taken.
HEADERS = [
    ("krs", ("krs",)),
    ("nip", ("nip",)),
    ("regon", ("regon",)),
    ("legal_form", ("forma prawna", "forma")),
    ("register_number", ("numer w rejestrze", "nr w rejestrze", "numer w ewidencji", "nr w ewidencji", "numer ewidencyjny", "nr ewidencyjny")),
    ("register_name", ("nazwa rejestru", "nazwa ewidencji", "rejestr", "ewidencja", "organ rejestrowy")),
    ("municipality", ("gmina", "gminy", "terc", "municipality")),
    ("name", ("nazwa organizacji", "nazwa podmiotu", "pelna nazwa", "nazwa", "name", "organizacja", "podmiot")),
]  # fmt: skip
# Forms that the full name itself declares; whatever else the name may hint at is not read into it.
DECLARED = [
    ("fundacj", LegalForm.FOUNDATION),
    ("ochotnicza straz pozarna", LegalForm.OSP),
    ("osp ", LegalForm.OSP),
    ("kolo gospodyn wiejskich", LegalForm.KGW),
    ("kgw ", LegalForm.KGW),
    ("uczniowski klub sportowy", LegalForm.UKS),
    ("uks ", LegalForm.UKS),
    ("spoldzielnia socjalna", LegalForm.SOCIAL_COOP),
    ("lokalna grupa dzialania", LegalForm.LAG),
]
BARE_PESEL = re.compile(r"(?<!\d)\d{11}(?!\d)")  # an amount of nine digits and two is no such number


@dataclass(frozen=True)
class Entry:
    """One row that can be compared with the directory; `data` is the whole row as the register wrote it."""

    row: int
    facts: dict[str, str]
    municipality: int
    data: dict[str, str] = field(default_factory=dict)

    @cached_property
    def identities(self) -> list[tuple[str, str]]:
        """What tells one organisation from another, the strongest first; a name only where there is no number."""
        return numbers(self.facts, self.municipality) or [named(self.facts["title"], self.municipality)]

    @property
    def key(self) -> str:
        """KRS when there, else NIP, REGON, the number of another register, else the name and the municipality."""
        return ":".join(self.identities[0])


@dataclass(frozen=True)
class Refusal:
    """One row that cannot be read, and why."""

    row: int
    sentence: str
    title: str = ""
    data: dict[str, str] = field(default_factory=dict)


def numbers(facts: dict[str, str], municipality: int) -> list[tuple[str, str]]:
    found = [(kind, facts[kind]) for kind in ("krs", "nip", "regon") if facts[kind]]
    if facts["register_number"]:
        place = facts["register_name"] or f"gmina {municipality}"
        found.append(("nr", shortened(" ".join([*plain_words(place), facts["register_number"].casefold()]))))
    return found


def named(title: str, municipality: int) -> tuple[str, str]:
    return ("name", shortened(" ".join([str(municipality), *plain_words(title)])))


def shortened(text: str) -> str:
    """Short enough for the key of a row, and still its own."""
    longest = LONGEST_KEY - len("name:")
    return text if len(text) <= longest else hashlib.sha256(text.encode()).hexdigest()[:longest]


# Columns.


def choose_columns(table: Table, pairs: Iterable[str] = ()) -> dict[str, str]:
    """What was used for this header last time, or what the header says itself; `field=COLUMN` pairs come before both."""
    mapping = (recalled(table.header) or guessed(table.header)) | read_mapping(pairs, fields=FIELDS)
    return {name: column for name, column in mapping.items() if column}


def guessed(header: list[str]) -> dict[str, str]:
    words = {column: f" {' '.join(plain_words(column.replace('_', ' ')))} " for column in header if column}
    found: dict[str, str] = {}
    for name, patterns in HEADERS:
        free = [column for column in words if column not in found.values() and header.count(column) == 1]
        hits = [column for pattern in patterns for column in free if f" {pattern} " in words[column]]
        if hits:
            found[name] = hits[0]
    return found


def header_key(header: list[str]) -> str:
    text = "\t".join(header)
    return text if len(text) <= 1000 else hashlib.sha256(text.encode()).hexdigest()


def recalled(header: list[str]) -> dict[str, str]:
    there = ImportMapping.objects.filter(header=header_key(header)).first()
    return dict(there.columns) if there else {}


def remember_columns(header: list[str], mapping: dict[str, str]) -> None:
    ImportMapping.objects.update_or_create(header=header_key(header), defaults={"columns": mapping})


# Rows.


def read_entries(
    table: Table, rows: Iterable, mapping: dict[str, str], *, default: Municipality | None
) -> Iterator[Entry | Refusal]:
    """An entry for each row, or its refusal; `default` is the municipality of rows that name none."""
    if "name" not in mapping:
        raise ImportRefused(_("Say which column holds the name of the organisation."))
    places, header, known = columns(table, mapping), whole_header(table.header), known_places()
    for number, cells in rows:
        data, title = whole_row(header, cells), ""
        try:
            raw = {name: clean_line(cell) for name, cell in mapped_cells(cells, places, width=len(header)).items()}
            title = raw["name"][: LONGEST["title"]]
            yield Entry(number, read_facts(raw), read_municipality(raw, known, default), data)
        except (RowRefused, ValidationError) as refusal:
            yield Refusal(number, " ".join(getattr(refusal, "messages", [str(refusal)])), title, data)


def read_facts(raw: dict[str, str]) -> dict[str, str]:
    facts = {
        "title": raw["name"],
        "krs": read_krs(raw.get("krs", "")),
        "nip": read_nip(raw.get("nip", "")),
        "regon": read_regon(raw.get("regon", "")),
        "register_name": raw.get("register_name", ""),
        "register_number": raw.get("register_number", ""),
    }
    if not plain_words(facts["title"]):
        raise RowRefused(_("The name is missing."))
    for name, limit in LONGEST.items():
        if len(facts[name]) > limit:
            raise RowRefused(
                _("“%(text)s…” is longer than %(limit)s characters.") % {"text": facts[name][:40], "limit": limit}
            )
    if has_pesel(facts["title"]):
        raise RowRefused(_("The text seems to contain a PESEL number. Delete it: it must not be public."))
    return facts | {"legal_form": read_legal_form(raw.get("legal_form", ""), facts)}


def read_legal_form(text: str, facts: dict[str, str]) -> str:
    """The form a column names, or the name itself declares; otherwise nothing, and whoever claims the profile says it."""
    said = " ".join(plain_words(text))
    if text in LegalForm.values or said in legal_forms():
        return text if text in LegalForm.values else legal_forms()[said]
    for words in (said, " ".join(plain_words(facts["title"]))):
        for beginning, form in DECLARED:
            if words.startswith(beginning):
                return form.value
        if words.startswith("stowarzyszenie zwykle"):
            return LegalForm.SIMPLE_ASSOCIATION.value
    return LegalForm.ASSOCIATION.value if facts["krs"] and said.startswith("stowarzyszenie") else ""


@lru_cache(maxsize=1)
def legal_forms() -> dict[str, str]:
    """The forms by the Polish words of the interface, which registers use too."""
    with translation.override("pl"):
        return {" ".join(plain_words(str(label))): value for value, label in LegalForm.choices}


def known_places() -> dict[str, int]:
    """Municipalities by name, by address and by TERC code."""
    found: dict[str, int] = {}
    for place in all_places():
        found |= {" ".join(plain_words(text)): place.pk for text in (place.name, place.slug, place.terc)}
    return found


def read_municipality(raw: dict[str, str], known: dict[str, int], default: Municipality | None) -> int:
    text = raw.get("municipality", "")
    if text:
        words = re.sub(r"^(gmina|gm|miasto i gmina|m i gm|miasto|m) | (gmina|miasto)$", "", " ".join(plain_words(text)))
        words = words.zfill(7) if words.isdigit() else words  # a TERC code that has lost its zero
        if words not in known:
            raise RowRefused(_("There is no municipality “%(name)s” here.") % {"name": text[:80]})
        return known[words]
    if default is None:
        raise RowRefused(_("The row names no municipality, and none was chosen for the whole file."))
    return default.pk


def whole_header(header: list[str]) -> list[str]:
    """Every column with a name of its own, so that no cell of the row is lost."""
    found: list[str] = []
    for place, name in enumerate(header, start=1):
        found.append(name if name and name not in found else f"{name} ({place})".strip())
    return found


def whole_row(header: list[str], cells: list[str]) -> dict[str, str]:
    """The row as the register wrote it, without what cannot be seen; a PESEL is not ours to keep."""
    texts = [clean_text(cell) for cell in cells[: len(header)]] + [""] * (len(header) - len(cells))
    return {
        name: "" if BARE_PESEL.search(text) and has_pesel(text) else text
        for name, text in zip(header, texts, strict=True)
    }
