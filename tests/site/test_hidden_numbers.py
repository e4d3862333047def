"""Numbers that hide between others, characters that hide at all."""

import unicodedata

import pytest

from shared.intake.text import clean_text, has_pesel
from shared.looks.diffing import Piece, word_diff


def test_a_postal_code_before_a_pesel():
    assert has_pesel("30-059 440514 01458")


@pytest.mark.parametrize("text", ["440514\u00a001458", "44.05.14.01458", "440514/01458"])
def test_a_pesel_with_other_separators(text):
    assert has_pesel(text)


def test_the_result_is_composed():
    cleaned = clean_text("gmin\u0061\u200b\u0328")
    assert cleaned == unicodedata.normalize("NFC", cleaned) == clean_text(cleaned)


@pytest.mark.parametrize("hidden", ["\u00ad", "\U000e0041", "\u180e", "\ufff9"])
def test_other_invisible_characters(hidden):
    assert clean_text(f"a{hidden}b") == "ab"


def test_a_long_text_compared_with_itself():
    text = "słowo " * 3000
    assert word_diff(text, text) == [Piece("same", text)]
