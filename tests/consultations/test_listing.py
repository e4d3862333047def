"""The list of consultations: words, status, municipality, kind; counts, feed and table under the same filters."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Locale

from consultations.models import ConsultationIndexPage, ConsultationPage
from tests import lists as checks
from tests.events.conftest import translate
from tests.factories import scenery

URL = "/konsultacje/"
ALL = ["odwolane", "raport", "analiza", "trwa", "wkrotce"]  # the newest first


@pytest.fixture
def five(lists, liszki):
    """One of each status, in two municipalities, of two kinds."""
    far = scenery.child(
        ConsultationIndexPage.objects.get(slug="konsultacje"),
        ConsultationIndexPage(title="Liszki", slug="liszki", municipality=liszki),
    )
    plans = scenery.make_kind("plans", name="Plan ogólny")
    made = [
        ("wkrotce", lists[0], {"opens": 5}, "announced", {}),
        ("trwa", far, {}, "announced", {"title": "Ścieżki rowerowe", "kind": plans}),
        ("analiza", lists[0], {"opens": -30, "closes": -2}, "announced", {"partner": liszki}),
        ("raport", far, {"opens": -60, "closes": -30}, "reported", {"outcomes": "Jest nowy regulamin."}),
        ("odwolane", lists[0], {}, "cancelled", {"kind": plans}),
    ]
    for sequence, (slug, branch, days, state, facts) in enumerate(made, start=1):
        partner = facts.pop("partner", None)
        page = scenery.make_consultation(branch, slug=slug, **{"title": f"Konsultacje {slug}", **facts})
        scenery.make_stages(page, **days)
        if partner:
            page.partners.add(partner)
            page.save()
        scenery.announced(page, state=state, sequence=sequence)
    scenery.make_consultation(lists[0], slug="szkic", title="Szkic")
    cache.clear()


def slugs(client, query: str = "") -> list[str]:
    return [page.slug for page in checks.get(client, URL + query).context["page_obj"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ALL), ("?gmina=liszki", ["raport", "trwa"]), ("?rodzaj=plans", ["odwolane", "trwa"]),
        ("?stan=otwarte", ["trwa"]), ("?stan=zapowiedziane", ["wkrotce"]), ("?stan=analiza", ["analiza"]),
        ("?stan=raport", ["raport"]), ("?stan=odwolane", ["odwolane"]),
        ("?stan=otwarte&gmina=skawina", []), ("?stan=otwarte&gmina=liszki&rodzaj=plans", ["trwa"]),
        ("?stan=xyz&gmina=krakow&rodzaj=%27", ALL), ("?gmina=" + "x" * 5000, ALL), ("?page=999", ALL), ("?page=abc", ALL),
    ],
)  # fmt: skip
def test_filters_leave_what_fits_all_of_them(client, five, query, found):
    assert slugs(client, query) == found


@pytest.mark.indexed
@pytest.mark.parametrize(
    ("words", "found"), [("sciezka", ["trwa"]), ("szkic", []), ("rowerowych ścieżek", ["trwa"]), ("świetlica", ALL)]
)
def test_words_are_found_in_any_form_and_drafts_are_not(client, five, words, found):
    call_command("update_index", verbosity=0)

    assert sorted(slugs(client, f"?q={words}")) == sorted(found)


@pytest.mark.parametrize("query", ["", "?stan=otwarte", "?gmina=skawina&rodzaj=plans"])
def test_every_count_is_the_number_of_consultations_it_leads_to(client, five, query):
    assert checks.untrue_counts(client, URL, query) == []


def test_a_branch_lists_its_own_and_offers_no_municipality(client, five):
    answer = client.get(f"{URL}liszki/?gmina=skawina")
    offered = {facet.param: [choice.value for choice in facet.choices] for facet in answer.context["facets"]}

    assert [page.slug for page in answer.context["page_obj"]] == ["raport", "trwa"]
    assert offered == {"stan": ["otwarte", "raport"], "gmina": [], "rodzaj": ["plans", "residents_general"]}
    assert [row[gettext("Title")] for row in checks.rows_in_table(client, f"{URL}liszki/")] == [
        "Konsultacje raport", "Ścieżki rowerowe",
    ]  # fmt: skip


@pytest.mark.parametrize(("days", "status"), [(0, "otwarte"), (21, "otwarte"), (22, "analiza")])
def test_a_status_changes_with_the_day(client, five, days, status):
    noon = timezone.localtime().replace(hour=12) + timedelta(days=days)
    with time_machine.travel(noon, tick=False):
        assert "trwa" in slugs(client, f"?stan={status}")


@pytest.mark.parametrize("query", ["", "?stan=raport", "?gmina=skawina"])
def test_feed_and_table_hold_the_hits_of_the_page(client, five, query):
    on_page = checks.titles_on_pages(client, URL, query)

    assert checks.titles_in_feed(client, URL, query) == on_page
    assert [row[gettext("Title")] for row in checks.rows_in_table(client, URL, query)] == on_page


def test_the_table_says_where_when_and_how_it_stands(client, five):
    rows = {row[gettext("Title")]: row for row in checks.rows_in_table(client, URL)}
    open_one, analysed = rows["Ścieżki rowerowe"], rows["Konsultacje analiza"]
    today = timezone.localdate()

    names = ["Number", "Lead municipality", "Kind", "Comments from", "Comments until", "Announced on"]
    assert [open_one[gettext(name)] for name in names] == [
        f"KS/{today.year}/002", "Liszki", "Plan ogólny", str(today), str(today + timedelta(21)), str(today),
    ]  # fmt: skip
    assert open_one[gettext("Address")].endswith("/konsultacje/liszki/trwa/")
    assert analysed[gettext("Partner municipalities")] == "Liszki"
    assert gettext("Collecting has ended. We are analysing the comments.") == analysed[gettext("Status")]


def test_an_empty_list_speaks_of_no_filter(client, lists):
    shown = client.get(f"{URL}?gmina=nieznana").getvalue().decode()

    assert gettext("There are no consultations here now. Come back soon.") in shown


@pytest.mark.parametrize("below", ["", "?stan=otwarte&gmina=skawina", "atom/", "csv/"])
def test_the_list_costs_the_same_with_one_and_with_three(client, lists, below, django_assert_max_num_queries):
    counts = []
    for numbers in ([1], [2, 3]):
        for number in numbers:
            page = scenery.make_consultation(lists[0], slug=f"k-{number}")
            scenery.make_stages(page)
            scenery.announced(page, sequence=number)
        for _turn in range(2):
            client.get(URL + below)
        with django_assert_max_num_queries(12) as found:
            assert client.get(URL + below).status_code == 200
        counts.append(len(found))

    assert counts[0] == counts[1]


@pytest.mark.usefixtures("five")
def test_an_english_reader_finds_translations_and_the_rest_marked_as_polish(client, home):
    english = Locale.objects.get_or_create(language_code="en")[0]
    page = translate(ConsultationPage.objects.get(slug="trwa"), english, title="Cycle paths")
    shown = client.get(page.get_parent().get_parent().url).getvalue().decode()

    assert ("Cycle paths" in shown, "Ścieżki rowerowe" in shown, "Konsultacje raport" in shown) == (True, False, True)
