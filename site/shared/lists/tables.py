"""Tables for other people's programs: CSV and XLSX in which no cell is a formula."""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import xlsxwriter

BOM = b"\xef\xbb\xbf"
ROWS_AT_ONCE = 200
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: Any) -> str:
    """Spreadsheets run cells that start with = + - @ as formulas: an apostrophe makes them text."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" \n").startswith(FORMULA_STARTS) or text.startswith(FORMULA_STARTS) else text


class _Given:
    """What `csv.writer` writes comes back from `writerow`."""

    def write(self, text: str) -> str:
        return text


def csv_lines(header: list[str], rows: Iterable[list], *, excel: bool = False) -> Iterator[bytes]:
    """UTF-8, header row, every cell in quotes (docs/decisions/0007); `excel`: a byte order mark and semicolons."""
    writer = csv.writer(_Given(), delimiter=";" if excel else ",", quoting=csv.QUOTE_ALL)
    yield (BOM if excel else b"") + writer.writerow(header).encode("utf-8")
    cells = ([safe_cell(cell) for cell in row] for row in rows)
    while some := list(islice(cells, ROWS_AT_ONCE)):
        yield "".join(map(writer.writerow, some)).encode("utf-8")


def csv_bytes(header: list[str], rows: Iterable[list], *, excel: bool = False) -> bytes:
    return b"".join(csv_lines(header, rows, excel=excel))


def xlsx_bytes(sheets: dict[str, tuple[list[str], list[list]]]) -> bytes:
    """One workbook; every text is written as a string, so that nothing is a formula or a link."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        for name, (header, rows) in sheets.items():
            sheet = book.add_worksheet(name[:31])
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, max(len(header) - 1, 0), 24)
            sheet.write_row(0, 0, header, bold)
            for number, row in enumerate(rows, start=1):
                for column, cell in enumerate(row):
                    write_cell(sheet, number, column, cell, wrap)
    return out.getvalue()


def write_cell(sheet: Any, row: int, column: int, cell: Any, style: Any) -> None:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        sheet.write_number(row, column, cell, style)
    else:
        sheet.write_string(row, column, safe_cell(cell), style)
