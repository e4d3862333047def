"""“Describe your practice”: two screens, a number, a letter; nothing typed is lost, nothing private is shown."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.translation import gettext

from places.models import PrivacyNotice
from practices.models import Submission
from practices.services import submit_practice
from tests.factories import practices
from tests.kept import kept

pytestmark = pytest.mark.django_db
URL = "/dobra-praktyka/opisz/"
STORY = practices.WORDS


@kept
def sender(skawina):
    return {
        "who": "Rada sołecka", "municipality": skawina.pk, "period": "jesień", "email": practices.PRIVATE, "name": "Ola Nowak",
        "may_contact": "on", "notice_read": "on",
    }  # fmt: skip


@pytest.fixture
def send(client, sender):
    """Both screens, one after the other."""

    def both(story=STORY, **change):
        check = client.post(URL, {**story, "step": "check"})
        key = check.context["sender"]["form_key"].value()
        return client.post(URL, {**story, **sender, "form_key": key, "step": "send", **change})

    return both


def test_two_screens_lead_to_a_number(client, send, django_capture_on_commit_callbacks):
    PrivacyNotice.objects.create(version="1", text="Dane czyta redaktor.")
    with django_capture_on_commit_callbacks(execute=True):
        answer = send()
    stored = Submission.objects.get()

    assert answer.headers["Location"] == reverse("practices:receipt", args=[stored.pk])
    receipt = client.get(answer.headers["Location"])
    assert (receipt.status_code, stored.code in receipt.content.decode(), "no-store" in receipt["Cache-Control"]) == (
        200,
        True,
        True,
    )
    assert {name: getattr(stored, name) for name in STORY} == STORY
    assert (stored.state, stored.email, stored.name, stored.may_contact, stored.notice.version, stored.language) == (
        "new", practices.PRIVATE, "Ola Nowak", True, "1", "pl",
    )  # fmt: skip
    assert [(m.to, stored.code in m.subject, STORY["title"] in m.body) for m in mail.outbox] == [
        ([practices.PRIVATE], True, True)
    ]
    assert "Ola" not in mail.outbox[0].subject


def test_the_second_screen_shows_the_words_once_more(client):
    answer = client.post(URL, {**STORY, "step": "check"})
    page = answer.content.decode()

    assert answer.status_code == 200
    assert [
        text for text in ("Zabrakło krzeseł.", "Około 640 zł.", "Przychodziło czternaście osób.") if text not in page
    ] == []
    assert Submission.objects.count() == 0


@pytest.mark.parametrize("name", ["title", "situation", "steps", "results", "went_wrong"])
def test_the_first_screen_says_what_is_missing_and_keeps_the_rest(client, name):
    answer = client.post(URL, {**STORY, name: " ", "step": "check"})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [name])
    kept = {other: answer.context["form"][other].value() for other in STORY if other != name}
    assert kept == {other: text for other, text in STORY.items() if other != name}


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"who": " "}, "who"), ({"municipality": ""}, "municipality"), ({"municipality": "999999"}, "municipality"),
        ({"email": ""}, "email"), ({"email": "ola"}, "email"), ({"notice_read": ""}, "notice_read"),
        ({"form_key": "nie-klucz"}, "form_key"),
    ],
)  # fmt: skip
def test_the_second_screen_says_what_is_missing_and_stores_nothing(send, change, wrong):
    answer = send(**change)

    assert (answer.status_code, list(answer.context["sender"].errors), Submission.objects.count()) == (422, [wrong], 0)
    assert STORY["went_wrong"] in answer.content.decode()


def test_the_same_form_sent_twice_is_one_story_and_one_letter(client, send, sender, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first = send()
        again = client.post(URL, {**STORY, **sender, "form_key": Submission.objects.get().form_key, "step": "send"})

    assert (again.headers["Location"], Submission.objects.count(), len(mail.outbox)) == (
        first.headers["Location"],
        1,
        1,
    )


@pytest.mark.parametrize(("text", "warned"), [("Mój PESEL to 44051401359.", True), ("Numer 12345678901.", False)])
def test_a_personal_number_is_noticed_before_sending(client, send, text, warned):
    story = {**STORY, "went_wrong": text}
    page = client.post(URL, {**story, "step": "check"}).content.decode()

    assert (gettext("Your text seems to contain a PESEL number") in page) == warned
    send(story)
    assert Submission.objects.get().has_pesel == warned


def test_what_cannot_be_seen_and_markup_are_harmless(client, send, sender):
    send({**STORY, "title": "Zebranie\u202e\n<b>wiejskie</b>", "steps": "Krok\x00 <script>alert(1)</script>"})
    stored = Submission.objects.get()

    assert (stored.title, stored.steps) == ("Zebranie <b>wiejskie</b>", "Krok <script>alert(1)</script>")
    receipt = client.get(reverse("practices:receipt", args=[stored.pk])).content.decode()
    assert "<b>wiejskie" not in receipt


def test_too_long_a_text_comes_back_whole(client):
    answer = client.post(URL, {**STORY, "steps": "x" * 5001, "step": "check"})

    assert (answer.status_code, len(answer.context["form"]["steps"].value())) == (422, 5001)


def test_the_receipt_is_for_the_session_that_sent_it(client, send, submission):
    assert client.get(reverse("practices:receipt", args=[submission.pk])).status_code == 404


def test_the_receipt_and_the_screens_show_nothing_private(client, send):
    receipt = client.get(send().headers["Location"]).content.decode()

    assert [word in receipt for word in (practices.PRIVATE, "Ola Nowak")] == [False, False]


def test_a_story_in_english_gets_its_letters_in_english(client, sender, django_capture_on_commit_callbacks):
    check = client.post("/en/dobra-praktyka/opisz/", {**STORY, "step": "check"})
    key = check.context["sender"]["form_key"].value()
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/en/dobra-praktyka/opisz/", {**STORY, **sender, "form_key": key, "step": "send"})

    assert Submission.objects.get().language == "en"
    assert mail.outbox[0].subject.startswith("We have your description of a good practice")


def test_the_story_is_stored_before_anybody_is_thanked(skawina, django_capture_on_commit_callbacks):
    facts = {"who": "Rada", "municipality": skawina, "period": ""}
    identity = {"name": "", "email": practices.PRIVATE, "may_contact": False, "notice": None}
    with django_capture_on_commit_callbacks(execute=True):
        stored = submit_practice(
            words=STORY, facts=facts, identity=identity, form_key="00000000-0000-4000-8000-000000000001", language="pl"
        )

    assert Submission.objects.get(pk=stored.pk).title == STORY["title"]


def test_the_draft_of_the_browser_belongs_to_the_long_fields(client):
    page = client.get(URL).content.decode()

    assert 'data-draft-key="practice"' in page
    assert page.count('data-draft="1"') == 6
    assert "maxlength" not in page.split('name="situation"')[1].split(">")[0]
