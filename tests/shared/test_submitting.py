"""What strangers send in one or two screens: the same rules for comments, practices, sign-ups and new organisations."""

import re
import uuid
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext

from consultations.models import ConsultationPage, Submitter
from places.models import PrivacyNotice
from signups.models import Slot
from tests.shared.conftest import WORDS, comment

NEVER = "max-age=0, no-cache, no-store, must-revalidate, private"
ROBOT = "https://reklama.example"


def shown(answer) -> str:
    return unescape(answer.content.decode())


# --- once, and nothing typed is lost -----------------------------------------------------------------------------


def test_a_form_leads_to_its_receipt(client, intake):
    opened = client.get(intake.url)
    answer = client.post(intake.url, intake.form())
    receipt = client.get(answer["Location"])

    assert (opened.status_code, answer.status_code, receipt.status_code, intake.count()) == (200, 302, 200, 1)
    assert {page["Cache-Control"] for page in (opened, answer, receipt)} == {NEVER}


def test_a_double_click_leads_to_the_same_receipt(client, intake):
    form = intake.form()
    answers = [client.post(intake.url, form) for _twice in (1, 2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert (answers[0]["Location"], intake.count()) == (answers[1]["Location"], 1)


@pytest.mark.parametrize("key", ["", "1", "nie-klucz"])
def test_a_form_without_its_key_is_refused_and_keeps_its_words(client, intake, key):
    answer = client.post(intake.url, intake.form(form_key=key))

    assert (answer.status_code, WORDS in shown(answer), intake.count()) == (422, True, 0)


def test_a_mistake_keeps_the_words(client, intake):
    answer = client.post(intake.url, intake.form(email="ola@"))

    assert (answer.status_code, WORDS in shown(answer), "ola@" in shown(answer), intake.count()) == (422, True, True, 0)


def test_whoever_sends_too_often_waits_and_keeps_the_words(client, intake, settings):
    for act in intake.limits:
        settings.RATE_LIMITS = {**settings.RATE_LIMITS, act: (0, 600)}
        answer = client.post(intake.url, intake.form())

        assert (answer.status_code, WORDS in shown(answer), intake.count()) == (429, True, 0)
        assert gettext("Too many attempts at once") in shown(answer)
        settings.RATE_LIMITS = {**settings.RATE_LIMITS, act: (1000, 600)}
    assert client.post(intake.url, intake.form()).status_code == 302


def test_too_late_keeps_the_words(client, dated):
    form = dated.form()
    ConsultationPage.objects.update(state="cancelled")
    Slot.objects.update(state="cancelled")
    answer = client.post(dated.url, form)

    assert (answer.status_code, WORDS in shown(answer), dated.count()) == (409, True, 0)


def test_a_form_that_has_expired_comes_back_with_its_words(client, intake):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    answer = strict.post(intake.url, intake.form())

    assert (answer.status_code, WORDS in shown(answer), intake.count()) == (403, True, 0)


def test_other_methods_are_refused(client, intake):
    assert [client.put(intake.url).status_code, client.delete(intake.url).status_code] == [405, 405]
    assert client.head(intake.url).status_code == 200


def test_words_are_text_and_never_markup(client, intake):
    page = client.post(intake.url, intake.form(email="ola@")).content.decode()

    assert ("<b>od zaraz</b>" in page, "&lt;b&gt;od zaraz&lt;/b&gt;" in page) == (False, True)


TRAP = {"comment": (302, 1), "practice": (422, 0), "signup": (422, 0), "organisation": (302, 0)}


def test_the_trap_is_for_programs(client, intake):
    page = (
        client.get(intake.url).content.decode()
        if not intake.two_screens
        else shown(client.post(intake.url, intake.form(step="check")))
    )
    trap = re.search(r'<input[^>]*name="website"[^>]*>', page)[0]
    answer = client.post(intake.url, intake.form(website=ROBOT))

    assert ('type="hidden"' in trap or 'tabindex="-1"' in trap) is True
    assert (answer.status_code, intake.count()) == TRAP[intake.name]
    assert (gettext("Leave this field empty.") in shown(answer)) is (answer.status_code == 422)


# --- two screens -------------------------------------------------------------------------------------------------

SENDER = {"email": "ola@przyklad.example", "who": "group", "name": "Ola Nowak"}


def sender_of(answer, names=SENDER) -> dict:
    return {name: answer.context["sender"][name].value() for name in names}


def test_going_back_and_forth_keeps_both_screens(client, two_screens):
    form = two_screens.form(**SENDER)
    back = client.post(two_screens.url, {**form, "step": "back"})
    story = {
        name: value for name, value in form.items() if name not in (*SENDER, "municipality", "notice_read", "form_key")
    }
    wrong = client.post(
        two_screens.url, {**story, **dict(back.context["carried"]), two_screens.words: "", "step": "check"}
    )
    forth = client.post(two_screens.url, {**story, **dict(wrong.context["carried"]), "step": "check"})

    assert [answer.status_code for answer in (back, wrong, forth)] == [200, 422, 200]
    assert back.context["form"][two_screens.words].value() == WORDS
    assert (sender_of(forth), two_screens.count()) == (SENDER, 0)


def test_a_story_that_is_refused_at_the_last_moment_keeps_the_sender(client, two_screens):
    refused = client.post(two_screens.url, two_screens.form(**SENDER, **{two_screens.words: " "}))
    forth = client.post(two_screens.url, {**two_screens.typed, **dict(refused.context["carried"]), "step": "check"})

    assert (refused.status_code, dict(refused.context["carried"])["sender-name"]) == (422, "Ola Nowak")
    assert forth.status_code == 200


@pytest.mark.parametrize("two_screens", [comment], indirect=True)
def test_a_limit_on_looking_keeps_the_sender_too(client, two_screens, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "comment.check": (0, 60)}
    answer = client.post(two_screens.url, two_screens.form(**SENDER))

    assert answer.status_code == 429
    assert {name: dict(answer.context["carried"])[f"sender-{name}"] for name in SENDER} == SENDER


def test_what_was_taken_back_on_the_second_screen_stays_taken_back(client, two_screens):
    back = client.post(two_screens.url, two_screens.form(**{**SENDER, "name": ""}, step="back"))

    assert "sender-name" not in dict(back.context["carried"])


def test_the_second_screen_has_a_key_of_its_own_each_time(client, two_screens):
    keys = [
        client.post(two_screens.url, two_screens.form(step="check")).context["sender"]["form_key"].value()
        for _twice in (1, 2)
    ]

    assert (len(set(keys)), all(uuid.UUID(str(key)) for key in keys)) == (2, True)


# --- the notice --------------------------------------------------------------------------------------------------


def test_the_notice_in_force_is_shown_before_sending_and_stored_with_what_is_sent(client, without_account, skawina):
    place = None if without_account.name == "practice" else skawina
    PrivacyNotice.objects.create(
        municipality=place, version="9", text="Czyta to tylko redaktor.", valid_from=timezone.localdate()
    )
    before = client.post(without_account.url, without_account.form(notice_read=""))
    client.post(without_account.url, without_account.form())
    holder = Submitter if without_account.name == "comment" else without_account.model

    assert (before.status_code, "Czyta to tylko redaktor." in shown(before)) == (422, True)
    assert holder.objects.get().notice.version == "9"
