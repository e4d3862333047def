"""Tables from outside: bytes to rows of text (CSV in any encoding of a Polish office, XLSX), and the columns people name."""

import csv
import io
import json
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from shared.intake.text import clean_line
from shared.lists.tables import csv_bytes

LONGEST_CELL = 10_000_000
MAX_UNPACKED = 100 * 1024 * 1024  # a workbook is a ZIP archive: 40 kB can hold 40 GB
MAX_ROWS, MAX_CELLS = 200_000, 3_000_000
WORKBOOK, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# ą ś ź differ in the two old Polish encodings; the quotation marks of Windows are control characters in the other.
ONLY_CP1250 = [bytes([code]) for code in (*range(0x80, 0xA0), 0xA5, 0xB9)]
ONLY_LATIN2 = [text.encode("iso-8859-2") for text in "ąśźĄŚŹ"]


class ImportRefused(Exception):
    """The whole file cannot be read; nothing was stored."""


class RowRefused(Exception):
    """One row cannot be stored; the others go on."""


@dataclass(frozen=True)
class Table:
    """A header and rows of text; the number is the row's number in a spreadsheet (the header is row 1)."""

    header: list[str]
    rows: list[tuple[int, list[str]]]


def read_table(path: Path, *, encoding: str = "auto", delimiter: str = "auto") -> Table:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ImportRefused(_("The file %(name)s cannot be read.") % {"name": path}) from error
    return table_of(raw, name=path.name, encoding=encoding, delimiter=delimiter)


def table_of(raw: bytes, *, name: str = "", encoding: str = "auto", delimiter: str = "auto") -> Table:
    """The first sheet of an XLSX workbook, or a CSV file; blank rows at the very end are no rows.

    The content decides what it is; a name can only promise a workbook that then is none.
    """
    if raw.startswith(OLD_EXCEL):
        raise ImportRefused(_("This is a workbook of an old Excel (XLS). Save it as XLSX or CSV."))
    is_workbook = raw.startswith(WORKBOOK) or name.lower().endswith((".xlsx", ".xlsm"))
    found = xlsx_rows(raw) if is_workbook else csv_rows(raw, encoding, delimiter)
    while found and not any(cell.strip() for cell in found[-1]):
        found.pop()
    if not found:
        raise ImportRefused(_("The file is empty."))
    if len(found) > MAX_ROWS:
        raise ImportRefused(too_large())
    return Table([clean_line(cell) for cell in found[0]], list(enumerate(found[1:], start=2)))


def too_large() -> str:
    return _("The table is too large. Divide it into several files.")


def within_limits(rows: Iterable[list[str]]) -> list[list[str]]:
    """The rows as a list, counted while they come: a small file can promise a billion cells."""
    found, cells = [], 0
    for row in rows:
        cells += len(row)
        if cells > MAX_CELLS:
            raise ImportRefused(too_large())
        found.append(row)
    return found


def csv_rows(raw: bytes, encoding: str, delimiter: str) -> list[list[str]]:
    """Strict about quotes: one that is never closed would swallow all rows after it."""
    text = decoded(raw, encoding)
    if "\x00" in text:
        raise ImportRefused(_("The file is neither a CSV table nor an XLSX workbook."))
    mark = {"tab": "\t", "\\t": "\t"}.get(delimiter, delimiter)
    if mark == "auto":
        mark = max(";,\t", key=lambda candidate: text.partition("\n")[0].count(candidate))
    before = csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        return within_limits(reader)
    except csv.Error as error:
        sentence = _("The quotation marks do not match near line %(line)s of the file.") % {"line": reader.line_num}
        raise ImportRefused(sentence) from error
    finally:
        csv.field_size_limit(before)


