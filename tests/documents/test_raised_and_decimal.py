"""Articles added later (37¹) and decimal numbers (1.1, 1.1.2): read, quoted, addressed, doubted, imported."""

import pytest
from django.utils.translation import gettext
from hypothesis import given
from hypothesis import strategies as st

from documents.doubts import doubts_of
from documents.importing import import_file
from documents.models import Unit
from documents.numbering import read_units
from documents.services import make_version
from tests.factories import files, scenery

LINES = [
    # as pasted, kind, number, text, anchor
    ("Art. 37¹. Nowy przepis.", "article", "37¹", "Nowy przepis.", "a37_1"),
    ("Art. 37^1. Nowy przepis.", "article", "37¹", "Nowy przepis.", "a37_1"),
    ("Art. 37[12]. Nowy przepis.", "article", "37¹²", "Nowy przepis.", "a37_12"),
    ("Art. 22¹a. Telepraca.", "article", "22¹a", "Telepraca.", "a22_1a"),
    ("Art. 37¹ ust. 2 stosuje się.", "plain", "", "Art. 37¹ ust. 2 stosuje się.", "t1"),
    ("§ 5². Opłaty", "paragraph", "5²", "Opłaty", "p5_2"),
    ("2¹. Ustęp dodany.", "subsection", "2¹", "Ustęp dodany.", "u2_1"),
    ("3¹) punkt dodany;", "point", "3¹", "punkt dodany;", "pkt3_1"),
    ("Rozdział 4¹. Nowy", "chapter", "4¹", "Nowy", "r4_1"),
    ("1.1. Cel programu", "decimal", "1.1", "Cel programu", "c1_1"),
    ("1.1 Cel programu", "decimal", "1.1", "Cel programu", "c1_1"),
    ("1.1.2. cel szczegółowy", "decimal", "1.1.2", "cel szczegółowy", "c1_1_2"),
    ("10.2.3.4 Zadanie", "decimal", "10.2.3.4", "Zadanie", "c10_2_3_4"),
    ("2.1 „Małopolska 2020”", "decimal", "2.1", "„Małopolska 2020”", "c2_1"),
    ("1.5 mln zł", "plain", "", "1.5 mln zł", "t1"),
    ("12.05.2026 Skawina", "plain", "", "12.05.2026 Skawina", "t1"),
    ("12.5.2026 r. odbyło się zebranie", "plain", "", "12.5.2026 r. odbyło się zebranie", "t1"),
    ("1.000 Złotych", "plain", "", "1.000 Złotych", "t1"),
    ("1.1", "plain", "", "1.1", "t1"),
]


@pytest.mark.parametrize(("line", "kind", "number", "text", "anchor"), LINES, ids=[row[0] for row in LINES])
def test_a_line_is_recognised_by_its_mark(line, kind, number, text, anchor):
    assert [(u.kind, u.number, u.text, u.anchor) for u in read_units(line)] == [(kind, number, text, anchor)]


