"""The way of a document through councils: the whole is as far as its least advanced municipality."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Locale

from documents.adoption import Stage, sentence, whole
from documents.models import Adoption, DocumentPage
from places.models import Municipality
from tests.kept import kept

P, C, A = Stage.PREPARED, Stage.CONSULTED, Stage.ADOPTED
TABLE = [
    ([], None, ""),
    ([P], P, "Żadna rada nie przyjęła jeszcze dokumentu. Stan całości: w przygotowaniu."),
    ([C], C, "Żadna rada nie przyjęła jeszcze dokumentu. Stan całości: po konsultacjach."),
    ([A], A, "Rada gminy przyjęła dokument."),
    ([P, P], P, "Żadna rada nie przyjęła jeszcze dokumentu. Stan całości: w przygotowaniu."),
    ([P, C], P, "Żadna rada nie przyjęła jeszcze dokumentu. Stan całości: w przygotowaniu."),
    ([C, C], C, "Żadna rada nie przyjęła jeszcze dokumentu. Stan całości: po konsultacjach."),
    ([A, P], P, "Dokument przyjęła 1 z 2 gmin. Stan całości: w przygotowaniu."),
    ([A, C], C, "Dokument przyjęła 1 z 2 gmin. Stan całości: po konsultacjach."),
    ([A, A], A, "Rady wszystkich 2 gmin przyjęły dokument."),
    ([P, C, A], P, "Dokument przyjęła 1 z 3 gmin. Stan całości: w przygotowaniu."),
    ([A, A, A, C, P], P, "Dokument przyjęły 3 z 5 gmin. Stan całości: w przygotowaniu."),
    ([A, A, A, C, C], C, "Dokument przyjęły 3 z 5 gmin. Stan całości: po konsultacjach."),
    ([A] * 5 + [C], C, "Dokument przyjęło 5 z 6 gmin. Stan całości: po konsultacjach."),
    ([A] * 5, A, "Rady wszystkich 5 gmin przyjęły dokument."),
]


@pytest.mark.parametrize(("stages", "state", "said"), TABLE)
def test_the_whole_is_as_far_as_its_least_advanced_municipality(stages, state, said):
    assert (whole(stages), sentence(stages)) == (state, said)
    assert (whole(reversed(stages)), sentence(list(reversed(stages)))) == (state, said)


DETAILS = [
    ({"stage": P}, ""),
    ({"stage": C}, ""),
    ({"stage": A, "resolution_number": "XX/1/2026", "adopted_on": date(2026, 3, 2)}, ""),
    ({"stage": A}, "Give the number and the date of the resolution."),
    ({"stage": A, "resolution_number": "XX/1/2026"}, "Give the number and the date of the resolution."),
    ({"stage": A, "adopted_on": date(2026, 3, 2)}, "Give the number and the date of the resolution."),
    ({"stage": P, "resolution_number": "XX/1/2026"}, "A resolution is there, so choose the stage “adopted”."),
    ({"stage": C, "adopted_on": date(2026, 3, 2)}, "A resolution is there, so choose the stage “adopted”."),
    ({"stage": A, "resolution_number": "1", "adopted_on": date(2999, 1, 1)}, "This day has not come yet."),
]


@pytest.mark.parametrize(("details", "refusal"), DETAILS)
def test_only_an_adopted_document_has_a_resolution_and_it_lies_in_the_past(details, refusal):
    row = Adoption(**details)
    if not refusal:
        return row.clean()
    with pytest.raises(ValidationError) as refused:
        row.clean()
    assert refused.value.messages == [gettext(refusal)]


# --- the page ---------------------------------------------------------------------------------------------------


@kept
def adopted(document, skawina, liszki):
    """Skawina has adopted the document, Liszki is preparing it."""
    document.adoptions.set(
        [
            Adoption(
                municipality=skawina, stage=A, resolution_number="XX/15/2026", adopted_on=date(2026, 3, 2),
                bip_url="https://bip.przyklad.example/uchwala",
            ),
            Adoption(municipality=liszki, stage=P),
        ]
    )  # fmt: skip
    document.save_revision().publish()
    return document


def table(content) -> list[list[str]]:
    rows = BeautifulSoup(content, "html.parser").select(".adoption tbody tr")
    return [[" ".join(cell.get_text().split()) for cell in row.select("th, td")] for row in rows]


ROWS = [["Skawina", "przyjęty", "XX/15/2026 z 2 marca 2026 r."], ["Liszki", "w przygotowaniu", "–"]]


def test_the_page_shows_each_council_and_the_whole(client, adopted):
    content = client.get("/dokumenty/regulamin/").content
    shown = BeautifulSoup(content, "html.parser").select_one(".adoption")

    assert table(content) == ROWS
    assert shown.p.get_text() == "Dokument przyjęła 1 z 2 gmin. Stan całości: w przygotowaniu."
    assert [link["href"] for link in shown.select("a")] == ["https://bip.przyklad.example/uchwala"]


def test_a_document_of_no_council_shows_no_table(client, document):
    assert "adoption" not in client.get("/dokumenty/regulamin/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_table_costs_the_same(client, document, count, django_assert_max_num_queries):
    for number in range(count):
        place = Municipality.objects.create(name=f"Gmina {number}", slug=f"g{number}", terc=f"120611{number}", kind="2")
        Adoption.objects.create(document=document, municipality=place, sort_order=number)
    client.get("/dokumenty/regulamin/")

    with django_assert_max_num_queries(9):
        assert len(client.get("/dokumenty/regulamin/").context["adoptions"]) == count


def test_recording_a_council_makes_no_version(adopted):
    assert adopted.versions.count() == 1


def test_a_municipality_that_adopts_cannot_be_deleted(adopted, skawina):
    from django.db.models import ProtectedError

    with pytest.raises(ProtectedError):
        skawina.delete()


# --- drafts, previews, schedules, reverts, copies, translations -------------------------------------------------


def rows_of(page) -> list[tuple[str, str]]:
    return list(Adoption.objects.filter(document=page.pk).values_list("municipality__name", "stage"))


BEFORE = [("Skawina", "adopted"), ("Liszki", "prepared")]


def changed(document):
    """The page as an editor changes it: Liszki has consulted the document."""
    page = DocumentPage.objects.get(pk=document.pk)
    rows = list(page.adoptions.all())
    rows[1].stage = C
    page.adoptions.set(rows)
    return page


def test_a_draft_is_seen_in_the_preview_only(client, adopted):
    page = changed(adopted)
    page.save_revision()

    assert rows_of(adopted) == BEFORE
    assert table(client.get("/dokumenty/regulamin/").content) == ROWS
    assert [row[1] for row in table(page.make_preview_request().content)] == ["przyjęty", "po konsultacjach"]


def test_a_scheduled_change_waits(adopted):
    page = changed(adopted)
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision(approved_go_live_at=page.go_live_at)

    assert rows_of(adopted) == BEFORE


def test_publishing_changes_the_rows_and_going_back_restores_them(adopted):
    first = DocumentPage.objects.get(pk=adopted.pk).latest_revision
    changed(adopted).save_revision().publish()
    assert rows_of(adopted) == [("Skawina", "adopted"), ("Liszki", "consulted")]

    page = first.as_object()
    page.save_revision(previous_revision=first)
    assert rows_of(adopted) == [("Skawina", "adopted"), ("Liszki", "consulted")]
    page.get_latest_revision().publish()
    assert rows_of(adopted) == BEFORE


@pytest.mark.parametrize("copies", [True, False])
def test_a_copy_begins_with_no_councils_even_in_its_drafts(adopted, copies):
    copy = adopted.copy(update_attrs={"slug": "kopia"}, keep_live=False, copy_revisions=copies)

    assert rows_of(copy) == []
    copy.get_latest_revision_as_object().save_revision().publish()
    assert (rows_of(copy), rows_of(adopted)) == ([], BEFORE)


def test_a_translation_shows_the_councils_of_its_source(client, adopted):
    english = Locale.objects.get_or_create(language_code="en")[0]
    page = adopted.copy_for_translation(english, copy_parents=True)
    page.save_revision().publish()
    changed(adopted).save_revision().publish()

    assert [row[0] for row in table(client.get(page.url).content)] == ["Skawina", "Liszki"]
    assert [row.stage for row in client.get(page.url).context["adoptions"]] == ["adopted", "consulted"]


# --- the editing form -------------------------------------------------------------------------------------------


@pytest.fixture
def editing(client, coordinator, settings):
    settings.STAFF_WITHOUT_TOTP = True
    client.force_login(coordinator)
    return client


def form(document, *rows) -> dict[str, str]:
    data = {
        "title": document.title, "slug": document.slug, "summary": document.summary, "status": document.status,
        "text": document.text, "change_note": "", "seo_title": "", "search_description": "", "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0, "comments-MIN_NUM_FORMS": 0, "comments-MAX_NUM_FORMS": "",
        "adoptions-TOTAL_FORMS": len(rows), "adoptions-INITIAL_FORMS": 0, "adoptions-MIN_NUM_FORMS": 0,
        "adoptions-MAX_NUM_FORMS": 1000, "action-publish": "1",
    }  # fmt: skip
    for number, row in enumerate(rows):
        blank = {
            "stage": "prepared",
            "resolution_number": "",
            "adopted_on": "",
            "bip_url": "",
            "ORDER": number + 1,
            "id": "",
        }
        data |= {f"adoptions-{number}-{name}": value for name, value in {**blank, **row}.items()}
    return data


def test_rows_are_kept_by_the_editing_form(editing, document, skawina, liszki):
    address = reverse("wagtailadmin_pages:edit", args=[document.pk])
    editing.post(
        address,
        form(
            document,
            {
                "municipality": liszki.pk,
                "stage": "adopted",
                "resolution_number": "V/7/2026",
                "adopted_on": "2026-03-02",
            },
            {"municipality": skawina.pk},
        ),
    )

    assert rows_of(document) == [("Liszki", "adopted"), ("Skawina", "prepared")]


WRONG = [
    ([{}, {}], "This municipality stands twice."),
    ([{"stage": "adopted"}], "Give the number and the date of the resolution."),
    ([{"stage": "adopted", "resolution_number": "1", "adopted_on": "2999-01-01"}], "This day has not come yet."),
]


@pytest.mark.parametrize(("rows", "refusal"), WRONG)
def test_wrong_rows_are_refused_with_a_sentence(editing, document, skawina, rows, refusal):
    address = reverse("wagtailadmin_pages:edit", args=[document.pk])
    answer = editing.post(address, form(document, *({"municipality": skawina.pk, **row} for row in rows)))

    assert answer.status_code == 200
    assert gettext(refusal) in BeautifulSoup(answer.content, "html.parser").get_text()
    assert rows_of(document) == []
