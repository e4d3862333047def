"""A list of pages: what its address asks for, counts of facets, pages, files. Good practices stand for every list."""

import io

import pytest
from defusedxml import ElementTree
from django.core.management import call_command
from django.db.models import Q
from django.utils.translation import gettext, override

from places.facets import of_place
from places.models import Solectwo
from practices.listing import LISTING
from practices.models import PracticePage
from shared.lists.facets import HITS, Facet, Filters, ShownFacet
from tests import lists
from tests.factories import practices

pytestmark = pytest.mark.indexed
URL = "/dobre-praktyki/"
ATOM = lists.ATOM
COLOUR = Facet("kolor", "Colour", [("r", "red"), ("b", "blue")], holds=lambda row: row["colours"])
SHADE = Facet(
    "odcien",
    "Shade",
    lambda filters: [("d", "dark")] if "kolor" in filters.chosen else [],
    holds=lambda row: row["shades"],
)
PARENT = Facet("kolor", "Colour", COLOUR.choices, holds=COLOUR.holds, drops=("odcien",))
ROWS = [
    {"colours": {"r"}, "shades": {"d"}},
    {"colours": {"r", "b"}, "shades": set()},
    {"colours": {"b"}, "shades": {"d"}},
    {"colours": set(), "shades": set()},
]


def read(facets=(COLOUR,), keeps=None, **params) -> Filters:
    return Filters.read(params, None, facets, keeps or {})


# --- what the address asks for -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["", "x", "R", " r", "r ", "rr", "r\x00", "'", "x" * 50_000, "ą", "r,b"])
def test_an_unknown_value_chooses_nothing(value):
    filters = read(kolor=value)

    assert (filters.chosen, filters.any, filters.query) == ({}, False, "")
    assert filters.narrow(ROWS, [COLOUR]) == ROWS


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", ""), ("  ", ""), ("\x00", ""), ("a\x00b", "a b"), (" świetlica ", "świetlica"), ("x" * 500, "x" * 100),
    ],
)  # fmt: skip
def test_words_are_cleaned_and_not_too_long(typed, words):
    assert read(q=typed).words == words


def test_the_values_of_a_facet_may_follow_from_another():
    facets = [PARENT, SHADE]

    assert (read(facets, odcien="d").chosen, read(facets, kolor="r", odcien="d").chosen) == (
        {},
        {"kolor": "r", "odcien": "d"},
    )


def test_what_is_kept_is_checked_and_is_no_filter():
    filters = read(keeps={"widok": "mapa".__eq__}, widok="mapa", inne="1")

    assert (filters.kept, filters.any, filters.query) == ({"widok": "mapa"}, False, "widok=mapa")
    assert read(keeps={"widok": "mapa".__eq__}, widok="xyz").kept == {}


def test_an_address_says_what_is_set_in_one_order_and_without_the_page():
    filters = read([PARENT, SHADE], odcien="d", page="7", kolor="r", utm="x", q="a&b=c")

    assert filters.query == "q=a%26b%3Dc&kolor=r&odcien=d"


@pytest.mark.parametrize(
    ("params", "value", "address"),
    [
        ({}, "r", "?kolor=r"), ({"kolor": "r"}, "r", "?"), ({"kolor": "b"}, "r", "?kolor=r"),
        ({"kolor": "b", "odcien": "d", "q": "x"}, "r", "?q=x&kolor=r"), ({"kolor": "b", "odcien": "d"}, "b", "?"),
    ],
)  # fmt: skip
def test_a_value_is_chosen_or_taken_away_with_what_depends_on_it(params, value, address):
    assert read([PARENT, SHADE], **params).toggled(PARENT, value) == address


# --- counting ------------------------------------------------------------------------------------------------------------


def test_rows_in_memory_are_counted_under_the_other_filters():
    filters = read([COLOUR, SHADE], kolor="r")
    counts = filters.count(ROWS, [COLOUR, SHADE])

    assert counts == {HITS: 2, ("kolor", "r"): 2, ("kolor", "b"): 2, ("odcien", "d"): 1}


