"""Files become numbered lines: what Word and Writer compute is computed, what could harm is refused with a sentence."""

import pytest
from django.utils.translation import gettext

from documents import archives
from documents.importing import LARGEST_FILE, LONGEST_TEXT, ImportRefused, import_file, import_text
from documents.numbering import read_units
from tests.factories.files import ODF, W, archive, docx, level, odt, odt_level, paragraph


def lines(raw: bytes) -> list[str]:
    return import_file(raw).text.splitlines()


def repairs(raw: bytes) -> dict[str, int]:
    return {name: count for name, count in import_file(raw).repairs.items() if count}


# --- DOCX -------------------------------------------------------------------------------------------------------


def test_numbers_that_word_computes_are_computed():
    rows = [
        ("Rezerwacja", 0), ("Najpóźniej 14 dni:", 1), ("pisemnie", 2), ("listem", 3), ("mailem", 3), ("ustnie", 2),
        ("Drugi ustęp", 1), ("Opłaty", 0), ("Pierwszy", 1), ("punkt", 2),
    ]  # fmt: skip
    raw = docx("".join(paragraph(words, list_id=1, depth=depth) for words, depth in rows))

    assert lines(raw) == [
        "§ 1. Rezerwacja", "1. Najpóźniej 14 dni:", "1) pisemnie", "a) listem", "b) mailem", "2) ustnie",
        "2. Drugi ustęp", "§ 2. Opłaty", "1. Pierwszy", "1) punkt",
    ]  # fmt: skip
    assert repairs(raw) == {"numbers": 10}


FORMATS = [
    ("decimal", "%1.", ["1.", "2.", "3."]),
    ("decimal", "%1)", ["1)", "2)", "3)"]),
    ("decimal", "§ %1", ["§ 1", "§ 2", "§ 3"]),
    ("decimal", "Art. %1", ["Art. 1.", "Art. 2.", "Art. 3."]),
    ("decimal", "%1", ["1.", "2.", "3."]),
    ("upperRoman", "Rozdział %1", ["Rozdział I", "Rozdział II", "Rozdział III"]),
    ("lowerRoman", "%1)", ["i)", "ii)", "iii)"]),
    ("lowerLetter", "%1)", ["a)", "b)", "c)"]),
    ("upperLetter", "%1.", ["A.", "B.", "C."]),
    ("bullet", "\uf0b7", ["–", "–", "–"]),
    ("none", "", ["", "", ""]),
]


@pytest.mark.parametrize(("kind", "text", "numbers"), FORMATS)
def test_every_way_of_writing_numbers_is_known(kind, text, numbers):
    raw = docx("".join(paragraph(word, list_id=1) for word in ("x", "y", "z")), abstract=level(0, text, kind))

    expected = [f"{number} {word}".strip() for number, word in zip(numbers, "xyz", strict=True)]
    assert lines(raw) == expected


def test_letters_after_z_are_doubled_and_a_list_may_begin_anywhere():
    raw = docx("".join(paragraph("x", list_id=1) for _i in range(3)), abstract=level(0, "%1)", "lowerLetter", start=25))

    assert lines(raw) == ["y) x", "z) x", "aa) x"]


def test_a_list_goes_on_after_other_paragraphs_and_begins_again_where_word_says_so():
    nums = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = (
        paragraph("a", list_id=1) + paragraph("zwykły") + paragraph("b", list_id=1)
        + paragraph("c", list_id=2) + paragraph("d", list_id=2)
    )  # fmt: skip

    assert lines(docx(body, nums=nums)) == ["§ 1. a", "zwykły", "§ 2. b", "§ 1. c", "§ 2. d"]


