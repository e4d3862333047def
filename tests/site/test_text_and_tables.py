"""What people type is cleaned, what is handed out runs no formula, two wordings are compared word by word."""

import csv
import io
import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import load_workbook

from shared.intake.text import clean_line, clean_text, has_pesel
from shared.lists.tables import FORMULA_STARTS, csv_bytes, safe_cell, xlsx_bytes
from shared.looks.diffing import MAX_TOKENS, Piece, word_diff
from shared.templatetags.razem import diff

ANY = st.text(max_size=60)
ODD = st.text(alphabet="ab ąż\n\r\t\x00\x07\x0b\x1f\x7f\x85\u200b\u200e\u202e\u2066\ufeff\u061c\ud800", max_size=30)

# --- cleaning -------------------------------------------------------------------------------------------------

CLEANED = {
    "Zażółć gęślą jaźń": "Zażółć gęślą jaźń",
    "  dwa  odstępy  ": "dwa  odstępy",
    "wiersz\r\nwiersz\rwiersz\n": "wiersz\nwiersz\nwiersz",
    "ko\u0142o z\u0307aby": "koło żaby",  # a dot above is composed with its letter
    "nul\x00dzwonek\x07esc\x1b[31m": "nuldzwonekesc[31m",
    "\ufeffpoczątek": "początek",
    "fa\u200bktu\u2060ra\u200d": "faktura",
    "\u202eofni\u202c \u2067x\u2069 \u061cy\u200f": "ofni x y",
    "po\ud800łowa": "połowa",
    "kolumna\tkolumna": "kolumna\tkolumna",
    "<b>&amp;</b>": "<b>&amp;</b>",  # cleaning is not escaping
    "🙂 „cudzysłów” – myślnik": "🙂 „cudzysłów” – myślnik",
    " \n\t \u200b ": "",
    "": "",
}


@pytest.mark.parametrize("typed", CLEANED)
def test_what_cannot_be_seen_is_taken_out_and_the_words_stay(typed):
    assert clean_text(typed) == CLEANED[typed]


@given(ODD)
def test_nothing_hidden_passes(typed):
    cleaned = clean_text(typed)

    assert [c for c in cleaned if unicodedata.category(c) in ("Cc", "Cs", "Cf") and c not in "\n\t"] == []
    assert cleaned == cleaned.strip()
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned


@given(ODD)
def test_cleaning_twice_changes_nothing_more(typed):
    assert clean_text(clean_text(typed)) == clean_text(typed)
    assert clean_line(clean_line(typed)) == clean_line(typed)


@given(ANY)
@example("a\u2028b\u2029c\x0bd")
def test_a_line_is_one_line_with_single_spaces(typed):
    line = clean_line(typed)

    assert len(line.splitlines()) <= 1
    assert line == " ".join(line.split())


# --- PESEL ----------------------------------------------------------------------------------------------------

PESELS = {
    "44051401458": True,
    "Mój PESEL: 44051401458.": True,
    "PESEL44051401458": True,
    "440514 01458": True,
    "44-05-14-01458": True,
    "4 4 0 5 1 4 0 1 4 5 8": True,
    "02270803624": True,  # born in 2002: the month is 27
    "tel. 12 555 01 20, PESEL 44051401458": True,
    "12345678901, 44051401458": True,
    "44051401459": False,  # the checksum
    "44133201458": False,  # month 13, day 32
    "00000000000": False,
    "144051401458": False,  # twelve digits
    "440514014580": False,
    "4405140145": False,
    "440514  01458": True,
    "440514\n01458": True,
    "440514___01458": False,  # not one number any more
    "PL61 1090 1014 0000 0712 1981 2874": False,  # an account
    "KS/2026/012/0007": False,
    "8 września 2026 r., godz. 10:00": False,
    "": False,
}


@pytest.mark.parametrize("text", PESELS)
def test_a_valid_pesel_is_found_and_nothing_else_is_taken_for_one(text):
    assert has_pesel(text) is PESELS[text]


@given(st.integers(0, 9), st.integers(0, 9))
def test_one_changed_digit_of_a_pesel_is_no_pesel(digit, place):
    changed = "44051401458"[:place] + str(digit) + "44051401458"[place + 1 :]

    assert has_pesel(changed) is (changed == "44051401458")


@given(st.text(alphabet="abcdefgh ąćęłńóśźż.,:;()\n", max_size=40))
def test_words_around_a_pesel_do_not_hide_it(words):
    assert (has_pesel(words), has_pesel(f"{words}44051401458{words}")) == (False, True)


# --- tables ---------------------------------------------------------------------------------------------------

CELLS = [
    # as typed, as handed out
    ('=HYPERLINK("https://zly.example";"ok")', True),
    ("+48 12 555 01 20", True),
    ("-1", True),
    ("@SUM(A1)", True),
    ("\t=1+1", True),
    ("\r=1+1", True),
    ("   =1+1", True),
    ("\n=1+1", True),
    ("Uwaga = dobra", False),
    ("1-2", False),
    ("'cytat", False),
    ("", False),
]


@pytest.mark.parametrize(("typed", "quoted"), CELLS)
def test_a_cell_that_would_run_becomes_text(typed, quoted):
    assert safe_cell(typed) == ("'" + typed if quoted else typed)


@given(ANY)
def test_no_cell_begins_a_formula_and_no_word_is_lost(typed):
    cell = safe_cell(typed)

    assert (cell.lstrip(" \n")[:1] in FORMULA_STARTS, cell.endswith(typed)) == (False, True)


@pytest.mark.parametrize(("value", "cell"), [(None, ""), (0, "0"), (True, "True"), (2.5, "2.5")])
def test_what_is_not_text_is_written_as_text(value, cell):
    assert safe_cell(value) == cell


