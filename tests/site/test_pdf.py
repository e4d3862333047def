"""A PDF comes out whatever people typed."""

import pytest

from shared.looks import pdf


@pytest.mark.parametrize("text", ["Zażółć gęślą jaźń – „tak”, ½ €", "a\tb\nc"])
def test_polish_words_are_left_alone(text):
    assert pdf.drawable(text) == text


def test_a_sign_without_a_glyph_is_told_by_its_number():
    assert pdf.drawable("Tak 👍!") == "Tak [U+1F44D]!"


def test_a_sign_from_the_private_area_can_not_be_drawn():
    assert pdf.drawable("\U0010abcd") == "[U+10ABCD]"


def test_signs_are_tried_together_and_one_that_is_missing_hides_no_other():
    assert pdf.drawable("Ж א ☐ ≤ ⸎ →") == "Ж א ☐ ≤ [U+2E0E] →"


def test_a_flood_of_signs_costs_no_more_than_its_trials(monkeypatch):
    tried = []
    monkeypatch.setattr(pdf, "_can_draw", {})
    monkeypatch.setattr(pdf, "MAX_TRIALS", 5)
    monkeypatch.setattr(pdf, "try_signs", lambda signs: bool(tried.append(signs)))

    assert pdf.drawable("ЖЗИЙКЛМН") == "[U+0416][U+0417][U+0418][U+0419][U+041A][U+041B][U+041C][U+041D]"
    assert len(tried) == 5


def test_only_the_fonts_of_the_package_are_used():
    """typst 0.15.0 embeds these four families; a machine with hundreds of fonts draws the same file."""
    assert pdf.packaged_fonts().families() == [
        "DejaVu Sans Mono", "Libertinus Serif", "New Computer Modern", "New Computer Modern Math",
    ]  # fmt: skip
    assert b"Libertinus" in pdf.compile_typst(b'#set document(title: "x")\n#set text(font: "Comic Neue")\nTak')


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
