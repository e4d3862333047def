"""The list of documents: words, municipality, status; counts, feed and table under the same filters."""

import pytest
from django.core.management import call_command
from django.utils.translation import gettext
from wagtail.models import Locale

from documents.models import DocumentPage
from tests import lists as checks
from tests.events.conftest import translate
from tests.factories import scenery

URL = "/dokumenty/"
ALL = ["program", "statut", "zarys"]  # by title


@pytest.fixture
def three(lists, skawina, liszki):
    facts = {
        "program": ("Program współpracy", skawina, "adopted"),
        "statut": ("Statut gminy", liszki, "in_force"),
        "zarys": ("Zarys strategii", None, "consulted"),
    }
    for slug, (title, place, status) in facts.items():
        page = scenery.make_document(lists[1], slug=slug)
        page.title, page.municipality, page.status = title, place, status
        page.save_revision().publish()


def slugs(client, query: str = "") -> list[str]:
    return [page.slug for page in checks.get(client, URL + query).context["page_obj"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ALL), ("?gmina=skawina", ["program", "zarys"]), ("?gmina=liszki", ["statut", "zarys"]),
        ("?stan=in_force", ["statut"]), ("?stan=in_force&gmina=skawina", []), ("?stan=archived", []),
        ("?gmina=krakow&stan=%27", ALL), ("?stan=" + "x" * 5000, ALL), ("?page=99", ALL),
    ],
)  # fmt: skip
def test_filters_leave_what_fits_all_of_them(client, three, query, found):
    assert slugs(client, query) == found


@pytest.mark.indexed
@pytest.mark.parametrize(("words", "found"), [("statutu", ["statut"]), ("wspolpraca", ["program"]), ("nieznane", [])])
def test_words_are_found_in_any_form_and_without_diacritics(client, three, words, found):
    call_command("update_index", verbosity=0)

    assert slugs(client, f"?q={words}") == found


@pytest.mark.parametrize("query", ["", "?gmina=skawina", "?stan=consulted&gmina=liszki"])
def test_every_count_is_the_number_of_documents_it_leads_to(client, three, query):
    assert checks.untrue_counts(client, URL, query) == []


@pytest.mark.parametrize("query", ["", "?gmina=liszki"])
def test_feed_and_table_hold_the_hits_of_the_page(client, three, query):
    on_page = sorted(checks.titles_on_pages(client, URL, query))

    assert sorted(checks.titles_in_feed(client, URL, query)) == on_page
    assert sorted(row[gettext("Title")] for row in checks.rows_in_table(client, URL, query)) == on_page


def test_the_feed_begins_with_what_changed_last(client, three):
    page = DocumentPage.objects.get(slug="program")
    page.text = "§ 1. Nowa treść"
    page.save_revision().publish()

    assert checks.titles_in_feed(client, URL)[0] == "Program współpracy"


def test_the_table_says_the_newest_version(client, three):
    page = DocumentPage.objects.get(slug="statut")
    page.text = "§ 1. Nowa treść"
    page.save_revision().publish()
    row = next(row for row in checks.rows_in_table(client, URL) if row[gettext("Title")] == "Statut gminy")

    newest = page.versions.first()
    assert [row[gettext(name)] for name in ("Municipality", "Version", "Version of")] == [
        "Liszki", str(newest.number), str(newest.created_at.date()),
    ]  # fmt: skip
    assert row[gettext("Address")].endswith("/dokumenty/statut/")


@pytest.mark.parametrize("below", ["", "?gmina=skawina&stan=draft", "atom/", "csv/"])
def test_the_list_costs_the_same_with_one_and_with_three(client, lists, below, django_assert_max_num_queries):
    counts = []
    for numbers in ([1], [2, 3]):
        for number in numbers:
            scenery.make_document(lists[1], slug=f"d-{number}")
        for _turn in range(2):
            client.get(URL + below)
        with django_assert_max_num_queries(10) as found:
            assert client.get(URL + below).status_code == 200
        counts.append(len(found))

    assert counts[0] == counts[1]


def test_an_english_reader_finds_translations_and_the_rest_marked_as_polish(client, three):
    english = Locale.objects.get_or_create(language_code="en")[0]
    page = translate(DocumentPage.objects.get(slug="zarys"), english, title="Outline of the strategy")
    shown = " ".join(client.get(page.get_parent().url).getvalue().decode().split())

    assert ("Outline of the strategy" in shown, "Zarys strategii" in shown, "Statut gminy" in shown) == (
        True,
        False,
        True,
    )
    assert shown.count('<article class="card" lang="pl"') == 2
