"""Headers, refusals and pages about the site itself."""

import pytest
from django.conf import settings as project
from django.test import Client

from tests.factories import scenery

HOSTILE = ["%00", "a%00b", '"', "(", "*", "a:b", "-", "' OR 1=1 --", "x" * 40_000, "%ff", "łódź", "{{ 7*7 }}"]


@pytest.mark.indexed
@pytest.mark.parametrize("words", HOSTILE)
def test_the_search_answers_whatever_is_typed(client, home, words):
    answer = client.get(f"/szukaj/?q={words}")

    assert answer.status_code == (400 if "%00" in words else 200)


@pytest.mark.parametrize("path", ["/?page=%00", "/konsultacje/?gmina=%00", "/%00/"])
def test_nul_is_a_bad_request(client, home, path):
    assert client.get(path).status_code == 400


@pytest.mark.indexed
@pytest.mark.parametrize("query", ["page=abc", "page=-1", "page=999999", "gmina='", "stan=x", "fragment=<b>", "q=%22("])
def test_lists_survive_odd_queries(client, consultation, query):
    found = [
        client.get(f"{path}?{query}").status_code
        for path in ("/konsultacje/", "/konsultacje/skawina/swietlice/wykaz-uwag/", "/aktualnosci/")
    ]

    assert found == [200, 200, 200]


def test_public_pages_carry_a_strict_policy(client, home):
    policy = client.get("/").headers["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_public_pages_set_no_cookie(client, comment):
    for path in ("/", "/konsultacje/", "/konsultacje/skawina/swietlice/", "/konsultacje/skawina/swietlice/uwagi/"):
        assert client.get(path).cookies == {}


def test_pages_have_no_inline_code(client, comment):
    for path in ("/", "/konsultacje/skawina/swietlice/uwagi/", "/konto/logowanie/"):
        text = client.get(path).content.decode()
        assert (text.count(" style="), text.count("<style"), text.count(" onclick=")) == (0, 0, 0)


def test_a_page_that_does_not_exist_helps(client, home):
    answer = client.get("/nie-ma/")

    assert answer.status_code == 404
    assert "Nie ma takiej strony" in answer.content.decode()


def test_an_expired_form_shows_what_was_typed(consultation, stage):
    client = Client(enforce_csrf_checks=True)

    answer = client.post(f"/uwagi/{stage.pk}/nowa/?fragment=p1-u1", {"opinion": "Moje długie słowa", "kind": "general"})

    assert answer.status_code == 403
    assert "Moje długie słowa" in answer.content.decode()


def test_too_large_a_form_is_413(client, consultation, stage):
    answer = client.post(f"/uwagi/{stage.pk}/nowa/", {"opinion": "x" * (project.DATA_UPLOAD_MAX_MEMORY_SIZE + 10)})

    assert answer.status_code == 413


@pytest.mark.parametrize("target", ["https://zly.example/", "//zly.example/", "javascript:alert(1)"])
def test_the_sign_in_leads_to_no_other_site(client, clerk, target):
    clerk.set_password("bardzo-dlugie-haslo")
    clerk.save()
    clerk.emailaddress_set.create(email=clerk.email, verified=True, primary=True)

    answer = client.post(
        f"/konto/logowanie/?next={target}", {"login": clerk.email, "password": "bardzo-dlugie-haslo", "next": target}
    )

    assert (answer.status_code, answer["Location"]) == (302, "/cms/")


@pytest.mark.indexed
def test_utf7_is_not_read(client, home):
    answer = client.get("/szukaj/?q=%2BADw-script%2BAD4-", headers={"accept-charset": "utf-7"})

    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


def test_the_letters_of_the_demo_are_not_there_in_production(client, home):
    assert client.get("/listy-demo/").status_code == 404


def test_the_limit_of_comments_keeps_what_was_typed(client, consultation, stage, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "comment.address": (0, 60)}
    words = {"kind": "general", "opinion": "Moje słowa", "who": "person", "notice_read": "on", "step": "send"}

    answer = client.post(f"/uwagi/{stage.pk}/nowa/", {**words, "form_key": "9c858901-8a57-4791-81fe-4c455b099bc9"})

    assert answer.status_code == 429
    assert "Moje słowa" in answer.content.decode()


def test_security_txt_and_robots_say_where_to_go(client, home):
    assert client.get("/.well-known/security.txt").content.decode().startswith("Contact: mailto:")
    assert "Sitemap: " in client.get("/robots.txt").content.decode()


def test_the_sitemap_lists_public_pages_only(client, consultation):
    assert "/konsultacje/skawina/swietlice/" in client.get("/sitemap.xml").content.decode()
    scenery.announced(consultation, state="draft")
    assert "/konsultacje/skawina/swietlice/" not in client.get("/sitemap.xml").content.decode()


def test_the_shared_image_is_drawn_for_live_pages_only(client, consultation):
    assert client.get(f"/obrazek/{consultation.pk}.png").headers["Content-Type"] == "image/png"
    consultation.unpublish()
    assert client.get(f"/obrazek/{consultation.pk}.png").status_code == 404


def test_a_message_is_a_list_inside_what_is_announced(client, home, clerk):
    """`role=status` on a list would take the list away from screen readers."""
    client.force_login(clerk)
    page = client.get("/cms/", follow=True)

    words = "".join(page.content.decode().split())
    assert '<divclass="messageswrap"role="status"><ul><lidata-tone="soon">' in words
