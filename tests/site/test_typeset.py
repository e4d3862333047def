"""A PDF comes out whatever people typed."""

import pytest

from shared.looks import pdf


@pytest.mark.parametrize("text", ["Zażółć gęślą jaźń – „tak”, ½ €", "a\tb\nc"])
def test_polish_words_are_left_alone(text):
    assert pdf.drawable(text) == text


def test_a_sign_without_a_glyph_is_told_by_its_number(monkeypatch):
    monkeypatch.setattr(pdf, "can_draw", lambda sign: False)

    assert pdf.drawable("Tak 👍!") == "Tak [U+1F44D]!"


def test_a_sign_from_the_private_area_can_not_be_drawn():
    assert not pdf.can_draw("\U0010abcd")


@pytest.mark.parametrize("text", ["👍🙂❤️", "日本語", "\U0010abcd", '"quotes" \\ #set', "שלום"])
def test_any_text_becomes_a_pdf(text, tmp_path):
    template = tmp_path / "words.typ"
    template.write_text(
        '#let d = json(bytes(sys.inputs.data))\n#set document(title: "x")\n#set text(lang: "pl")\n#d.text'
    )

    assert pdf.pdf(template, {"text": text})[:5] == b"%PDF-"


def test_a_long_report_is_drawn_in_a_process_of_its_own_and_looks_the_same(tmp_path, monkeypatch):
    template = tmp_path / "words.typ"
    template.write_text(
        '#let d = json(bytes(sys.inputs.data))\n#set document(title: "x", date: none)\n#set text(lang: "pl")\n#d.text'
    )
    here = pdf.pdf(template, {"text": "Zażółć #set „tak”"})
    monkeypatch.setattr(pdf, "LARGE", 1)

    assert pdf.pdf(template, {"text": "Zażółć #set „tak”"}) == here