def decoded(raw: bytes, encoding: str) -> str:
    """UTF-16 by its mark, UTF-8 when the bytes allow it, else the code page of Polish Windows or ISO 8859-2."""
    for name in likely_encodings(raw) if encoding == "auto" else (encoding,):
        try:
            return raw.decode(name)
        except UnicodeError:
            continue
        except LookupError as error:
            raise ImportRefused(_("Unknown encoding: %(name)s.") % {"name": name}) from error
    if encoding == "auto":
        raise ImportRefused(_("The encoding of the file is not known. Save it once more as UTF-8."))
    raise ImportRefused(_("The file is not in the encoding %(name)s.") % {"name": encoding})


def likely_encodings(raw: bytes) -> tuple[str, ...]:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    windows, latin2 = (sum(map(raw.count, letters)) for letters in (ONLY_CP1250, ONLY_LATIN2))
    return ("utf-8-sig", "iso-8859-2" if latin2 > windows else "cp1250")


def xlsx_rows(raw: bytes) -> list[list[str]]:
    """Formulas come as their text, never as a result somebody else has computed."""
    try:
        with ZipFile(io.BytesIO(raw)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked > MAX_UNPACKED:
            raise ImportRefused(too_large())
        with closing(load_workbook(io.BytesIO(raw), read_only=True, data_only=False)) as book:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # some programs write a wrong size, and rows beyond it would be lost
            return within_limits(row_texts(values) for values in sheet.iter_rows(values_only=True))
    except ImportRefused:
        raise
    except Exception as error:  # a damaged or hostile workbook can break the parsers at any place
        raise ImportRefused(_("The file is not an XLSX workbook.")) from error


def row_texts(values: tuple) -> list[str]:
    """A blank row has no cells: programs leave a million of them behind."""
    texts = [cell_text(value) for value in values]
    return texts if any(texts) else []


def cell_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(getattr(value, "text", value))  # an array formula is an object with a text


# Columns.


def read_mapping(pairs: Iterable[str], path: Path | None = None, *, fields: tuple[str, ...]) -> dict[str, str]:
    """`field=COLUMN` pairs, or a JSON object of the same."""
    try:
        mapping = dict(json.loads(path.read_text("utf-8"))) if path else {}
    except (OSError, ValueError, TypeError) as error:
        raise ImportRefused(_("The file %(name)s cannot be read.") % {"name": path}) from error
    mapping |= {name.strip(): column for name, _sign, column in (pair.partition("=") for pair in pairs)}
    unknown = [name for name in mapping if name not in fields]
    if unknown:
        words = {"names": ", ".join(unknown), "fields": ", ".join(fields)}
        raise ImportRefused(_("Unknown fields: %(names)s. The fields are: %(fields)s.") % words)
    return {name: clean_line(str(column)) for name, column in mapping.items()}


def columns(table: Table, mapping: dict[str, str]) -> dict[str, int]:
    """The position of every mapped column, which must stand in the header once."""
    for name in mapping.values():
        words = {"name": name, "columns": ", ".join(table.header)}
        if name not in table.header:
            raise ImportRefused(_("There is no column “%(name)s”. The columns are: %(columns)s.") % words)
        if table.header.count(name) > 1:
            raise ImportRefused(_("The column “%(name)s” stands twice in the header.") % words)
    return {key: table.header.index(name) for key, name in mapping.items()}


def mapped_cells(cells: list[str], places: dict[str, int], *, width: int) -> dict[str, str]:
    """What stands in the mapped columns of one row; a blank row and one that is too long are refused."""
    if not any(cell.strip() for cell in cells):
        raise RowRefused(_("The row is empty."))
    if any(cell.strip() for cell in cells[width:]):
        raise RowRefused(_("The row has more cells than the header."))
    return {key: cells[place] if place < len(cells) else "" for key, place in places.items()}


def refused_csv(table: Table, refused: Iterable[tuple[int, str]]) -> bytes:
    """The refused rows with their reasons, for the person who corrects the file."""
    cells = dict(table.rows)
    return csv_bytes(
        [_("Row"), _("Reason"), *table.header],
        ([str(number), sentence, *cells[number]] for number, sentence in refused),
    )
