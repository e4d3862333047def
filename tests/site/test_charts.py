"""A chart: what may be pasted, what is refused with a sentence, what is drawn, and the same numbers in a table."""

from decimal import Decimal

import pytest
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.blocks.struct_block import StructBlockValidationError

from shared.looks.blocks.chart import ChartBlock
from shared.looks.charts import MOST_ROWS, WIDTH, BadTable, draw, read_table
from shared.looks.numbers import plain_number, read_number, show_number

D = Decimal
NBSP = "\u00a0"


@pytest.fixture(autouse=True)
def in_polish():
    with translation.override("pl"):
        yield


# --- numbers --------------------------------------------------------------------------------------------------

READ = [
    ("12", D(12)), ("12,5", D("12.5")), ("12.5", D("12.5")), ("1 234,5", D("1234.5")), (f"43{NBSP}600", D(43600)),
    ("1\u202f234\u202f567", D(1234567)), ("-2,26", D("-2.26")), ("−2", D(-2)), ("–2", D(-2)), ("12,5 %", D("12.5")),
    ("120 zł", D(120)), ("0", D(0)), ("007", D(7)),
    ("", None), ("-", None), ("–", None), ("b.d.", None), ("Brak danych", None), ("x", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), READ)
def test_a_number_is_read_as_it_is_written_in_poland(text, value):
    assert read_number(text) == value


