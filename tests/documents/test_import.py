"""A text on its way into a document: repaired and told, looked at, corrected by hand, kept as a draft."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import gettext
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Locale

from documents.cleaning import clean
from documents.doubts import doubts_of
from documents.importing import import_text
from documents.models import DocumentPage, Version
from documents.numbering import read_units
from home.demo.reading import text as demo_text
from tests.factories import scenery
from tests.factories.files import docx, paragraph
from tests.kept import kept


def cleaned(text: str) -> tuple[list[str], dict[str, int]]:
    made = clean(text)
    return made.text.splitlines(), {name: count for name, count in made.repairs.items() if count}


# --- repairs ----------------------------------------------------------------------------------------------------

PAGE = """{n}
§ {n}. Zadanie
1. Gmina prowadzi sprawy, które wyma-
gają uzgodnienia z mieszkańcami
i z sołectwem.
2. Sprawy prowadzi wójt:
1) na wniosek;
2) z urzędu.
Urząd Gminy Czernichów
"""
SIX_PAGES = "".join(PAGE.format(n=number) for number in range(1, 7))


def test_what_stands_on_every_page_goes_and_the_text_is_whole():
    lines, repairs = cleaned(SIX_PAGES)

    assert lines[:5] == [
        "§ 1. Zadanie",
        "1. Gmina prowadzi sprawy, które wymagają uzgodnienia z mieszkańcami i z sołectwem.",
        "2. Sprawy prowadzi wójt:",
        "1) na wniosek;",
        "2) z urzędu.",
    ]
    assert (len(lines), repairs) == (30, {"running": 12, "hyphens": 6, "wrapped": 6})
    assert clean(SIX_PAGES).running == ["Urząd Gminy Czernichów"]


REPAIRS = {
    "a word divided between lines": ("§ 1. Wyko-\nnywanie zadań\ni spraw.", ["§ 1. Wykonywanie zadań i spraw."]),
    "a soft hyphen": ("§ 1. Wyko\u00ad\nnywanie zadań\ni spraw.", ["§ 1. Wykonywanie zadań i spraw."]),
    "a compound keeps its hyphen": (
        "§ 1. Rozwój społeczno-\ngospodarczy gminy\ni wsi.", ["§ 1. Rozwój społeczno-gospodarczy gminy i wsi."],
    ),
    "a name keeps its hyphen": ("§ 1. Gmina Jastrzębie-\nZdrój oraz\nsąsiedzi.", ["§ 1. Gmina Jastrzębie-Zdrój oraz sąsiedzi."]),
    "a word that stands elsewhere with a hyphen keeps it": (
        "§ 1. Strona czarno-biała\n§ 2. Druk czarno-\nbiały, czarno-\nbiała okładka\noraz spis.",
        ["§ 1. Strona czarno-biała", "§ 2. Druk czarnobiały, czarno-biała okładka oraz spis."],
    ),
    "a dash is no division": ("§ 1. Naród Polski -\nwszyscy obywatele\nkraju.", ["§ 1. Naród Polski - wszyscy obywatele kraju."]),
    "a reference at the beginning of a line is no unit": (
        "§ 1. Przepisy ust.\n1. stosuje się do\n§ 3 ust. 2 i do\nart. 5.", ["§ 1. Przepisy ust. 1. stosuje się do § 3 ust. 2 i do art. 5."],
    ),
    "a bracket that is still open": (
        "§ 1. Opłata (100\nzł), którą pobiera\nwójt gminy\nalbo sołtys.", ["§ 1. Opłata (100 zł), którą pobiera wójt gminy albo sołtys."],
    ),
    "a point that ends with a conjunction is followed by a point": (
        "§ 1. Wójt może\nudzielić zgody\nna:\n1) zajęcia oraz\n2) zebrania.",
        ["§ 1. Wójt może udzielić zgody na:", "1) zajęcia oraz", "2) zebrania."],
    ),
    "bullets become dashes": (
        "§ 1. Wójt prowadzi\nsprawy wsi:\n• drogi,\n▪ mosty w całej\ngminie.",
        ["§ 1. Wójt prowadzi sprawy wsi:", "– drogi,", "– mosty w całej gminie."],
    ),
    "a chapter gets its title": ("Rozdział I\nPostanowienia ogólne\n§ 1. A", ["Rozdział I. Postanowienia ogólne", "§ 1. A"]),
    "an article gets its text": ("Art. 1.\nTekst artykułu.\nArt. 2.\n1. Ustęp.", ["Art. 1. Tekst artykułu.", "Art. 2.", "1. Ustęp."]),
    "capitals are headings": (
        "Rozdział I\nSEJM I SENAT\nWYBORY\nArt. 1. Wybory są\ntajne i\nrówne.",
        ["Rozdział I. SEJM I SENAT", "# WYBORY", "Art. 1. Wybory są tajne i równe."],
    ),
    "stray letters go": ("O\ns\n2\n§ 1. Tekst", ["§ 1. Tekst"]),
    "an old font": ("§ 1. Organizacja poŜytku", ["§ 1. Organizacja pożytku"]),
    "a repealed unit is no page header": (
        "\n".join(f"Art. {n}.\n(uchylony)\n" + "\n".join(f"{k}. Treść ustępu." for k in range(1, 9)) for n in range(1, 5)),
        [line for n in range(1, 5) for line in [f"Art. {n}. (uchylony)", *(f"{k}. Treść ustępu." for k in range(1, 9))]],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", REPAIRS)
def test_a_text_copied_from_a_page_is_repaired(what):
    text, expected = REPAIRS[what]

    assert cleaned(text)[0] == expected


def test_every_repair_is_counted_and_told():
    said = clean(SIX_PAGES + "O\n• punktor\nArt. 1.\nsłowa poŜytku\n").sentences

    assert said == [
        "Zmieniono 1 uszkodzoną literę „Ŝ” na „ż”.",
        "Zmieniono 1 znak wypunktowania na myślnik.",
        "Usunięto 1 wiersz z jednym znakiem.",
        "Scalono 6 wyrazów podzielonych między wiersze.",
        "Połączono 7 złamanych wierszy z wierszami powyżej.",
        "Usunięto 12 wierszy nagłówków, stopek i numerów stron. „Urząd Gminy Czernichów”",
    ]


@pytest.mark.parametrize("name", ["program", "procedura", "swietlice", "wspolpraca"])
def test_a_text_in_our_own_form_is_left_as_it_is(name):
    lines, repairs = cleaned(demo_text(name))

    assert (lines, repairs) == (demo_text(name).split("\n")[: len(lines)], {})
    assert "\n".join(unit.line for unit in read_units(demo_text(name))) == demo_text(name).strip()
    assert [sentences for sentences in doubts_of(read_units(demo_text(name))) if sentences] == []


@given(st.text(alphabet="§1ab. )\n-ŻżŜ•–\f\u00ad", max_size=120))
def test_any_text_can_be_read(text):
    made = import_text(text)

    assert len(read_units(made.text)) == len(made.text.splitlines())


# --- the screen -------------------------------------------------------------------------------------------------


@pytest.fixture
def editing(client, coordinator, settings):
    settings.STAFF_WITHOUT_TOTP = True
    client.force_login(coordinator)
    return client


@kept
def address(document):
    document.save_revision().publish()
    return reverse("documents_admin:import", args=[document.pk])


def fields(answer) -> dict[str, str]:
    form = BeautifulSoup(answer.content, "html.parser").select_one("form.office-form")
    found = {item["name"]: item.get("value", "") for item in form.select("input[name]") if item["type"] != "file"}
    return found | {area["name"]: area.text.removeprefix("\n") for area in form.select("textarea")}


def post(client, address, step, **data):
    return client.post(address, {"step": step, **data})


def drafts(document) -> list[str]:
    return [revision.content["text"] for revision in document.revisions.order_by("pk")]


def test_the_page_has_a_button_that_leads_to_the_import(editing, document, address):
    page = editing.get(reverse("wagtailadmin_pages:edit", args=[document.pk])).content.decode()

    assert page.count(f'href="{address}"') == 2  # in the header, and above the text


def test_a_pasted_text_is_shown_as_units_with_doubts_and_nothing_is_saved(editing, document, address):
    before = drafts(document)
    answer = post(editing, address, "read", pasted="§ 1. Tytuł\n1. Ustęp\n§ 3. Luka")
    table = BeautifulSoup(answer.content, "html.parser").select_one("table.units")

    assert answer.status_code == 200
    assert [
        (row.get("data-depth"), *(cell.get_text(strip=True) for cell in row.select("td")))
        for row in table.select("tbody tr")
    ] == [
        ("1", "§ 1", "Tytuł", ""),
        ("2", "§ 1 ust. 1", "Ustęp", ""),
        ("1", "§ 3", "Luka", "To nie jest następny numer po jednostce § 1: sprawdź, czy niczego nie brakuje."),
    ]
    assert fields(answer)["text"] == "§ 1. Tytuł\n1. Ustęp\n§ 3. Luka"
    assert drafts(document) == before


def test_a_file_is_read_and_its_repairs_are_told(editing, address):
    file = SimpleUploadedFile("nazwa.exe", docx(paragraph("Tytuł", list_id=1) + paragraph("Ustęp", list_id=1, depth=1)))
    answer = post(editing, address, "read", file=file)

    assert fields(answer)["text"] == "§ 1. Tytuł\n1. Ustęp"
    assert "Z numeracji automatycznej odczytano 2 numery." in answer.content.decode()


def test_corrections_by_hand_are_checked_again_and_kept_as_a_draft(editing, document, address, coordinator):
    form = fields(post(editing, address, "read", pasted="§ 1. Tytuł\n§ 3. Luka"))
    checked = post(editing, address, "check", seen=form["seen"], text="§ 1. Tytuł\n§ 2. Bez luki")
    assert (checked.status_code, len(checked.context["doubtful"])) == (200, 0)

    saved = post(editing, address, "save", **{**fields(checked), "text": "§ 1. Tytuł\n§ 2. Bez luki"})

    assert (saved.status_code, saved["Location"]) == (302, reverse("wagtailadmin_pages:edit", args=[document.pk]))
    page = DocumentPage.objects.get(pk=document.pk)
    assert (page.text, page.has_unpublished_changes, page.live) == (scenery.TEXT, True, True)
    assert drafts(document)[-1] == "§ 1. Tytuł\n§ 2. Bez luki"
    assert (page.latest_revision.user, Version.objects.count()) == (coordinator, 1)


def test_the_draft_keeps_what_other_fields_of_the_last_draft_hold(editing, document, address):
    document.title = "Nowy tytuł w szkicu"
    document.save_revision()
    form = fields(post(editing, address, "read", pasted="§ 1. Inny"))
    post(editing, address, "save", **form)

    last = DocumentPage.objects.get(pk=document.pk).get_latest_revision_as_object()
    assert (last.title, last.text) == ("Nowy tytuł w szkicu", "§ 1. Inny")


def test_two_editors_do_not_cover_each_other(editing, document, address):
    form = fields(post(editing, address, "read", pasted="§ 1. Moje"))
    document.text = "§ 1. Cudze"
    document.save_revision()

    refused = post(editing, address, "save", **form)
    assert (refused.status_code, drafts(document)[-1]) == (422, "§ 1. Cudze")
    assert "W tym czasie ktoś zapisał inny szkic" in refused.content.decode()
    assert fields(refused)["text"] == "§ 1. Moje"

    assert post(editing, address, "save", **fields(refused)).status_code == 302
    assert drafts(document)[-2:] == ["§ 1. Cudze", "§ 1. Moje"]


def test_a_locked_page_is_left_alone_and_the_text_stays(editing, document, address, second_clerk):
    form = fields(post(editing, address, "read", pasted="§ 1. Moje"))
    DocumentPage.objects.filter(pk=document.pk).update(locked=True, locked_by=second_clerk)
    before = drafts(document)

    refused = post(editing, address, "save", **form)

    assert (refused.status_code, fields(refused)["text"], drafts(document)) == (422, "§ 1. Moje", before)


MISTAKES = [
    ({}, "Choose a file or paste a text."),
    ({"pasted": " \n "}, "Choose a file or paste a text."),
    ({"pasted": "x", "file": b"y"}, "Choose a file or paste a text, not both."),
    ({"file": b"\xd0\xcf\x11\xe0"}, "This is a file of an older Word (DOC) or a file locked with a password. Save it as DOCX without a password."),
    ({"file": b"%PDF-1.7"}, "A PDF does not say where its units begin. Copy its text and paste it below."),
    ({"pasted": "\u200b"}, "There is no text in it."),
]  # fmt: skip


@pytest.mark.parametrize(("data", "sentence"), MISTAKES)
def test_what_cannot_be_read_is_refused_on_the_screen_and_the_paste_stays(editing, address, data, sentence):
    sent = {name: SimpleUploadedFile("x", value) if name == "file" else value for name, value in data.items()}
    answer = post(editing, address, "read", **sent)

    assert answer.status_code == 422
    assert gettext(sentence) in BeautifulSoup(answer.content, "html.parser").get_text()
    assert fields(answer)["pasted"] == data.get("pasted", "")


def test_an_empty_text_is_not_saved(editing, document, address):
    before = drafts(document)

    assert post(editing, address, "save", text=" \n", seen="").status_code == 422
    assert drafts(document) == before


@pytest.mark.parametrize("who", ["resident", "moderator", "clerk", "other_clerk", "editor", "nobody"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_only_those_who_may_edit_the_page_import_into_it(client, document, address, settings, request, who, method):
    settings.STAFF_WITHOUT_TOTP = True
    before = drafts(document)
    if who != "nobody":
        client.force_login(request.getfixturevalue(who))

    answer = getattr(client, method)(
        address, {"step": "save", "text": "§ 1. Obcy", "seen": str(document.latest_revision_id)}
    )

    assert answer.status_code in (302, 404)
    assert (answer.status_code == 404) == (who not in ("resident", "nobody"))
    assert drafts(document) == before


@pytest.mark.parametrize("pk", [0, 999_999])
def test_a_page_that_is_no_document_has_no_import(editing, db, pk):
    assert editing.get(reverse("documents_admin:import", args=[pk])).status_code == 404


def test_a_translation_is_not_imported_into(editing, document, address):
    english = Locale.objects.get_or_create(language_code="en")[0]
    translated = document.copy_for_translation(english, copy_parents=True)

    assert editing.get(reverse("documents_admin:import", args=[translated.pk])).status_code == 404


def test_what_was_pasted_is_shown_as_words(editing, address):
    page = post(
        editing, address, "read", pasted="§ 1. <script>alert(1)</script>\nRozdział 1. <b>x</b>"
    ).content.decode()

    assert ("<script>alert(1)" in page, "<b>x" in page, page.count("&lt;script&gt;alert") > 1) == (False, False, True)


def test_a_very_long_text_is_shown_in_part_and_saved_whole(editing, document, address):
    text = "\n".join(f"§ {number}. x" for number in range(1, 3201))
    answer = post(editing, address, "read", pasted=text)
    assert (len(answer.context["rows"]), answer.context["hidden_count"]) == (3000, 200)

    post(editing, address, "save", **fields(answer))
    assert drafts(document)[-1] == text