def test_styles_carry_numbers_and_headings_and_a_paragraph_may_refuse_them():
    styles = (
        '<w:style w:styleId="A"><w:name w:val="Paragraf"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="B"><w:name w:val="Ustęp"/><w:basedOn w:val="A"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
        '<w:style w:styleId="H"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="N"><w:name w:val="Nagłówek 2"/></w:style>'
    )
    body = (
        paragraph("Wstęp", style="H") + paragraph("Rozdział 1. Zasady", style="H") + paragraph("Tytuł", style="A")
        + paragraph("ustęp", style="B") + paragraph("bez numeru", style="A", list_id=0) + paragraph("Koniec", style="N")
    )  # fmt: skip

    assert lines(docx(body, styles=styles)) == [
        "# Wstęp", "Rozdział 1. Zasady", "§ 1. Tytuł", "1. ustęp", "bez numeru", "# Koniec",
    ]  # fmt: skip


def test_deleted_hidden_and_technical_words_are_left_out_and_inserted_ones_stay():
    raw = (
        "<w:ins><w:r><w:t xml:space='preserve'> wstawione</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>skreślone</w:delText><w:t>skreślone</w:t></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ukryte</w:t></w:r>"
        "<w:r><w:instrText>PAGEREF</w:instrText></w:r><w:r><w:footnoteReference w:id='1'/></w:r>"
        "<w:r><w:tab/><w:t>dalej</w:t></w:r>"
    )
    file = docx(paragraph("Tekst", raw=raw))

    assert lines(file) == ["Tekst wstawione dalej"]
    assert repairs(file) == {"notes": 1, "deleted": 1}


def test_a_soft_break_begins_a_new_unit_only_before_a_number():
    broken = "<w:r><w:br/><w:t>dalszy ciąg</w:t><w:br/><w:t>2. Drugi</w:t></w:r>"

    assert lines(docx(paragraph("1. Pierwszy", raw=broken))) == ["1. Pierwszy dalszy ciąg", "2. Drugi"]


