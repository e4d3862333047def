"""The list of good practices: filters, words, pages, the feed and the table."""

import csv
import io

import pytest
from defusedxml import ElementTree
from django.core.management import call_command
from django.utils.translation import gettext

from places.models import Solectwo
from practices.models import PracticePage
from tests.factories import practices
from tests.kept import kept

URL = "/dobre-praktyki/"
ATOM = "{http://www.w3.org/2005/Atom}"


@kept
def three(listed, skawina, liszki):
    village = Solectwo.objects.create(municipality=liszki, name="Kaszów", slug="kaszow")
    return [
        practices.make_practice(listed, slug="klucze", title="Skrzynka na klucze", municipality=skawina, topic="civic",
                                scale="municipality", summary="Otwieramy świetlicę kodem."),
        practices.make_practice(listed, slug="oferta", title="Jedna oferta", municipality=liszki, village=village,
                                topic="children", scale="area", summary="Trzy organizacje razem."),
        practices.make_practice(listed, slug="dyzur", title="Młodzieżowy dyżur", topic="education", scale="region",
                                summary="Uczniowie pytają na przystankach."),
    ]  # fmt: skip


def slugs(client, query: str = "") -> list[str]:
    answer = client.get(f"{URL}{query}")
    assert answer.status_code == 200
    return [practice.slug for practice in answer.context["page_obj"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["dyzur", "oferta", "klucze"]),
        ("?gmina=skawina", ["klucze"]),
        ("?temat=children", ["oferta"]),
        ("?skala=region", ["dyzur"]),
        ("?gmina=liszki&temat=children&skala=area", ["oferta"]),
        ("?gmina=liszki&temat=civic", []),
        ("?gmina=nieznana&temat=xyz&skala=%27", ["dyzur", "oferta", "klucze"]),
        ("?gmina=" + "x" * 5000, ["dyzur", "oferta", "klucze"]),
        ("?page=999", ["dyzur", "oferta", "klucze"]),
    ],
)
def test_filters_leave_what_fits_all_of_them(client, three, query, found):
    assert slugs(client, query) == found


@pytest.mark.indexed
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("kluczy", ["klucze"]), ("swietlice", ["klucze"]), ("organizacjami", ["oferta"]), ("przystanek", ["dyzur"]),
        ("krzesło", ["dyzur", "oferta", "klucze"]), ("zupę", ["dyzur", "oferta", "klucze"]), ("Kaszowie", ["oferta"]), ("kaszów", ["oferta"]),
        ("nieznane", []), ("' OR 1=1 --", []), ("  ", ["dyzur", "oferta", "klucze"]),
    ],
)  # fmt: skip
def test_words_are_found_in_any_form_and_without_diacritics(client, three, words, found):
    call_command("update_index", verbosity=0)

    answer = client.get(URL, {"q": words})
    assert (answer.status_code, sorted(p.slug for p in answer.context["page_obj"])) == (200, sorted(found))


@pytest.mark.indexed
def test_an_empty_list_invites_and_an_empty_result_says_what_to_do(client, listed):
    first = gettext("There is no story here yet. Describe what worked in your village: yours can be the first.")
    filtered = gettext("Nothing fits all these filters. Take one away, or search for another word.")

    assert first in client.get(URL).getvalue().decode()
    assert filtered in client.get(f"{URL}?q=xyz&skala=region").getvalue().decode()


def test_the_list_has_pages(client, listed):
    for number in range(13):
        practices.make_practice(listed, slug=f"p-{number}")

    assert (len(slugs(client)), len(slugs(client, "?page=2"))) == (12, 1)


@pytest.mark.indexed
@pytest.mark.parametrize("query", ["", "?gmina=skawina&skala=village", "?q=zebranie"])
def test_the_list_costs_the_same_with_one_and_three(client, listed, skawina, django_assert_max_num_queries, query):
    practices.make_practice(listed, slug="p-0", municipality=skawina)
    call_command("update_index", verbosity=0)
    client.get(f"{URL}{query}")
    with django_assert_max_num_queries(12) as one:
        client.get(f"{URL}{query}")
    for number in range(1, 3):
        practices.make_practice(listed, slug=f"p-{number}", municipality=skawina)
    call_command("update_index", verbosity=0)
    client.get(f"{URL}{query}")

    with django_assert_max_num_queries(12) as three:
        assert len(client.get(f"{URL}{query}").context["page_obj"]) == 3
    assert len(three) == len(one)


def test_the_feed_holds_the_newest_under_the_filters(client, three):
    answer = client.get(f"{URL}atom/?skala=area")
    feed = ElementTree.fromstring(answer.getvalue())

    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == ["Jedna oferta"]
    assert [entry.find(f"{ATOM}link").get("href").endswith("/oferta/") for entry in feed.iter(f"{ATOM}entry")] == [True]
    assert all(entry.findtext(f"{ATOM}updated") for entry in feed.iter(f"{ATOM}entry"))


def test_the_table_holds_what_is_public_and_no_formula(client, three):
    PracticePage.objects.filter(slug="oferta").update(title="=HYPERLINK(1)")
    answer = client.get(f"{URL}csv/?gmina=liszki")
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode())))

    assert rows[0][0] == gettext("Title")
    assert [(row[0], row[3], row[4], row[8], row[10]) for row in rows[1:]] == [
        ("'=HYPERLINK(1)", "Liszki", "Kaszów", "640.00", "14 → 61 osób na zebraniu")
    ]


def test_a_polish_excel_gets_its_own_table(client, three):
    content = client.get(f"{URL}csv/?excel=1").getvalue()

    assert (content[:3], content.decode("utf-8-sig").splitlines()[0].count(";")) == (b"\xef\xbb\xbf", 13)


def test_the_list_is_in_the_footer_not_in_the_menu(client, listed):
    answer = client.get("/")

    assert [page["url"] for page in answer.context["footer_pages"]] == [URL]
    assert [page["url"] for page in answer.context["menu"]] == []


def test_the_front_page_shows_the_newest_three(client, three, listed):
    practices.make_practice(listed, slug="nowa", title="Najnowsza")

    assert [practice.slug for practice in client.get("/").context["practices"]] == ["nowa", "dyzur", "oferta"]


def test_the_front_page_forgets_a_story_that_is_gone(client, practice):
    shown = practice.title in client.get("/").getvalue().decode()
    practice.unpublish()

    assert (shown, practice.title in client.get("/").getvalue().decode()) == (True, False)


def test_the_front_page_stays_within_its_budget(client, consultation, three, django_assert_max_num_queries):
    client.get("/")

    with django_assert_max_num_queries(12):
        client.get("/")