def test_a_value_that_leaves_nothing_is_shown_only_when_it_is_chosen_or_must_be():
    def shown(facet, **params):
        filters = read([facet], **params)
        return [(c.value, c.count, c.is_chosen) for c in ShownFacet.of(facet, filters, {("kolor", "r"): 2}).choices]

    always = Facet("kolor", "Colour", COLOUR.choices, holds=COLOUR.holds, keeps_empty=True)
    assert shown(COLOUR) == [("r", 2, False)]
    assert shown(COLOUR, kolor="b") == [("r", 2, False), ("b", 0, True)]
    assert shown(always) == [("r", 2, False), ("b", 0, False)]


def test_groups_of_values_stay_together():
    grouped = Facet("cel", "Goal", [("A", [("1", "one"), ("2", "two")]), ("B", [("3", "three")])], keeps_empty=True)
    shown = ShownFacet.of(grouped, read([grouped], cel="3"), {})

    assert [(name, [c.value for c in choices]) for name, choices in shown.groups] == [("A", ["1", "2"]), ("B", ["3"])]
    assert (shown.chosen.label, read([grouped], cel="A").chosen) == ("Three", {})


@pytest.fixture
def listed(home, skawina):
    return practices.make_list(home)


@pytest.fixture
def many(listed, skawina, liszki):
    """Twelve stories: every topic of three in every place of two, and some without a place."""
    Solectwo.objects.create(municipality=liszki, name="Kaszów", slug="kaszow")
    made = [
        practices.make_practice(
            listed, slug=f"{topic}-{number}", title=f"Świetlica {topic} {number}", topic=topic, municipality=place,
            scale="village" if number % 2 else "area",
        )
        for topic in ("civic", "children", "education")
        for number, place in enumerate([skawina, liszki, None, skawina])
    ]  # fmt: skip
    call_command("update_index", verbosity=0)
    return made


QUERIES = [
    "",
    "?gmina=skawina",
    "?gmina=skawina&temat=civic",
    "?q=swietlicy&skala=area",
    "?temat=sport",
    "?gmina=x&q=civic",
]


@pytest.mark.parametrize("query", QUERIES)
def test_every_count_is_the_number_of_rows_it_leads_to(client, many, query):
    assert lists.untrue_counts(client, URL, query) == []


@pytest.mark.parametrize("query", QUERIES)
def test_all_counts_and_the_hits_are_one_query(many, listed, query, django_assert_num_queries):
    params = dict(part.split("=") for part in query[1:].split("&") if part)
    filters = Filters.read(params, listed, LISTING.facets)
    with django_assert_num_queries(1):
        counts = LISTING.counts(LISTING.base(listed, filters), filters)

    assert counts.get(HITS, 0) == LISTING.found(listed, filters).count()


def test_a_condition_counts_each_of_its_values(many, listed, django_assert_num_queries):
    has = Facet("co", "What", [("gmina", "place"), ("nic", "none")], asks=lambda v: Q(municipality__isnull=v == "nic"))
    facets = [has, of_place()]
    filters = Filters.read({"gmina": "skawina"}, listed, facets)
    with django_assert_num_queries(1):
        counts = filters.count(PracticePage.objects.all(), facets)

    told = {name: count for name, count in counts.items() if count}
    assert told == {HITS: 6, ("co", "gmina"): 6, ("gmina", "skawina"): 6, ("gmina", "liszki"): 3, ("gmina", ""): 3}


# --- the page ------------------------------------------------------------------------------------------------------------


def test_links_to_pages_and_files_keep_what_is_set(client, many, monkeypatch):
    monkeypatch.setattr(type(LISTING), "per_page", 1)
    found = lists.links(client, f"{URL}?gmina=skawina&temat=civic&q=swietlica&page=2&nieznane=1")
    kept = "q=swietlica&gmina=skawina&temat=civic"

    for address in (f"{URL}atom/?{kept}", f"{URL}csv/?{kept}"):
        assert found.count(address) == 2, address  # for people, and in the head for programs
    assert found.count(f"{URL}csv/?excel=1&{kept}") == 1
    turned = [address for address in found if "page=" in address]
    assert [all(part in address for part in kept.split("&")) for address in turned] == [True] * len(turned) != []


