"""The whole text to take away: PDF/UA, DOCX with real headings, plain text; what comes out can come in again."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from documents.importing import import_file
from documents.models import Unit, Version
from documents.numbering import read_units
from documents.reading import Edition, edition_of
from documents.renderers import RENDERERS, document_docx, document_pdf, document_txt, levels
from shared.lists.downloads import TYPES
from tests.factories import scenery

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "documents"
PAGE = "/dokumenty/regulamin/"
EVERYTHING = """# Wstęp
§ 1. Tytuł przed rozdziałem
Dział I. Ogólne
Rozdział 1. Zasady
§ 2. Tytuł
1. Ustęp & <b>znaki</b> „cudzysłów” #set $x$ *y* _z_
1) punkt
a) litera
– tiret pierwsze,
– tiret drugie.
§ 3. Długie zdanie, które kończy się kropką.
Zwykły akapit.
Art. 4. Artykuł.
Art. 5.
1. Ustęp artykułu."""


def edition(text: str, title: str = "Regulamin") -> Edition:
    return Edition(title=title, language="pl", path="/dokumenty/regulamin/", version=None, units=read_units(text))


@pytest.mark.parametrize("suffix", RENDERERS)
def test_the_newest_version_and_any_other_can_be_taken_away(client, document, suffix):
    document.text = "§ 1. Nowy tekst"
    document.save_revision().publish()
    answers = {path: client.get(f"{PAGE}{path}pobierz/{suffix}/") for path in ("", "wersja/1/", "wersja/2/")}

    assert {answer["Content-Type"] for answer in answers.values()} == {TYPES[suffix]}
    assert [answer["Content-Disposition"] for answer in answers.values()] == [
        f'attachment; filename="regulamin-{number}.{suffix}"' for number in (2, 1, 2)
    ]
    if suffix != "pdf":
        words = ["Rezerwacja następuje" in text_of(answer.getvalue()) for answer in answers.values()]
        assert words == [False, True, False]


def text_of(raw: bytes) -> str:
    return import_file(raw).text


@pytest.mark.parametrize("path", ["pobierz/exe/", "wersja/9/pobierz/pdf/", "wersja/1/pobierz/xlsx/", "pobierz/"])
def test_what_is_not_there_is_404(client, document, path):
    assert client.get(PAGE + path).status_code == 404


# --- PDF --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", [EVERYTHING, scenery.TEXT, "1. tylko ustęp", "👍 日本語", "§ 1. T\nRozdział 1. A\n§ 2. U"]
)
def test_the_pdf_is_tagged_pdf_ua_in_polish(text):
    raw = document_pdf(edition(text, "Tytuł „regulaminu” #1"))

    assert raw.startswith(b"%PDF-1.7")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in raw
    assert b"/StructTreeRoot" in raw
    assert re.search(rb"/Lang ?\(pl\)", raw)
    assert "Tytuł „regulaminu” #1".encode() in raw  # the title in the XMP metadata


def test_headings_of_the_pdf_leave_no_level_out():
    assert [level for _unit, level in levels(edition(EVERYTHING)) if level] == [1, 2, 1, 1, 2]
    assert [level for _unit, level in levels(edition("§ 1. Tytuł\n1. x\n§ 2. Drugi")) if level] == [1, 1]
    assert [level for _unit, level in levels(edition("§ 1. Tytuł\nRozdział 1. A\n§ 2. U")) if level] == [1, 1, 2]


# --- DOCX -------------------------------------------------------------------------------------------------------


def docx_of(text: str):
    return Document(BytesIO(document_docx(edition(text))))


def test_the_docx_has_real_headings_and_says_it_is_polish():
    file = docx_of(EVERYTHING)
    styles = [(p.style.name, p.text) for p in file.paragraphs if p.style.name != "Normal"]

    assert styles == [
        ("Title", "Regulamin"),
        ("Heading 1", "Wstęp"),
        ("Heading 2", "§ 1. Tytuł przed rozdziałem"),
        ("Heading 1", "Dział I. Ogólne"),
        ("Heading 1", "Rozdział 1. Zasady"),
        ("Heading 2", "§ 2. Tytuł"),
    ]
    assert (file.core_properties.language, file.core_properties.title, file.core_properties.author) == (
        "pl-PL",
        "Regulamin",
        "",
    )
    assert 'w:lang w:val="pl-PL"' in file.styles.element.xml
    assert file.sections[0].footer.paragraphs[0].text.startswith("Regulamin, http")


def test_what_comes_out_as_docx_comes_in_as_the_same_units():
    raw = document_docx(edition(EVERYTHING))
    found = read_units(import_file(raw).text)

    assert found[0].text == "Regulamin"
    assert [(u.kind, u.label, u.text) for u in found[1:]] == [(u.kind, u.label, u.text) for u in read_units(EVERYTHING)]


@pytest.mark.realdata
def test_the_constitution_goes_out_as_docx_and_comes_back_whole():
    text = import_file((REAL / "konstytucja_rp_1997_kancelaria_sejmu.txt").read_bytes()).text
    found = read_units(import_file(document_docx(edition(text))).text)

    assert [(u.label, u.text) for u in found[1:]] == [(u.label, u.text) for u in read_units(text)]


def test_signs_that_xml_does_not_know_are_left_out_of_the_docx():
    file = Document(BytesIO(document_docx(edition("§ 1. a\ufffeb\uffffc", "T\x01\ud800"))))

    assert [p.text for p in file.paragraphs] == ["T", "§ 1. abc"]


# --- plain text -------------------------------------------------------------------------------------------------


def test_the_plain_text_is_indented_and_cited(settings):
    assert document_txt(edition("Rozdział 1. A\n§ 1. B\n1. c\n1) d\na) e\nzwykły")).decode() == (
        "Regulamin\n\n\nRozdział 1. A\n§ 1. B\n  1. c\n    1) d\n      a) e\n  zwykły\n\n"
        f"Regulamin, {settings.PUBLIC_URL}/dokumenty/regulamin/\n"
    )


def test_a_file_of_a_version_is_made_of_its_frozen_units(document):
    version = Version.objects.get()
    version.document = document
    made = edition_of(document, version)

    assert [unit.pk for unit in made.units] == list(Unit.objects.order_by("order").values_list("pk", flat=True))


@pytest.mark.parametrize("suffix", RENDERERS)
@pytest.mark.parametrize("size", [20, 600])
def test_a_file_costs_the_same_number_of_queries(client, lists, suffix, size, django_assert_max_num_queries):
    scenery.make_document(lists[1], text="\n".join(f"§ {n}. Zadanie {n}" for n in range(1, size + 1)), slug="dlugi")
    client.get(f"/dokumenty/dlugi/pobierz/{suffix}/")

    with django_assert_max_num_queries(6):
        assert client.get(f"/dokumenty/dlugi/pobierz/{suffix}/").status_code == 200