@pytest.mark.parametrize(("excel", "mark", "comma"), [(False, b"", ","), (True, b"\xef\xbb\xbf", ";")])
def test_a_csv_file_is_read_back_as_it_was(excel, mark, comma):
    rows = [["żółć", 'z "cudzysłowem"', "a;b,c", "dwa\nwiersze", "\r\n"], ["", "'", "ą" * 5000, "ok", ";"]]
    content = csv_bytes(["a", "b", "c", "d", "e"], rows, excel=excel)

    assert content[:3] == (mark or b'"a"')
    text = io.StringIO(content.removeprefix(mark).decode("utf-8"), newline="")
    assert list(csv.reader(text, delimiter=comma))[:1] == [["a", "b", "c", "d", "e"]]
    text.seek(0)
    assert [row[:4] for row in csv.reader(text, delimiter=comma)][1:] == [row[:4] for row in rows]


def split_anywhere(line: str) -> list[str]:
    """As LibreOffice opens a file by default: comma, semicolon and tab all divide, unless in quotes."""
    return [quoted or plain for quoted, plain in re.findall(r'"((?:[^"]|"")*)"|([^,;\t"]+)', line)]


@pytest.mark.parametrize("excel", [False, True])
@pytest.mark.parametrize("typed", ["ok;=1+1", "ok\t=1+1", "ok,=1+1", "a;@SUM(A1);b"])
def test_a_program_that_divides_at_another_sign_finds_no_formula(typed, excel):
    line = csv_bytes(["a", "b"], [[typed, "dalej"]], excel=excel).decode("utf-8-sig").splitlines()[1]

    assert split_anywhere(line) == [typed, "dalej"]


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), min_size=3, max_size=3)))
def test_any_table_keeps_its_shape(rows):
    content = csv_bytes(["a", "b", "c"], rows, excel=True).decode("utf-8-sig")
    found = list(csv.reader(io.StringIO(content, newline=""), delimiter=";"))

    assert found == [["a", "b", "c"], *([safe_cell(cell) for cell in row] for row in rows)]


def test_a_workbook_holds_numbers_and_words_and_no_formulas_or_links():
    row = ["=1+1", "https://zly.example", 7, 2.5, True, None, "mailto:a@b.example", "  @x"]
    content = xlsx_bytes({"Uwagi": (["=nagłówek", *"bcdefgh"], [row]), "x" * 40: ([], [])})
    book = load_workbook(io.BytesIO(content))
    cells = book["Uwagi"][2]

    assert book.sheetnames == ["Uwagi", "x" * 31]
    assert [cell.value for cell in cells] == [
        "'=1+1", "https://zly.example", 7, 2.5, "True", "", "mailto:a@b.example", "'  @x"
    ]  # fmt: skip
    assert {cell.data_type for line in book["Uwagi"].iter_rows() for cell in line} == {"s", "n"}
    assert [cell.hyperlink for cell in cells] == [None] * 8


# --- two wordings ---------------------------------------------------------------------------------------------

DIFFS = {
    "a changed word": (
        ("najpóźniej 14 dni przed", "najpóźniej 7 dni przed"),
        [("same", "najpóźniej"), ("del", " 14"), ("ins", " 7"), ("same", " dni przed")],
    ),
    "an added word": (("a b", "a i b"), [("same", "a"), ("ins", " i"), ("same", " b")]),
    "a removed end": (("a, b.", "a."), [("same", "a"), ("del", ", b"), ("same", ".")]),
    "nothing changed": (("bez zmian", "bez zmian"), [("same", "bez zmian")]),
    "from nothing": (("", "nowe"), [("ins", "nowe")]),
    "to nothing": (("stare", ""), [("del", "stare")]),
    "nothing at all": (("", ""), []),
    "crumbs between changes join them": (
        ("gminy pytają ludzi i wspierają kluby dziś", "gminy słuchają sołtysów i uczą kluby dziś"),
        [
            ("same", "gminy"),
            ("del", " pytają ludzi i wspierają"),
            ("ins", " słuchają sołtysów i uczą"),
            ("same", " kluby dziś"),
        ],
    ),
    "a whole word, not a letter": (("gmina", "gminy"), [("del", "gmina"), ("ins", "gminy")]),
}


@pytest.mark.parametrize("what", DIFFS)
def test_two_wordings_are_compared_word_by_word(what):
    (before, after), pieces = DIFFS[what]

    assert word_diff(before, after) == [Piece(*piece) for piece in pieces]


@given(ANY, ANY)
def test_the_pieces_are_both_wordings_whole(before, after):
    pieces = word_diff(before, after)

    assert "".join(piece.text for piece in pieces if piece.kind != "ins") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "del") == after
    assert [piece for piece in pieces if not piece.text or piece.kind not in ("same", "del", "ins")] == []


def test_very_long_texts_are_shown_whole_one_after_the_other():
    before, after = "słowo " * MAX_TOKENS, "wyraz " * MAX_TOKENS

    pieces = word_diff(before, after)

    assert [piece.kind for piece in pieces if piece.text.strip()] == ["del", "ins"]


def test_a_text_made_to_cost_hours_costs_nothing():
    before, after = "a " * 999, "a-" * 999
    pieces = word_diff(before, after)

    assert ["".join(p.text for p in pieces if p.kind != kind) for kind in ("ins", "del")] == [before, after]
    assert len(pieces) < 5


def test_compared_words_are_escaped_on_the_page():
    shown = diff("<b>a</b>", "<b>b</b>")
    plain = re.sub(r'<span class="visually-hidden">(usunięto|dodano): </span>', "", shown)

    assert plain == "&lt;b&gt;<del>a</del> <ins>b</ins>&lt;/b&gt;"
    assert shown.count("visually-hidden") == 2
