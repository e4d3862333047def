"""The front page: what is open, what happens near me, what came of it; news beside it."""

import re
from datetime import date

import pytest
from django.utils import timezone
from wagtail.models import Locale

from consultations.models import Comment, Response
from home.models import NewsIndexPage, NewsPage
from places.models import Solectwo
from tests.factories import scenery


def text(client, address="/") -> str:
    return client.get(address).content.decode()


def test_an_empty_site_says_what_it_is(client, home):
    page = text(client)

    assert "Twoja gmina pyta" in page
    assert 'lang="pl"' in page


def test_the_front_page_leads_to_what_is_open(client, consultation):
    page = text(client)

    assert consultation.title in page
    assert consultation.url in page


@pytest.mark.parametrize("state", ["draft", "cancelled"])
def test_drafts_and_cancelled_ones_do_not_invite(client, consultation, state):
    type(consultation).objects.update(state=state)

    assert consultation.url not in text(client)


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("skawina", True), ("skawina/radziszow", True), ("liszki", False), ("skawina/nieznane", True), ("krakow", None),
        ("", None), ("../../etc/passwd", None), ("x" * 5000, None), ("skawina/" + "y" * 5000, True),
    ],
)  # fmt: skip
def test_near_me_shows_what_concerns_a_place(client, consultation, skawina, liszki, where, found):
    Solectwo.objects.create(municipality=skawina, name="Radziszów", slug="radziszow")
    answer = client.get("/", {"gdzie": where})

    near = answer.context["near_consultations"] if answer.context["near"] else None
    assert answer.status_code == 200
    assert (None if near is None else bool(near)) == found


def test_what_came_of_it_shows_changed_words_only(client, consultation, stage, unit, clerk):
    for number, changed in enumerate(["", "najpóźniej 7 dni przed terminem"], start=1):
        comment = scenery.make_comment(consultation, stage, number, unit=unit)
        response = Response.objects.create(
            consultation=consultation, author=clerk, state="published", verdict="accepted", text=f"Odpowiedź {number}",
            changed_wording=changed, published_at=timezone.now(),
        )  # fmt: skip
        Comment.objects.filter(pk=comment.pk).update(response=response)

    shown = client.get("/").context["came_of_it"]
    assert [response.changed_wording for response in shown] == ["najpóźniej 7 dni przed terminem"]


@pytest.mark.parametrize("state", ["pending", "hidden", "withdrawn", "unconfirmed"])
def test_an_answer_to_a_comment_nobody_may_read_is_not_shown(client, consultation, stage, clerk, state):
    comment = scenery.make_comment(consultation, stage, 1, state=state)
    response = Response.objects.create(
        consultation=consultation,
        author=clerk,
        state="published",
        verdict="accepted",
        text="Tak",
        changed_wording="Tak.",
    )
    Comment.objects.filter(pk=comment.pk).update(response=response)

    assert client.get("/").context["came_of_it"] == []


def test_figures_count_what_entered_the_procedure(client, consultation, stage):
    for number, state in enumerate(["published", "pending", "unconfirmed"], start=1):
        scenery.make_comment(consultation, stage, number, state=state)

    assert client.get("/").context["numbers"]["received"] == 2


@pytest.fixture
def news(lists):
    index = NewsIndexPage.objects.get()

    def publish(number, **details):
        page = NewsPage(title=f"Nowość {number}", slug=f"nowosc-{number}", summary="Krótko.", **details)
        return scenery.child(index, page)

    return publish


def test_news_are_listed_newest_first_and_paginated(client, news):
    for number in range(1, 24):
        news(number, published_on=date(2026, 1, number))
    index = NewsIndexPage.objects.get()

    first, second = client.get(index.url), client.get(index.url, {"page": "2"})
    assert [page.title for page in first.context["page_obj"]][:2] == ["Nowość 23", "Nowość 22"]
    assert (len(first.context["page_obj"]), len(second.context["page_obj"])) == (20, 3)


@pytest.mark.parametrize("count", [1, 3])
def test_the_front_page_costs_the_same(client, consultation, news, count, django_assert_max_num_queries):
    for number in range(count):
        news(number)
    client.get("/")

    with django_assert_max_num_queries(12):
        assert client.get("/").status_code == 200


@pytest.mark.parametrize("path", ["/en/", "/en/aktualnosci/"])
def test_english_lists_lead_to_the_english_news(client, home, news, path):
    english = Locale.objects.get_or_create(language_code="en")[0]
    translated = news(1).copy_for_translation(english, copy_parents=True)
    translated.save_revision().publish()

    links = re.findall(r'<h[23]><a href="([^"]+)"', client.get(path).content.decode())

    assert links == [translated.get_url()]
    assert translated.get_url().startswith("/en/")