WHOLE = {
    "an added article stands beside the first one": (
        "Art. 37. X\n1. a\nArt. 37¹. Y\n1. b\n1) c\nArt. 38. Z",
        ["art. 37 a37", "art. 37 ust. 1 a37-u1", "art. 37¹ a37_1", "art. 37¹ ust. 1 a37_1-u1",
         "art. 37¹ ust. 1 pkt 1 a37_1-u1-pkt1", "art. 38 a38"],
    ),
    "a repeated article and an added one keep two addresses": (
        "Art. 37. X\nArt. 37. Y\nArt. 37². Z",
        ["art. 37 a37", "art. 37 a37-2", "art. 37² a37_2"],
    ),
    "a decimal number says by itself what stands above it": (
        "1. Wstęp\n1.1. Cel\n1.1.1. Cel główny\nTekst.\n1.1.2. Cele inne\n1) a\na) b\n1.2. Zakres\n2. Diagnoza\n2.1. Ludzie",
        ["ust. 1 u1", "pkt 1.1 c1_1", "pkt 1.1.1 c1_1_1", "pkt 1.1.1 c1_1_1-t1", "pkt 1.1.2 c1_1_2",
         "pkt 1.1.2 pkt 1 c1_1_2-pkt1", "pkt 1.1.2 pkt 1 lit. a c1_1_2-pkt1-la", "pkt 1.2 c1_2", "ust. 2 u2", "pkt 2.1 c2_1"],
    ),
    "decimal numbers below a paragraph": (
        "§ 3. Zasady\n1. Ogólne\n1.1. Każdy może przyjść.\n1.2. Wstęp jest wolny.\n§ 4. Opłaty\n4.1. Nie ma opłat.",
        ["§ 3 p3", "§ 3 ust. 1 p3-u1", "§ 3 pkt 1.1 p3-c1_1", "§ 3 pkt 1.2 p3-c1_2", "§ 4 p4", "§ 4 pkt 4.1 p4-c4_1"],
    ),
    "a repeated decimal number never takes the address of another": (
        "1.1. A\n1.1. B\n1.1.2. C",
        ["pkt 1.1 c1_1", "pkt 1.1 c1_1-2", "pkt 1.1.2 c1_1_2"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", WHOLE)
def test_units_are_quoted_and_addressed(what):
    text, expected = WHOLE[what]

    assert [f"{unit.label} {unit.anchor}" for unit in read_units(text)] == expected


def test_each_level_of_a_decimal_number_stands_deeper():
    units = read_units("1. A\n1.1. B\n1.1.1. C\n1) d\n1.1.1.1. E")

    assert [unit.depth for unit in units] == [2, 3, 4, 5, 5]


@pytest.mark.parametrize(
    ("line", "mark", "is_title"),
    [
        ("1.1. Cel programu", "1.1", True),
        ("1.1. Każdy może przyjść.", "1.1", False),
        ("Art. 37¹. X", "Art. 37¹.", False),
    ],
)
def test_the_margin_shows_the_number_and_short_words_are_a_title(line, mark, is_title):
    unit = read_units(line)[0]

    assert (unit.mark, unit.is_title) == (mark, is_title)


PIECE = st.sampled_from([row[0] for row in LINES] + ["1. x", "2. y", "§ 1. A", "1) a", "a) b", "1.2. C", "tekst"])


@given(st.lists(PIECE, max_size=25))
def test_units_written_as_lines_are_read_as_the_same_units(lines):
    units = read_units("\n".join(lines))
    again = read_units("\n".join(unit.line for unit in units))

    assert [(u.kind, u.number, u.text, u.anchor) for u in again] == [
        (u.kind, u.number, u.text, u.anchor) for u in units
    ]
    assert len({unit.anchor for unit in units}) == len(units)
    for unit in units:
        for name in ("kind", "number", "label", "anchor"):
            assert len(getattr(unit, name)) <= Unit._meta.get_field(name).max_length


AFTER = "It does not follow %(before)s: check that nothing is missing."
FIRST = "The numbering does not begin with the first number: check that nothing is missing."
DOUBTS = [
    ("Art. 1. A\nArt. 1¹. B\nArt. 1². C\nArt. 1²a. D\nArt. 1³. E\nArt. 2. F", {}),
    ("Art. 1. A\nArt. 1². B", {1: [(AFTER, "art. 1")]}),
    ("Art. 1. A\nArt. 11. B", {1: [(AFTER, "art. 1")]}),  # a raised number that the copying has lowered
    ("Art. 1¹. A", {0: [FIRST]}),
    ("1. A\n1.1. B\n1.1.1. C\n1.1.2. D\n1.2. E\n2. F\n2.1. G", {}),
    ("1.1. A\n1.2. B\n2.1. C", {}),
    ("1.1. A\n1.3. B", {1: [(AFTER, "pkt 1.1")]}),
    ("1.1. A\n1) b\n2) c", {}),
    ("1.2. A", {0: [FIRST]}),
]


@pytest.mark.parametrize(("text", "expected"), DOUBTS, ids=[text.replace("\n", " / ") for text, _ in DOUBTS])
def test_what_may_be_wrong_is_said_in_a_sentence(text, expected):
    found = {place: sentences for place, sentences in enumerate(doubts_of(read_units(text))) if sentences}

    assert found == {
        place: [gettext(s) if isinstance(s, str) else gettext(s[0]) % {"before": s[1]} for s in sentences]
        for place, sentences in expected.items()
    }


# --- files --------------------------------------------------------------------------------------------------------


RAISED = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>'


def test_a_raised_number_of_a_word_file_is_kept():
    body = files.paragraph("Art. 37", raw=RAISED.format("1") + "<w:r><w:t>. Nowy przepis.</w:t></w:r>")

    assert import_file(files.docx(body)).text == "Art. 37¹. Nowy przepis."


def test_raised_words_stay_words():
    body = files.paragraph("Pan", raw=RAISED.format("ą"))

    assert import_file(files.docx(body)).text == "Paną"


def test_decimal_numbers_of_a_word_list_are_computed():
    levels = files.level(0, "%1.") + files.level(1, "%1.%2") + files.level(2, "%1.%2.%3")
    body = "".join(
        files.paragraph(words, list_id=1, depth=depth)
        for words, depth in (("Wstęp", 0), ("cel", 1), ("cel główny", 2), ("zakres", 1))
    )

    text = import_file(files.docx(body, abstract=levels)).text

    assert text.splitlines() == ["1. Wstęp", "1.1. cel", "1.1.1. cel główny", "1.2. zakres"]
    assert [unit.anchor for unit in read_units(text)] == ["u1", "c1_1", "c1_1_1", "c1_2"]


def test_a_raised_number_of_an_open_document_is_kept():
    styles = '<style:style style:name="R"><style:text-properties style:text-position="super 58%"/></style:style>'
    body = '<text:p>Art. 37<text:span text:style-name="R">1</text:span>. Nowy przepis.</text:p>'

    assert import_file(files.odt(body, styles=styles)).text == "Art. 37¹. Nowy przepis."


# --- on the page --------------------------------------------------------------------------------------------------


def test_the_page_names_decimal_titles_in_its_contents_and_addresses_added_articles(client, lists):
    page = scenery.make_document(lists[1], text="1.1. Cel\nTekst.\n1.2. Zakres\nArt. 37¹. Nowy przepis.")
    html = client.get(page.url).content.decode()

    assert [f'href="#{anchor}"' in html for anchor in ("c1_1", "c1_2")] == [True, True]
    assert 'id="a37_1"' in html
    assert 'aria-label="art. 37¹"' in client.get(f"{page.url}?fragment=a37_1").content.decode()


@pytest.mark.parametrize("suffix", ["pdf", "docx", "txt"])
def test_raised_and_decimal_numbers_go_into_every_file(client, lists, suffix):
    page = scenery.make_document(lists[1], text="1.1. Cel\n1.1.1. Cel główny\n1) a\na) b\nArt. 37¹. Nowy przepis.")
    make_version(page)
    answer = client.get(f"{page.url}pobierz/{suffix}/")

    assert (answer.status_code, len(b"".join(answer.streaming_content if answer.streaming else [answer.content])) > 50) == (
        200, True,
    )  # fmt: skip
