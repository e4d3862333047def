"""Words are not numbers, letters with diacritics are not repetitions."""

import pytest

from documents.models import Unit
from documents.numbering import read_units


@pytest.mark.parametrize("line", ["Rozdział Inwestycje", "Rozdział Cele i zadania"])
def test_a_word_is_no_roman_number(line):
    assert [(unit.kind, unit.text) for unit in read_units(line)] == [("plain", line)]


@pytest.mark.parametrize("pair", ["z) x\nź) y", "a) x\ną) y"])
def test_different_letters_are_no_repetition(pair):
    assert [unit.doubts for unit in read_units(f"§ 1.\n{pair}")] == [(), (), ()]


def test_a_number_fits_its_column():
    assert len(read_units("§ 1234567890123. x")[0].number) <= Unit._meta.get_field("number").max_length


@pytest.mark.parametrize("mark", ["\ufeff", "\u200b"])
def test_invisible_marks_hide_no_paragraph(mark):
    assert [unit.kind for unit in read_units(f"{mark}§ 1. x")] == ["paragraph"]


def test_a_repeated_chapter_is_marked_in_the_preview(document):
    document.text = "Rozdział 1. A\nRozdział 1. B"
    assert document.make_preview_request().content.decode().count("Ten numer się powtarza") == 1
