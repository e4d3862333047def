"""What an editor pastes: recognised units, doubts shown before publishing, versions that nobody deletes."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Page

from documents.models import DocumentPage, Unit, Version
from documents.numbering import read_units
from documents.services import make_version
from shared.pages import deletion_guards
from tests.factories import scenery

# --- one line -------------------------------------------------------------------------------------------------

LINES = [
    # as pasted, kind, number, text, anchor
    ("Rozdział 1. Zasady", "chapter", "1", "Zasady", "r1"),
    ("Rozdział 1 – Zasady", "chapter", "1", "Zasady", "r1"),
    ("ROZDZIAŁ IV", "chapter", "IV", "", "riv"),
    ("Rozdział 2a. Zmiany", "chapter", "2a", "Zmiany", "r2a"),
    ("§ 1. Po co", "paragraph", "1", "Po co", "p1"),
    ("§1.Po co", "paragraph", "1", "Po co", "p1"),
    ("§\u00a012a", "paragraph", "12a", "", "p12a"),
    ("1. Ustęp.", "subsection", "1", "Ustęp.", "u1"),
    ("10a. Ustęp.", "subsection", "10a", "Ustęp.", "u10a"),
    ("1) punkt;", "point", "1", "punkt;", "pkt1"),
    ("1)punkt", "point", "1", "punkt", "pkt1"),
    ("a) litera;", "letter", "a", "litera;", "la"),
    ("ż) litera;", "letter", "ż", "litera;", "lz"),
    ("za) litera;", "letter", "za", "litera;", "lza"),
    ("   \t§ 3.   dużo   odstępów   ", "paragraph", "3", "dużo odstępów", "p3"),
    ("Zwykłe zdanie.", "plain", "", "Zwykłe zdanie.", "t1"),
    ("1.5 mln zł", "plain", "", "1.5 mln zł", "t1"),
    ("2026 r. był dobry", "plain", "", "2026 r. był dobry", "t1"),
    ("Rozdziałów jest pięć", "plain", "", "Rozdziałów jest pięć", "t1"),
    ("W § 1 napisano", "plain", "", "W § 1 napisano", "t1"),
    ("abc) nic", "plain", "", "abc) nic", "t1"),
    ("A) wielka litera", "plain", "", "A) wielka litera", "t1"),
    ("§", "plain", "", "§", "t1"),
    ("1.", "plain", "", "1.", "t1"),
    ("1)", "plain", "", "1)", "t1"),
    ("- tiret", "plain", "", "- tiret", "t1"),
    ("<script>alert(1)</script>", "plain", "", "<script>alert(1)</script>", "t1"),
]


@pytest.mark.parametrize(("line", "kind", "number", "text", "anchor"), LINES, ids=[row[0] for row in LINES])
def test_a_line_is_recognised_by_its_mark(line, kind, number, text, anchor):
    found = [(unit.kind, unit.number, unit.text, unit.anchor) for unit in read_units(line)]

    assert found == [(kind, number, text, anchor)]


# --- a whole text ---------------------------------------------------------------------------------------------

WHOLE = {
    "paragraphs go on through chapters": (
        "Rozdział 1. A\n§ 1. X\n1. x\nRozdział 2. B\n§ 2. Y\n1. y",
        ["Rozdział 1 r1", "§ 1 p1", "§ 1 ust. 1 p1-u1", "Rozdział 2 r2", "§ 2 p2", "§ 2 ust. 1 p2-u1"],
    ),
    "points straight below a paragraph": (
        "§ 1. X\n1) a\na) b\n2) c\na) d",
        ["§ 1 p1", "§ 1 pkt 1 p1-pkt1", "§ 1 pkt 1 lit. a p1-pkt1-la", "§ 1 pkt 2 p1-pkt2", "§ 1 pkt 2 lit. a p1-pkt2-la"],
    ),
    "points begin again in every subsection": (
        "§ 1.\n1. a\n1) b\n2. c\n1) d",
        ["§ 1 p1", "§ 1 ust. 1 p1-u1", "§ 1 ust. 1 pkt 1 p1-u1-pkt1", "§ 1 ust. 2 p1-u2", "§ 1 ust. 2 pkt 1 p1-u2-pkt1"],
    ),
    "plain lines belong to their paragraph": (
        "Wstęp\n§ 1.\njeden\ndwa\n§ 2.\ntrzy",
        [" t1", "§ 1 p1", "§ 1 p1-t1", "§ 1 p1-t2", "§ 2 p2", "§ 2 p2-t1"],
    ),
    "line ends of every system": ("§ 1. A\r\n§ 2. B\r§ 3. C\n\n\n", ["§ 1 p1", "§ 2 p2", "§ 3 p3"]),
}  # fmt: skip


@pytest.mark.parametrize("what", WHOLE)
def test_units_are_quoted_as_lawyers_quote_them(what):
    text, expected = WHOLE[what]

    assert [f"{unit.label} {unit.anchor}" for unit in read_units(text)] == expected


REPEATED = [
    ("§ 1. A\n§ 1. B\n§ 1. C", ["p1", "p1-2", "p1-3"], [False, True, True]),
    ("§ 1.\n1. a\n1. b\n§ 2.\n1. c", ["p1", "p1-u1", "p1-u1-2", "p2", "p2-u1"], [False, False, True, False, False]),
    ("§ 1.\n1. a\n§ 1.\n1. b", ["p1", "p1-u1", "p1-2", "p1-2-u1"], [False, False, True, False]),
    ("Rozdział I\nRozdział i\nRozdział 1", ["ri", "ri-2", "r1"], [False, True, False]),
    ("to samo\nto samo", ["t1", "t2"], [False, False]),
]


@pytest.mark.parametrize(("text", "anchors", "doubts"), REPEATED)
def test_a_repeated_number_is_doubted_and_still_has_an_address(text, anchors, doubts):
    units = read_units(text)

    assert [unit.anchor for unit in units] == anchors
    assert [unit.doubts == ("repeated",) for unit in units] == doubts


LINE = st.sampled_from(
    [row[0] for row in LINES] + ["§ 1.", "§ 2.", "1. x", "2. y", "1) z", "a) w", "ą) v", "", "tekst"]
)


@given(st.lists(LINE, max_size=25))
def test_every_line_is_one_unit_with_an_address_of_its_own(lines):
    units = read_units("\n".join(lines))

    assert len(units) == len([line for line in lines if line.strip()])
    assert len({unit.anchor for unit in units}) == len(units)
    assert [unit.anchor for unit in units if not unit.anchor.isascii() or not unit.anchor] == []


def test_a_long_programme_is_read_whole(lists):
    text = "\n".join(f"§ {number}. Zadanie\n1. Opis.\n1) punkt;\na) litera." for number in range(1, 501))
    document = scenery.make_document(lists[1], text=text)
    units = Unit.objects.filter(version__document=document).order_by("order")

    assert (units.count(), units.last().label) == (2000, "§ 500 ust. 1 pkt 1 lit. a")
    assert list(units.values_list("order", flat=True)) == list(range(2000))


# --- before and after publishing ------------------------------------------------------------------------------

NOTE = "Ten numer się powtarza"


def test_doubts_stand_in_the_preview_and_not_on_the_page(client, document):
    document.text = "§ 1. A\n§ 1. B\n1. x\n1. y"
    preview = document.make_preview_request().content.decode()
    document.save_revision().publish()
    page = client.get("/dokumenty/regulamin/").content.decode()

    assert (preview.count(NOTE), page.count(NOTE), page.count('id="p1-2-u1-2"')) == (2, 0, 1)


def test_what_was_pasted_is_shown_as_words(client, lists):
    scenery.make_document(lists[1], text="§ 1. <script>alert(1)</script>\nRozdział 1. <b>x</b>")
    page = client.get("/dokumenty/regulamin/").content.decode()

    assert ("<script>alert(1)" in page, "&lt;script&gt;" in page, "<b>x" in page) == (False, True, False)


def test_a_version_keeps_the_title_and_note_of_its_day(document):
    document.title, document.change_note, document.text = "Nowy tytuł", "Po uwagach", "§ 1. Nowy"
    document.save_revision().publish()

    assert list(Version.objects.order_by("number").values_list("number", "title", "change_note")) == [
        (1, "Regulamin świetlic", ""),
        (2, "Nowy tytuł", "Po uwagach"),
    ]


def test_a_text_taken_back_is_a_version_of_its_own(document):
    first = list(Unit.objects.values_list("anchor", "text"))
    for text in ("§ 1. Inny", scenery.TEXT):
        document.text = text
        document.save_revision().publish()

    assert list(Version.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]
    assert list(Unit.objects.filter(version__number=3).values_list("anchor", "text")) == first


def test_asking_again_for_a_version_of_the_same_text_makes_none(document):
    assert [make_version(document).number for _time in range(3)] == [1, 1, 1]
    assert (Version.objects.count(), Unit.objects.count()) == (1, len(read_units(scenery.TEXT)))


@pytest.mark.parametrize(
    ("query", "shown"), [("", 2), ("?wersja=2", 2), ("?wersja=1", 1), ("wersja/2/", 2), ("wersja/1/", 1)]
)
def test_the_page_marks_the_version_that_is_read(client, document, query, shown):
    document.text = "§ 1. Zupełnie inny"
    document.save_revision().publish()
    page = " ".join(client.get(f"/dokumenty/regulamin/{query}").content.decode().split())

    address = '<a href="/dokumenty/regulamin/wersja/{}/" aria-current="true" >'
    marked = [number for number in (1, 2) if address.format(number) in page]
    assert (marked, page.count("?wersja=")) == ([shown], 0)


def test_every_unit_stays_on_paper_and_the_controls_do_not(client, document):
    css = (Path(settings.BASE_DIR) / "static" / "css" / "base.css").read_text()
    rules = re.findall(r"([^{}]+){\s*display: none !important;", css[css.index("@media print") :])
    hidden = [name.strip() for name in ",".join(rules).split(",")]
    page = BeautifulSoup(client.get("/dokumenty/regulamin/").content, "html.parser")
    for element in page.select(", ".join(hidden)):
        element.decompose()

    kept = [tag.get("id") for tag in page.select(".text [id]")]
    assert kept == list(Unit.objects.order_by("order").values_list("anchor", flat=True))
    assert [page.select(gone) for gone in ("header.top", "form", "nav.toc")] == [[], [], []]
    assert page.h1.get_text(strip=True) == "Regulamin świetlic"


# --- what was published stays ---------------------------------------------------------------------------------


@pytest.fixture
def editing(client, coordinator, settings):
    settings.STAFF_WITHOUT_TOTP = True
    client.force_login(coordinator)
    return client


@pytest.mark.parametrize("what", ["document", "list", "home"])
def test_a_published_document_is_not_deleted_with_whatever_is_above_it(editing, home, lists, document, what):
    page = {"document": document, "list": lists[1], "home": home}[what]
    count = Page.objects.count()

    answer = editing.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))

    assert (answer.status_code, Page.objects.count(), Version.objects.count()) == (302, count, 1)
    assert len(deletion_guards.reasons(page)) == 1


@pytest.mark.parametrize("together", [["document"], ["document", "draft"]])
def test_pages_ticked_together_stay_when_one_of_them_must(editing, lists, document, together):
    draft = scenery.child(lists[1], DocumentPage(title="Szkic", slug="szkic", summary="x", text="x", live=False))
    chosen = {"document": document, "draft": draft}
    ticked = "&".join(f"id={chosen[name].pk}" for name in together)

    answer = editing.post(f"/cms/bulk/wagtailcore/page/delete/?{ticked}")

    assert (answer.status_code, DocumentPage.objects.count()) == (302, 2)


def test_a_draft_that_was_never_published_may_be_deleted(editing, lists, document, coordinator):
    draft = scenery.child(lists[1], DocumentPage(title="Szkic", slug="szkic", summary="x", text="x", live=False))
    assert (deletion_guards.reasons(draft), draft.permissions_for_user(coordinator).can_delete()) == ([], True)

    editing.post(reverse("wagtailadmin_pages:delete", args=[draft.pk]))

    assert [page.pk for page in DocumentPage.objects.all()] == [document.pk]


def test_not_even_a_superuser_is_offered_to_delete_a_published_document(db, document):
    from accounts.models import User

    root = User.objects.create_superuser("root@przyklad.example", "x")

    assert (document.permissions_for_user(root).can_delete(), document.permissions_for_user(root).can_edit()) == (
        False,
        True,
    )


def test_an_unpublished_document_keeps_its_versions_and_is_read_by_nobody(client, document):
    document.unpublish()

    assert (client.get("/dokumenty/regulamin/").status_code, Version.objects.count()) == (404, 1)
    assert list(client.get("/dokumenty/").context["page_obj"]) == []