def test_the_form_holds_words_counts_and_what_is_chosen(client, many):
    page = " ".join(client.get(f"{URL}?gmina=skawina&q=swietlica").getvalue().decode().split())

    assert 'name="q" type="search" maxlength="100" value="swietlica"' in page
    assert '<option value="skawina" selected> Skawina (6) </option>' in page
    assert '<option value="liszki" > Liszki (3) </option>' in page


def test_each_filter_that_is_set_can_be_taken_away(client, many):
    answer = client.get(f"{URL}?gmina=skawina&temat=civic&q=swietlica")
    named = {name: address for name, _words, address in answer.context["removals"]}

    assert named == {
        gettext("Words"): "?gmina=skawina&temat=civic",
        gettext("Municipality"): "?q=swietlica&temat=civic",
        gettext("Topic"): "?q=swietlica&gmina=skawina",
    }
    assert client.get(URL).context["removals"] == []


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?q=abrakadabra", "Nothing has all these words. Search for another word, or for fewer."),
        ("?temat=sport", "Nothing fits all these filters. Take one away."),
        ("?temat=sport&q=abrakadabra", "Nothing fits all these filters. Take one away, or search for another word."),
        ("?temat=nieznany&q=abrakadabra", "Nothing has all these words. Search for another word, or for fewer."),
        ("?temat=civic", ""),
    ],
)
def test_nothing_found_says_what_to_do_next(client, many, query, sentence):
    shown = client.get(URL + query).getvalue().decode()

    assert (gettext(sentence) in shown) if sentence else 'class="empty"' not in shown
    assert shown.count('class="empty"') == bool(sentence)


def test_an_empty_list_never_speaks_of_filters(client, listed):
    shown = client.get(f"{URL}?temat=nieznany").getvalue().decode().split('class="empty"')[1].split("</p>")[0]

    assert str(LISTING.empty) in shown


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", '"onfocus="x', "%00", "x" * 40_000, "ą" * 9000, "(*", '"']
)
def test_no_words_break_the_page_or_its_files(client, many, words):
    answers = [client.get(f"{URL}{below}", {"q": words}) for below in ("", "atom/", "csv/")]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert "<script>alert" not in answers[0].getvalue().decode()
    assert 'value=""onfocus' not in answers[0].getvalue().decode()


def test_robots_keep_away_from_chosen_lists_only(client, many):
    marks = [
        'name="robots"' in client.get(URL + query).getvalue().decode() for query in ("", "?page=2", "?temat=civic")
    ]

    assert marks == [False, False, True]


@pytest.mark.parametrize("below", ["", "atom/", "csv/", "?gmina=skawina", "?q=zebranie"])
def test_a_list_costs_the_same_with_one_and_three_rows(client, listed, skawina, below, django_assert_max_num_queries):
    counts = []
    for numbers in ([0], [1, 2]):
        for number in numbers:
            practices.make_practice(listed, slug=f"p-{number}", municipality=skawina)
        call_command("update_index", verbosity=0)
        for _turn in range(2):  # what a process learns once
            client.get(URL + below)
        with django_assert_max_num_queries(12) as found:
            assert client.get(URL + below).status_code == 200
        counts.append(len(found))

    assert counts[0] == counts[1]


# --- files ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", QUERIES)
def test_feed_and_table_hold_the_hits_of_the_page(client, many, query):
    on_page = sorted(lists.titles_on_pages(client, URL, query))
    in_table = sorted(row[gettext("Title")] for row in lists.rows_in_table(client, URL, query))

    assert sorted(lists.titles_in_feed(client, URL, query)) == in_table == on_page


def test_a_feed_names_its_author_its_page_and_itself(client, many):
    feed = ElementTree.parse(io.BytesIO(client.get(f"{URL}atom/?temat=civic").getvalue())).getroot()
    linked = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}

    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Razem Blisko Krakowa"
    assert (linked["alternate"].endswith(URL), linked["self"].endswith(f"{URL}atom/?temat=civic")) == (True, True)


def test_headings_of_the_table_are_in_the_language_of_the_reader(many, listed):
    with override("en"):
        header, _rows = LISTING.table([], excel=False)

    assert header[:3] == ["Title", "In short", "Who"]