@pytest.mark.parametrize(
    "text", ["dużo", "12,5,1", "1.234,5", "12 34", "1e9", "=1+1", "NaN", "inf", "1" * 16, "<b>1</b>"]
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        read_number(text)


SHOWN = [
    (D("1234567.50"), f"1{NBSP}234{NBSP}567,5"), (D("12.00"), "12"), (D("0"), "0"), (D("100"), "100"), (D("-2.26"), "-2,26"),
    (None, ""), ("", ""), ("35.5", "35,5"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "text"), SHOWN)
def test_a_number_is_shown_with_a_comma_and_without_empty_zeros(value, text):
    assert show_number(value) == text


def test_a_number_is_shown_in_the_language_of_the_reader():
    with translation.override("en"):
        assert show_number(D("1234.5")) == "1,234.5"


@pytest.mark.parametrize(
    ("value", "comma", "text"),
    [(D("1234.50"), False, "1234.5"), (D("1234.50"), True, "1234,5"), (D("1000"), False, "1000"), (None, True, "")],
)
def test_a_number_for_programs_has_no_spaces(value, comma, text):
    assert plain_number(value, comma=comma) == text


# --- the pasted table -----------------------------------------------------------------------------------------


def test_a_table_may_be_pasted_from_a_spreadsheet_or_typed():
    pasted = read_table("Gmina\tOsoby\r\nSkawina\t43 600\r\nLiszki\t\r\n")
    typed = read_table('"Gmina";Osoby;\nSkawina;43600;\nLiszki\n\n;;\n')

    assert pasted.rows == typed.rows == [("Skawina", [D(43600)]), ("Liszki", [None])]
    assert pasted.header == typed.header == ["Gmina", "Osoby"]
    assert pasted.series == ["Osoby"]


REFUSED = {
    "": _("Paste a row of headings and at least one row of numbers."),
    "Gmina;Osoby": _("Paste a row of headings and at least one row of numbers."),
    "Gmina\nSkawina": _("A chart has one column of labels and one to %(most)s columns of numbers.") % {"most": 4},
    "G;a;b;c;d;e\nS;1;2;3;4;5": _("A chart has one column of labels and one to %(most)s columns of numbers.") % {"most": 4},
    "G;a\nS;1;2": _("Row %(row)s has %(cells)s cells, the headings have %(header)s.") % {"row": 2, "cells": 3, "header": 2},
    "G;a\nS;1\nL;dużo": _("Row %(row)s: “%(cell)s” is not a number.") % {"row": 3, "cell": "dużo"},
    "G;a\n" + "S;1\n" * (MOST_ROWS + 1): _("A chart shows at most %(most)s rows. Choose the most important ones.") % {"most": MOST_ROWS},
}  # fmt: skip


@pytest.mark.parametrize("text", REFUSED, ids=range(len(REFUSED)))
def test_a_table_that_cannot_be_drawn_is_refused_with_a_sentence(text):
    block, sentence = ChartBlock(), REFUSED[text]
    value = block.to_python({"title": "Ludzie", "kind": "bars", "data": text or " ", "unit": "", "source": "GUS"})
    with pytest.raises(BadTable) as refusal:
        read_table(text)
    with pytest.raises(StructBlockValidationError) as of_block:
        block.clean(value)

    assert str(refusal.value) == sentence
    assert set(of_block.value.block_errors) == {"data"}


@pytest.mark.parametrize("missing", ["title", "source", "data"])
def test_a_chart_needs_a_finding_a_table_and_a_source(missing):
    filled = {"title": "Ludzie", "kind": "bars", "data": "G;a\nS;1", "unit": "osoby", "source": "GUS"}
    block = ChartBlock()

    assert block.clean(block.to_python(filled))["title"] == "Ludzie"
    with pytest.raises(StructBlockValidationError) as refusal:
        block.clean(block.to_python({**filled, missing: " "}))
    assert set(refusal.value.block_errors) == {missing}


# --- the drawing ----------------------------------------------------------------------------------------------


def test_bars_are_as_long_as_their_numbers():
    drawing = draw("bars", read_table("G;a\nS;40\nL;10\nM;0"))

    long, short, none = (bar.width for bar in drawing.bars)
    assert (short * 4, none) == (long, 0)
    assert long < WIDTH
    assert [label for _x, _y, label in drawing.labels] == ["S", "L", "M"]
    assert drawing.legend == []


def test_a_missing_number_is_said_in_words_and_has_no_bar():
    missing, zero = draw("bars", read_table("G;a\nS;\nL;0")).bars

    assert (missing.text, missing.width, zero.text, zero.width) == (_("no data"), 0, "0", 0)


def test_numbers_below_zero_grow_to_the_left():
    drawing = draw("bars", read_table("G;a\nS;10\nL;-10"))
    up, down = drawing.bars

    assert (up.x, down.x + down.width, up.width) == (drawing.zero, drawing.zero, down.width)


def test_a_line_breaks_where_a_number_is_not_known():
    line = draw("lines", read_table("Rok;a\n2021;1\n2022;2\n2023;\n2024;3")).lines[0]

    assert (line["path"].count("M"), line["path"].count("L"), len(line["dots"])) == (2, 1, 3)


@pytest.mark.parametrize(
    "data", ["R;a\n1;5", "R;a\n1;5\n2;5", "R;a\n1;0\n2;0", "R;a\n1;\n2;", "R;a\n1;-5\n2;-1", "R;a\n1;0,001\n2;900000"]
)
def test_all_points_lie_between_the_lowest_and_the_highest_line(data):
    drawing = draw("lines", read_table(data))
    places = [y for y, _label in drawing.ticks]

    assert len(places) >= 2
    assert all(min(places) <= dot.y <= max(places) for line in drawing.lines for dot in line["dots"])


def test_many_years_do_not_run_into_each_other():
    drawing = draw("lines", read_table("R;a\n" + "\n".join(f"{year};1" for year in range(2000, 2031))))

    assert len(drawing.labels) <= 6


def shown(**changes) -> str:
    value = {
        "title": "Ludzie",
        "kind": "bars",
        "data": "G;a;b\nS;1,5;\nL;2;3",
        "unit": "osoby",
        "source": "GUS",
        **changes,
    }
    block = ChartBlock()
    return " ".join(block.render(block.to_python(value)).split())


@pytest.mark.parametrize("kind", ["bars", "lines"])
def test_the_same_numbers_stand_in_a_table_below_the_drawing(kind):
    page = shown(kind=kind)

    assert page.count("<svg") == 3  # two marks of the legend and the drawing
    assert page.index('role="img"') < page.index("<details") < page.index("<table")
    assert page.count('scope="col"') == 3
    assert ("1,5</td>" in page, f"{_('no data')}</span>" in page) == (True, True)


@pytest.mark.parametrize("kind", ["bars", "lines"])
@pytest.mark.parametrize("language", ["pl", "en"])
def test_places_in_a_drawing_are_numbers_in_every_language(kind, language):
    with translation.override(language):
        page = shown(kind=kind, data="G;a\n" + "\n".join(f"{n};{n * 1111},7" for n in range(1, 12)))

    drawing = page[page.index('<svg class="drawing"') : page.index("</svg>")]
    places = [
        part.split('"')[0]
        for name in ("x", "y", "cx", "cy", "width", "height")
        for part in drawing.split(f' {name}="')[1:]
    ]
    assert places
    assert [place for place in places if "," in place or NBSP in place] == []
    assert "style=" not in page


def test_whatever_is_typed_into_a_chart_is_shown_as_words():
    evil = '"><script>alert(1)</script>'
    page = shown(title=evil, unit=evil, source=evil, data=f"{evil};{evil}\n{evil};1")

    assert ("<script" in page, "&lt;script&gt;" in page) == (False, True)


def test_a_draft_with_a_bad_table_says_why_and_still_shows_the_page():
    page = shown(data="G;a\nS;dużo")

    assert ("<svg" in page, _("Row %(row)s: “%(cell)s” is not a number.") % {"row": 2, "cell": "dużo"} in page) == (
        False,
        True,
    )


def test_the_chart_says_what_it_is_and_shows_itself():
    block = ChartBlock()
    block.set_name("chart")

    assert (bool(block.meta.icon), bool(block.label), bool(block.meta.description)) == (True, True, True)
    assert 'role="img"' in block.render(block.get_preview_value())
