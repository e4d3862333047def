"""A document as it is read: permanent addresses, citations, search inside, the weight of a long text."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Locale

from documents.importing import import_file
from documents.models import DocumentPage, Unit, Version
from documents.numbering import read_units
from documents.reading import Edition
from documents.search import find
from tests.factories import scenery
from tests.kept import kept

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "documents"
PAGE = "/dokumenty/regulamin/"


def read(client, address=PAGE):
    return BeautifulSoup(client.get(address).getvalue(), "html.parser")


@kept
def second(document):
    """A second version with a note."""
    document.text = "§ 1. Nowy tekst"
    document.change_note = "Po uwagach mieszkańców"
    document.save_revision().publish()
    moment = timezone.make_aware(datetime(2026, 3, 2, 12))
    Version.objects.filter(number=1).update(created_at=moment)
    return document


# --- versions ---------------------------------------------------------------------------------------------------


def test_every_version_has_a_permanent_address(client, second):
    words = [read(client, f"{PAGE}wersja/{number}/").select_one(".text").get_text() for number in (1, 2)]

    assert ["Rezerwacja następuje" in text for text in words] == [True, False]
    assert ["Nowy tekst" in text for text in words] == [False, True]


@pytest.mark.parametrize("number", ["0", "3", "99999999999999999999", "x", "-1"])
def test_a_version_that_does_not_exist_is_404(client, second, number):
    assert client.get(f"{PAGE}wersja/{number}/").status_code == 404


def test_an_older_version_says_so_and_leads_to_the_newest(client, second):
    old, new = read(client, f"{PAGE}wersja/1/"), read(client)
    note = old.select_one(".about .note")

    assert " ".join(note.get_text().split()).startswith(
        "Czytasz wersję 1 z 2 marca 2026 r. To nie jest najnowsza wersja."
    )
    assert [link["href"] for link in note.select("a")] == [PAGE, f"{PAGE}porownaj/1/2/"]
    assert new.select_one(".about .note") is None


def test_versions_are_listed_with_notes_dates_and_changes(client, second):
    rows = read(client).select(".versions li")

    assert [" ".join(row.get_text().split()) for row in rows] == [
        f"wersja 2 z {today()}: Po uwagach mieszkańców Co zmieniła (wersja 2)",
        "wersja 1 z 2 marca 2026 r.",
    ]
    assert [link["href"] for link in rows[0].select("a")] == [f"{PAGE}wersja/2/", f"{PAGE}porownaj/1/2/"]


def today() -> str:
    from shared.templatetags.razem import full_date

    return " ".join(full_date(timezone.localdate()).split())


CANONICAL = {
    "": PAGE,
    "?fragment=p1": PAGE,
    "?szukaj=tekst": PAGE,
    "wersja/2/": PAGE,
    "?wersja=1": f"{PAGE}wersja/1/",
    "wersja/1/": f"{PAGE}wersja/1/",
}


@pytest.mark.parametrize("address", CANONICAL)
def test_each_text_has_one_canonical_address(client, second, address):
    link = read(client, PAGE + address).select_one("link[rel=canonical]")

    assert link["href"].removeprefix("http://127.0.0.1:8000") == CANONICAL[address]


# --- citation ---------------------------------------------------------------------------------------------------


def cited(client, address) -> list[str]:
    return [" ".join(q.get_text().split()) for q in read(client, address).select(".cite q")]


def test_the_document_and_each_unit_can_be_quoted(client, second):
    where = f"http://127.0.0.1:8000{PAGE}wersja"

    assert cited(client, f"{PAGE}wersja/1/") == [f"Regulamin świetlic, wersja 1 z 2 marca 2026 r., {where}/1/"]
    assert cited(client, f"{PAGE}wersja/1/?fragment=p1-u2") == [
        f"§ 1 ust. 2, Regulamin świetlic, wersja 1 z 2 marca 2026 r., {where}/1/#p1-u2"
    ]
    assert cited(client, f"{PAGE}?fragment=nie-ma") == [f"Regulamin świetlic, wersja 2 z {today()}, {where}/2/"]


def test_the_number_of_a_unit_leads_to_its_permanent_place(client, document):
    links = [link["href"] for link in read(client).select(".text a.no")]

    assert links == [f"?fragment={u.anchor}#{u.anchor}" for u in Unit.objects.order_by("order") if u.kind != "chapter"]


@pytest.mark.parametrize("language", ["pl", "en"])
def test_a_text_without_a_version_is_quoted_by_its_address(language, settings):
    edition = Edition(title="Program", language="pl", path="/dokumenty/program/", version=None, units=[])

    with override(language):
        assert edition.cite() == f"Program, {settings.PUBLIC_URL}/dokumenty/program/"


# --- contents ---------------------------------------------------------------------------------------------------

CONTENTS = [
    ("Rozdział 1. A\n§ 1. B\nRozdział IV\n# Wstęp\nDział I. D", ["1. A", "Rozdział IV", "Wstęp", "Dział I. D"]),
    ("§ 1. Pierwszy\n1. x\n§ 2. Drugi", ["§ 1. Pierwszy", "§ 2. Drugi"]),
    ("1. x\n2. y", []),
]


@pytest.mark.parametrize(("text", "expected"), CONTENTS)
def test_the_contents_name_headings_or_titles_of_paragraphs(client, lists, text, expected):
    scenery.make_document(lists[1], text=text, slug="inny")

    assert [
        re.sub(r"[ \n]+", " ", item.get_text()).strip() for item in read(client, "/dokumenty/inny/").select(".toc li")
    ] == expected


def test_an_act_is_shown_with_its_articles(client, lists):
    scenery.make_document(
        lists[1], text="Art. 1. Treść.\nArt. 2.\n1. Ustęp.\n1) punkt:\na) lit:\n– jeden,\n– dwa.", slug="akt"
    )
    shown = read(client, "/dokumenty/akt/").select(".text .unit")

    assert [(u["data-depth"], u.select_one(".no").text, u["aria-label"]) for u in shown] == [
        ("1", "Art. 1.", "art. 1"),
        ("1", "Art. 2.", "art. 2"),
        ("2", "1.", "art. 2 ust. 1"),
        ("3", "1)", "art. 2 ust. 1 pkt 1"),
        ("4", "a)", "art. 2 ust. 1 pkt 1 lit. a"),
        ("5", "–", "art. 2 ust. 1 pkt 1 lit. a tiret pierwsze"),
        ("5", "–", "art. 2 ust. 1 pkt 1 lit. a tiret drugie"),
    ]
    assert [u.select(".words") == [] for u in shown] == [False, True, False, False, False, False, False]


# --- search inside ----------------------------------------------------------------------------------------------

TEXT = """§ 1. Świetlica wiejska
1. Klucze do świetlicy wydaje sołtys.
2. Opłatę za salę pobiera gmina.
§ 2. Łódź i żagle
1. Organizacje nie płacą, gdy prowadzą zajęcia."""
SEARCHES = [
    ("swietlic", {"p1": ["Świetlica"], "p1-u1": ["świetlicy"]}),
    ("świetlica", {"p1": ["Świetlica"], "p1-u1": ["świetlicy"]}),
    ("swietlicy", {"p1": ["Świetlica"], "p1-u1": ["świetlicy"]}),
    ("ŚWIETLICĄ", {"p1": ["Świetlica"], "p1-u1": ["świetlicy"]}),
    ("klucz", {"p1-u1": ["Klucze"]}),
    ("lodz", {"p2": ["Łódź"]}),
    ("płacić", {"p2-u1": ["płacą"]}),
    ("klucze świetlica", {"p1-u1": ["Klucze", "świetlicy"]}),
    ("klucze opłata", {}),
    ("do", {"p1-u1": ["do"]}),
    ("ka", {}),
    ("...", {}),
    ("'\"(*", {}),
    ("<b>", {}),
]


@pytest.mark.parametrize(("query", "expected"), SEARCHES)
def test_words_are_found_in_any_form_with_or_without_diacritics(query, expected):
    found = find(read_units(TEXT), query)

    assert {unit.anchor: [part.text for part in unit.parts if part.is_found] for unit in found} == expected
    assert ["".join(part.text for part in unit.parts) for unit in found] == [unit.text for unit in found]


def test_the_page_shows_the_found_units_with_their_addresses(client, lists):
    scenery.make_document(lists[1], text=TEXT, slug="szukany")
    shown = read(client, "/dokumenty/szukany/?szukaj=swietlic")

    assert [(unit["id"], unit.select_one(".no")["href"]) for unit in shown.select(".text .unit")] == [
        ("p1", "/dokumenty/szukany/#p1"),
        ("p1-u1", "/dokumenty/szukany/#p1-u1"),
    ]
    assert [mark.text for mark in shown.select("mark")] == ["Świetlica", "świetlicy"]
    assert shown.select_one(".found").get_text(" ", strip=True) == "Znaleziono w 2 jednostkach. Pokaż cały tekst"
    assert shown.select_one("input[name=szukaj]")["value"] == "swietlic"


HOSTILE = ["nie-ma", '"', "<script>", "x" * 5000, "%ff", "łódź", "{{ 7*7 }}", " "]


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_is_searched_for_gets_an_answer(client, document, words):
    answer = client.get(PAGE, {"szukaj": words})

    assert answer.status_code == 200
    assert "<script>" not in answer.getvalue().decode()


def test_too_many_searches_are_refused(client, document, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "search.address": (0, 60)}

    assert [client.get(f"{PAGE}{query}").status_code for query in ("?szukaj=x", "")] == [429, 200]


# --- a long text ------------------------------------------------------------------------------------------------


def long_text(size: int) -> str:
    sentence = "Gmina prowadzi tę sprawę razem z mieszkankami i mieszkańcami, sołectwami i organizacjami, a jej przebieg opisuje."
    return "Rozdział 1. Zadania\n" + "\n".join(
        f"§ {n}. Zadanie numer {n}\n1. {sentence}\n2. {sentence}" for n in range(1, size // 3 + 1)
    )


@pytest.mark.parametrize("versions", [1, 3])
@pytest.mark.parametrize("size", [20, 600])
def test_a_document_costs_the_same_however_long_and_often_changed(
    client, lists, size, versions, django_assert_max_num_queries
):
    document = scenery.make_document(lists[1], text=long_text(size), slug="dlugi")
    for number in range(2, versions + 1):
        document.text += f"\n3. Ustęp wersji {number}."
        document.save_revision().publish()
    client.get("/dokumenty/dlugi/")

    with django_assert_max_num_queries(10):  # one asks which older version was consulted
        answer = client.get("/dokumenty/dlugi/")
    assert (len(answer.context["units"]) >= size - 2, len(answer.context["versions"])) == (True, versions)


@pytest.mark.parametrize("query", ["", "?szukaj=sprawa", "?fragment=p9-u1"])
def test_a_document_of_600_units_weighs_less_than_300_kb(client, lists, query):
    scenery.make_document(lists[1], text=long_text(601), slug="dlugi")
    answer = client.get(f"/dokumenty/dlugi/{query}", headers={"accept-encoding": "identity"})

    assert len(answer.context["edition"].units) == 601
    assert len(answer.getvalue()) < 300_000


@pytest.mark.realdata
def test_the_constitution_weighs_less_than_300_kb_and_each_unit_has_its_address(client, lists):
    text = import_file((REAL / "konstytucja_rp_1997_kancelaria_sejmu.txt").read_bytes()).text
    scenery.make_document(lists[1], text=text, slug="konstytucja")
    answer = client.get("/dokumenty/konstytucja/")
    shown = BeautifulSoup(answer.getvalue(), "html.parser")

    assert len(answer.getvalue()) < 300_000
    assert [tag["id"] for tag in shown.select(".text [id]")] == [unit.anchor for unit in read_units(text)]
    assert len(shown.select(".toc li")) == 30


def test_the_text_comes_in_the_order_in_which_it_is_read_and_needs_no_script(client, document):
    content = client.get(PAGE).getvalue().decode()

    assert (content.count("<script"), content.count(" style="), content.count(" onclick=")) == (0, 0, 0)
    assert content.index("<h1") < content.index('class="toc"') < content.index('id="p1"') < content.index('id="p2"')


# --- drafts, schedules, copies, translations --------------------------------------------------------------------


def test_a_draft_changes_neither_the_page_nor_any_version(client, document):
    document.title, document.text = "Szkic tytułu", "§ 1. Szkic"
    document.save_revision()
    for address in (PAGE, f"{PAGE}wersja/1/", f"{PAGE}pobierz/txt/"):
        assert "Szkic" not in client.get(address).getvalue().decode()

    assert (client.get(f"{PAGE}wersja/2/").status_code, Version.objects.count()) == (404, 1)


@pytest.mark.parametrize("path", ["", "wersja/1/", "pobierz/pdf/", "wersja/1/pobierz/txt/", "porownaj/1/1/"])
def test_an_unpublished_document_is_read_at_none_of_its_addresses(client, document, path):
    document.unpublish()

    assert client.get(PAGE + path).status_code == 404


@pytest.mark.parametrize("is_new", [True, False])
def test_a_scheduled_text_becomes_a_version_on_its_day_and_not_before(lists, document, is_new):
    document.save_revision().publish()
    page = document
    if is_new:
        page = scenery.child(lists[1], DocumentPage(title="Nowy", slug="nowy", summary="x", text="x", live=False))
    page.text, page.go_live_at = "§ 1. Na jutro", timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    assert Version.objects.count() == 1

    with time_machine.travel(page.go_live_at + timedelta(minutes=1)):
        call_command("publish_scheduled")
    assert list(Unit.objects.filter(version__document=page).order_by("-pk").values_list("text", flat=True)[:1]) == [
        "Na jutro"
    ]
    assert Version.objects.count() == 2


def test_going_back_to_an_earlier_revision_makes_a_new_version_and_keeps_the_others(second):
    first = second.revisions.order_by("pk").first()
    page = first.as_object()
    page.text = scenery.TEXT
    page.save_revision(previous_revision=first).publish()

    numbers = Version.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3]
    texts = [list(Unit.objects.filter(version__number=n).values_list("text", flat=True)) for n in (1, 3)]
    assert texts[0] == texts[1]


def test_a_copy_begins_with_no_version_and_makes_its_own(second):
    copy = second.copy(update_attrs={"slug": "kopia", "title": "Kopia"}, keep_live=False)
    assert Version.objects.filter(document=copy).count() == 0

    copy.save_revision().publish()
    assert list(Version.objects.filter(document=copy).values_list("number", "title")) == [(1, "Kopia")]
    assert Version.objects.filter(document=second).count() == 2


@kept
def english(second, home):
    """The document in English, published with words of its own."""
    locale = Locale.objects.get_or_create(language_code="en")[0]
    page = second.copy_for_translation(locale, copy_parents=True)
    page.title, page.text = "Rules of the halls", "§ 1. English words"
    page.save_revision().publish()
    return page


def test_a_translation_has_words_of_its_own_and_makes_no_version(client, english):
    shown = read(client, english.url)

    assert (shown.h1.get_text(strip=True), shown.h1["lang"]) == ("Rules of the halls", "en")
    assert "English words" in shown.select_one(".text").get_text()
    assert Version.objects.filter(document=english).count() == 0


@pytest.mark.parametrize("path", ["wersja/1/", "porownaj/1/2/", "wersja/2/pobierz/txt/"])
def test_versions_are_read_at_the_source_language(client, english, path):
    answer = client.get(f"{english.url}{path}")

    assert (answer.status_code, answer["Location"]) == (302, PAGE + path)


def test_a_preview_offers_no_files_and_shows_doubts(document):
    document.text = "§ 1. A\n§ 3. B"
    shown = BeautifulSoup(document.make_preview_request().content, "html.parser")

    assert shown.select('a[href*="pobierz"]') == []
    assert [note.get_text() for note in shown.select(".text .note")] == [
        "To nie jest następny numer po jednostce § 1: sprawdź, czy niczego nie brakuje."
    ]


# --- titles and descriptions ------------------------------------------------------------------------------------


def head(client, path: str) -> tuple[str, str]:
    html = client.get(path).content.decode()
    return re.search(r"<title>\s*(.*?) – Razem", html, re.S)[1], re.search(r'name="description" content="(.*?)"', html)[
        1
    ]


def test_the_document_and_each_version_have_titles_and_descriptions_of_their_own(client, document):
    document.text += "§ 9. Nowy"
    document.save_revision().publish()
    paths = [document.url, f"{document.url}wersja/1/", f"{document.url}wersja/2/", f"{document.url}?wersja=1"]

    titles, descriptions = zip(*(head(client, path) for path in paths), strict=True)

    assert titles == (
        "Regulamin świetlic – dokument", "Regulamin świetlic – wersja 1", "Regulamin świetlic – wersja 2",
        "Regulamin świetlic – wersja 1",
    )  # fmt: skip
    assert (descriptions[0], len(set(descriptions[:3]))) == ("Zasady korzystania.", 3)
