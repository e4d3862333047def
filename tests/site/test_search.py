"""Search finds Polish words in any form and without diacritics, and survives whatever is typed."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from wagtail.models import Page

from home.models import StandardPage
from shared.search import fold, index_text, lemmas
from tests.factories import scenery

pytestmark = pytest.mark.indexed
PAIRS = [
    ("Świątniki Górne", "swiatniki"),
    ("Łódź", "lodz"),
    ("Zebranie o konsultacjach", "konsultacji"),
    ("Zebranie o konsultacjach", "KONSULTACJE"),
    ("Świetlica w Rusocicach", "świetlice"),
    ("Fundusz sołecki", "soleckiego funduszu"),
    ("Fundusz sołecki", "funduszu soleckiego"),
    ("Zażółć gęślą jaźń", "gesla"),
    ("Uchwała nr 7/2026", "7 2026"),
]
HOSTILE = ['"', "(", "*", "a:b", "-", "NOT", "a AND (", "' OR 1=1", "x" * 40_000, "ab " * 20_000, "\ud800", "%_", "\\"]


@pytest.fixture
def make_page(home):
    def make(title: str, summary: str = "", slug: str = "strona") -> StandardPage:
        return scenery.child(home, StandardPage(title=title, slug=slug, summary=summary))

    return make


def found(words: str, operator: str = "and") -> list[str]:
    return [page.title for page in Page.objects.live().filter(depth__gt=2).search(words, operator=operator)]


@pytest.mark.parametrize(("title", "words"), PAIRS)
def test_a_word_is_found_in_any_form(make_page, title, words):
    make_page(title)
    make_page("Coś zupełnie innego", slug="inne")

    assert found(words) == [title]


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_is_typed_gets_an_answer(make_page, words):
    make_page("Konsultacje")

    assert found(words) == []


def test_all_words_are_asked_for_unless_any_will_do(make_page):
    make_page("Świetlica w Rusocicach")
    make_page("Chodnik w Kaszowie", slug="chodnik")

    assert found("świetlica chodnik") == []
    assert sorted(found("świetlica chodnik", "or")) == ["Chodnik w Kaszowie", "Świetlica w Rusocicach"]


def test_a_title_goes_before_the_text(make_page):
    make_page("O czymś innym", "Tu jest mowa o chodniku.", slug="tekst")
    make_page("Chodnik w Kaszowie", slug="tytul")

    assert found("chodnik") == ["Chodnik w Kaszowie", "O czymś innym"]


def test_what_was_edited_is_found_by_the_new_words_only(make_page):
    page = make_page("Chodnik")
    page.title = "Świetlica"
    page.save()

    assert (found("chodnik"), found("świetlica")) == ([], ["Świetlica"])


def test_what_was_deleted_or_unpublished_is_not_found(make_page):
    make_page("Chodnik", slug="pierwszy").delete()
    make_page("Chodnik", slug="drugi").unpublish()

    assert found("chodnik") == []


def test_a_consultation_in_preparation_is_not_found(client, consultation):
    assert "Regulamin" in client.get("/szukaj/?q=regulaminu").content.decode()

    scenery.announced(consultation, state="draft").save()

    shown = [page.title for page in client.get("/szukaj/?q=pytamy").context["found"]]
    assert shown == []


def test_words_are_analysed_safely_by_many_threads_at_once():
    words = ["konsultacji", "świetlicami", "gminom", "sołectwach"] * 50
    lemmas.cache_clear()

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lemmas, words))

    lemmas.cache_clear()
    assert together == [lemmas(word) for word in words]


def test_folding_and_lemmas_say_what_they_should():
    assert fold("ŻÓŁĆ Łódź\0") == "zolc lodz "
    assert lemmas("konsultacji") == ("konsultacja",)
    assert index_text("Sołectwem") == "solectwem\nsolectwo"