def test_cells_of_a_table_are_read_one_by_one():
    cells = "".join(f"<w:tc>{paragraph(word)}</w:tc>" for word in ("a", "b"))

    assert lines(docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>{paragraph('po')}")) == ["a", "b", "po"]


def test_what_is_written_in_a_file_is_words_and_nothing_else():
    assert lines(docx(paragraph("§ 1. &lt;b&gt;x&lt;/b&gt; =1+1"))) == ["§ 1. <b>x</b> =1+1"]


def test_a_huge_number_is_written_with_digits():
    raw = docx(paragraph("x", list_id=1), abstract=level(0, "%1)", "lowerLetter", start=999_999))

    assert lines(raw) == ["999999) x"]


# --- ODT --------------------------------------------------------------------------------------------------------

TWO = 'text:display-levels="2"'
LISTS = f'<text:list-style style:name="L">{odt_level(1)}{odt_level(2, suffix=")")}{odt_level(3, kind="a", suffix=")")}</text:list-style>'


def test_numbers_that_writer_computes_are_computed():
    body = (
        '<text:h text:outline-level="1">Rozdział 1. Zasady</text:h><text:p>§ 1. Rezerwacja</text:p>'
        '<text:list text:style-name="L"><text:list-item><text:p>pierwszy</text:p><text:list>'
        "<text:list-item><text:p>punkt</text:p><text:list><text:list-item><text:p>litera</text:p></text:list-item></text:list>"
        "</text:list-item><text:list-item><text:p>drugi punkt</text:p></text:list-item></text:list></text:list-item>"
        "<text:list-item><text:p>drugi</text:p><text:p>jego dalszy akapit</text:p></text:list-item></text:list>"
        "<text:p>przerwa</text:p>"
        '<text:list text:style-name="L" text:continue-numbering="true"><text:list-item><text:p>trzeci</text:p></text:list-item></text:list>'
        '<text:list text:style-name="L"><text:list-item><text:p>od nowa</text:p></text:list-item></text:list>'
    )

    assert lines(odt(body, styles=LISTS)) == [
        "Rozdział 1. Zasady", "§ 1. Rezerwacja", "1. pierwszy", "1) punkt", "a) litera", "2) drugi punkt", "2. drugi",
        "jego dalszy akapit", "przerwa", "3. trzeci", "1. od nowa",
    ]  # fmt: skip


def test_headings_bullets_and_levels_shown_together_are_known():
    outline = (
        '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="I" '
        'style:num-prefix="Rozdział " style:num-suffix="."/><text:outline-level-style text:level="2" style:num-format=""/>'
        "</text:outline-style>"
    )
    styles = (
        f'<text:list-style style:name="M">{odt_level(1)}{odt_level(2, more=TWO)}</text:list-style>'
        '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1"/></text:list-style>'
    )
    body = (
        '<text:h text:outline-level="1">Zasady</text:h><text:h text:outline-level="2">Bez numeru</text:h>'
        '<text:h text:outline-level="1">Opłaty</text:h>'
        '<text:list text:style-name="M"><text:list-item><text:p>a</text:p><text:list><text:list-item><text:p>b</text:p>'
        "</text:list-item></text:list></text:list-item></text:list>"
        '<text:list text:style-name="B"><text:list-item><text:p>punktor</text:p></text:list-item></text:list>'
    )

    assert lines(odt(body, styles=styles, shared=outline)) == [
        "Rozdział I. Zasady", "# Bez numeru", "Rozdział II. Opłaty", "1. a", "1.1. b", "– punktor",
    ]  # fmt: skip


def test_spaces_tabs_breaks_notes_and_tables_of_writer():
    body = (
        "<text:p>a<text:s/>b<text:tab/>c<text:line-break/>2. d<text:note><text:note-body><text:p>przypis</text:p>"
        "</text:note-body></text:note> e</text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>komórka</text:p></table:table-cell></table:table-row></table:table>"
    )
    file = odt(body)

    assert lines(file) == ["a b c", "2. d e", "komórka"]
    assert repairs(file) == {"notes": 1}


# --- Markdown and plain text ------------------------------------------------------------------------------------

MARKDOWN = """---
title: "Ustawa"
---
# Ustawa o *funduszu*

##### Art. 1.

Ustawa reguluje **zasady** [tworzenia](https://x.example)
funduszu.

##### Art. 2.

1. Rada gminy
rozstrzyga.

1) 40% wydatków - gdy *Kb*;

> Art. 68a. Cytat \\* gwiazdka

- pierwszy
- drugi

| a | b |
|---|---|
| 1 | 2 |

<!-- uwaga -->
"""


def test_markdown_loses_its_signs_and_keeps_its_numbers():
    assert import_text(MARKDOWN).text.splitlines() == [
        "# Ustawa o funduszu", "Art. 1. Ustawa reguluje zasady tworzenia funduszu.", "Art. 2.", "1. Rada gminy rozstrzyga.",
        "1) 40% wydatków - gdy Kb;", "Art. 68a. Cytat * gwiazdka", "– pierwszy", "– drugi", "a | b", "1 | 2",
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250"])
def test_polish_letters_survive_every_encoding(encoding):
    assert lines("§ 1. Zażółć gęślą jaźń".encode(encoding)) == ["§ 1. Zażółć gęślą jaźń"]


# --- refusals ---------------------------------------------------------------------------------------------------

OLD = "This is a file of an older Word (DOC) or a file locked with a password. Save it as DOCX without a password."
PDF = "A PDF does not say where its units begin. Copy its text and paste it below."
KIND = "This kind of file is not read. Save it as DOCX or ODT, or paste its text below."
NO_TEXT = "This file is not a text. Send DOCX, ODT, Markdown or plain text."
DAMAGED = "The file is damaged, too large inside or locked. Open it, save it once more and try again."
LARGE = "The file is larger than 10 MB. Paste its text instead."
ENTITY = (
    f'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w:document {W}><w:body>&b;</w:body></w:document>'
)
OUTSIDE = f'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document {W}><w:body>&x;</w:body></w:document>'
REFUSED = {
    "word 97": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, OLD),
    "pdf": (b"%PDF-1.7\n...", PDF),
    "rtf": (b"{\\rtf1 tekst}", KIND),
    "html": (b"<!DOCTYPE html><html></html>", KIND),
    "xml": (b"<?xml version='1.0'?><a/>", KIND),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0", NO_TEXT),
    "nothing known": (b"\0\x01\x02\x03" * 20, NO_TEXT),
    "spreadsheet": (archive(xl__workbook_dot_xml="<a/>"), NO_TEXT),
    "presentation of writer": (odt("", mimetype="application/vnd.oasis.opendocument.presentation"), NO_TEXT),
    "cut archive": (docx(paragraph("x"))[:200], DAMAGED),
    "broken xml": (archive(word__document_dot_xml="<w:document"), DAMAGED),
    "no body": (archive(word__document_dot_xml=f"<w:document {W}/>", word__styles_dot_xml="<x"), DAMAGED),
    "entities that grow": (archive(word__document_dot_xml=ENTITY), DAMAGED),
    "entity from outside": (archive(word__document_dot_xml=OUTSIDE), DAMAGED),
    "zip bomb": (archive(word__document_dot_xml=b" " * 40_000_000), DAMAGED),
    "very high ratio": (archive(word__document_dot_xml=b" " * 25_000_000), DAMAGED),
    "nested too deep": (
        archive(word__document_dot_xml=f"<w:document {W}><w:body>" + "<w:sdt>" * 20_000 + "</w:sdt>" * 20_000 + "</w:body></w:document>"),
        DAMAGED,
    ),
    "odt without content": (archive(mimetype="application/vnd.oasis.opendocument.text"), DAMAGED),
    "odt with an entity": (
        archive(
            mimetype="application/vnd.oasis.opendocument.text",
            content_dot_xml=f"<!DOCTYPE x [<!ENTITY a 'b'>]><office:document-content {ODF}>&a;</office:document-content>",
        ),
        DAMAGED,
    ),
    "too large": (b"a" * (LARGEST_FILE + 1), LARGE),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_read_is_refused_with_a_sentence_that_says_what_to_do(what):
    raw, sentence = REFUSED[what]

    with pytest.raises(ImportRefused) as refusal:
        import_file(raw)
    assert str(refusal.value) == gettext(sentence)


def test_the_sentence_about_an_old_word_file_says_save_as_docx():
    with pytest.raises(ImportRefused, match="„Zapisz jako DOCX”"):
        import_file(b"\xd0\xcf\x11\xe0")


def test_the_name_of_a_file_means_nothing_and_macros_are_left_where_they_are():
    raw = archive(
        word__document_dot_xml=f"<w:document {W}><w:body>{paragraph('§ 1. Tekst')}</w:body></w:document>",
        word__vbaProject_dot_bin=b"macro",
    )

    assert lines(raw) == ["§ 1. Tekst"]


def test_only_the_parts_that_hold_the_text_are_unpacked(monkeypatch):
    opened = []
    read = archives.Archive.read
    monkeypatch.setattr(archives.Archive, "read", lambda self, name: opened.append(name) or read(self, name))
    import_file(docx(paragraph("x")))

    assert opened == ["word/document.xml", "word/styles.xml", "word/numbering.xml"]


def test_a_text_longer_than_a_million_characters_is_refused():
    with pytest.raises(ImportRefused):
        import_text("a" * (LONGEST_TEXT + 1))


def test_an_archive_with_thousands_of_parts_is_refused():
    with pytest.raises(ImportRefused):
        import_file(archive(**{f"p{number}": "" for number in range(archives.MOST_PARTS + 1)}))


def test_nothing_is_lost_between_a_file_and_its_units():
    raw = docx("".join(paragraph(f"słowo{number}", list_id=1, depth=number % 4) for number in range(40)))

    assert [unit.text for unit in read_units(import_file(raw).text)] == [f"słowo{number}" for number in range(40)]
