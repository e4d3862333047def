"""Files from outside become rows of text, whatever wrote them; what cannot be read is refused with a sentence."""

import csv
import io
import zipfile
from io import BytesIO

import pytest
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook

from shared.lists import sheets
from shared.lists.sheets import ImportRefused, table_of

WORDS = "Zażółć gęślą jaźń, ŚLĄSKIE ŹRÓDŁO „Tak”"


def table(rows, delimiter=",", encoding="utf-8") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def workbook(rows) -> bytes:
    book, out = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def bomb() -> bytes:
    """A ZIP archive of a few hundred kilobytes that unpacks to more than the limit."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b"0" * (sheets.MAX_UNPACKED + 1))
    return out.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250"])
def test_polish_letters_survive_every_encoding_and_delimiter(encoding, delimiter):
    found = table_of(table([["nr", "nazwa"], ["1", WORDS]], delimiter, encoding))

    assert (found.header, found.rows) == (["nr", "nazwa"], [(2, ["1", WORDS])])


def test_the_encoding_of_old_unix_offices_is_told_from_that_of_windows():
    words = "Koło Gospodyń Wiejskich „Źdźbło” w Świątnikach, Łąka Święta".replace("„", '"').replace("”", '"')

    assert [row for _n, row in table_of(table([["nazwa"], [words]], encoding="iso-8859-2")).rows] == [[words]]


def test_a_told_encoding_and_delimiter_come_before_every_guess():
    raw = "a|b\nść|ź".encode("cp1250")

    assert table_of(raw, encoding="cp1250", delimiter="|").rows == [(2, ["ść", "ź"])]


def test_the_content_decides_and_not_the_name():
    assert table_of(workbook([["nr"], [1.0]]), name="spis.csv").rows == [(2, ["1"])]


def test_blank_rows_of_a_workbook_inside_stay_and_at_the_end_go():
    assert table_of(workbook([["nr", "x"], [None, None], ["1", "a"], [None, " "], []])).rows == [
        (2, []),
        (3, ["1", "a"]),
    ]


REFUSED = {
    "empty": (b"", "The file is empty."),
    "blank lines": (b"\n;;\n\n", "The file is empty."),
    "old Excel": (b"\xd0\xcf\x11\xe0rest", "This is a workbook of an old Excel (XLS). Save it as XLSX or CSV."),
    "no workbook": (b"PK\x03\x04 and then nothing", "The file is not an XLSX workbook."),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "The file is neither a CSV table nor an XLSX workbook."),
    "no known letters": (b"a;b\n\x83\x81;\x98", "The encoding of the file is not known. Save it once more as UTF-8."),
    "UTF-16 without its mark": ("a;b\n1;2".encode("utf-16-le"), "The file is neither a CSV table nor an XLSX workbook."),
    "an open quote": (b'a;b\n1;"never closed\n2;c', "The quotation marks do not match near line 3 of the file."),
    "a bomb": (bomb(), "The table is too large. Divide it into several files."),
    "too many cells": (b"," * (sheets.MAX_CELLS + 1), "The table is too large. Divide it into several files."),
    "too many rows": (b"a\n" * (sheets.MAX_ROWS + 1), "The table is too large. Divide it into several files."),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(name):
    raw, sentence = REFUSED[name]
    with translation.override("en"), pytest.raises(ImportRefused) as refusal:
        table_of(raw)

    assert str(refusal.value) == sentence


@given(st.binary(max_size=200))
def test_whatever_the_bytes_are_they_are_read_or_refused(raw):
    for beginning in (b"", b"PK\x03\x04", b"\xff\xfe"):
        try:
            found = table_of(beginning + raw)
        except ImportRefused:
            continue
        assert [cell for _number, row in found.rows for cell in row if not isinstance(cell, str)] == []


@given(st.integers(0, 5000), st.integers(0, 255))
@example(4533, 185)  # an archive of a version nobody has written yet
def test_a_damaged_workbook_is_read_or_refused(place, byte):
    raw = bytearray(workbook([["nr", "nazwa"], [1, "Koło"]]))
    raw[place % len(raw)] = byte
    try:
        table_of(bytes(raw), name="spis.xlsx")
    except ImportRefused as refusal:
        assert str(refusal)


def test_an_archive_of_another_kind_is_no_workbook():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", "<office/>")

    with pytest.raises(ImportRefused):
        table_of(out.getvalue(), name="spis.ods")
