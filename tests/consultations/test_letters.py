"""Letters: one for each event, in the reader's language, never twice, never lost."""

import uuid
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse
from django.utils import timezone

from consultations import emails
from consultations.lifecycle import COMMENT, CONSULTATION
from consultations.models import Comment, ConsultationPage, DocumentStagePage, Follower, Response, StagePage, Submitter
from consultations.permissions import Author
from consultations.services import confirm_comment, publish_responses, remind_followers
from shared.letters import MAX_ATTEMPTS, deliver_waiting, post
from shared.models import SentLetter
from tests.factories import scenery
from tests.kept import kept

WARSAW = ZoneInfo("Europe/Warsaw")
ANNA = "anna@przyklad.example"
LANGUAGES = ["pl", "en"]


class Unplugged(BaseEmailBackend):
    """A mail server that does not answer."""

    def send_messages(self, messages):
        raise OSError("connection refused")


@pytest.fixture
def happens(django_capture_on_commit_callbacks):
    """Do something and let its letters leave, as after a commit."""

    def run(act, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return act(*args, **kwargs)

    return run


@pytest.fixture
def make(consultation, stage, unit):
    def comment(number=1, *, email=ANNA, language="pl", state="pending", **facts):
        made = scenery.make_comment(
            consultation, stage, number, unit=unit, email=email, language=language, state=state, **facts
        )
        return Comment.objects.select_related("consultation", "submitter").get(pk=made.pk)

    return comment


@kept
def follower(consultation):
    return Follower.objects.create(consultation=consultation, email="ola@przyklad.example", confirmed_at=timezone.now())


def send(client, stage, **more):
    form = {
        "kind": "general", "opinion": "Uwaga", "step": "send", "form_key": str(uuid.uuid4()), "who": "person",
        "notice_read": "on", "email": ANNA, **more,
    }  # fmt: skip
    return client.post(reverse("consultations:comment_create", args=[stage.pk]), form)


def to_and_names():
    letters = SentLetter.objects.order_by("pk").values_list("letter", "language")
    return [letter.to for letter in mail.outbox], list(letters)


def answered(comment, author, state="approved"):
    response = Response.objects.create(
        consultation=comment.consultation, author=author, verdict="rejected", text="Powód odmowy", state=state
    )
    Comment.objects.filter(pk=comment.pk).update(response=response)


def close(consultation):
    StagePage.objects.filter(path__startswith=consultation.path, slug="uwagi").update(
        opens_on=timezone.localdate() - timedelta(days=9), closes_on=timezone.localdate() - timedelta(days=1)
    )
    return ConsultationPage.objects.get(pk=consultation.pk)


# --- one letter for each event, in both languages -------------------------------------------------------------


def received(happens, client, make, stage, language, **people):
    prefix = "/en" if language == "en" else ""
    form = {
        "kind": "general", "opinion": "Uwaga", "step": "send", "form_key": str(uuid.uuid4()), "who": "person",
        "notice_read": "on", "email": ANNA,
    }  # fmt: skip
    happens(client.post, f"{prefix}/uwagi/{stage.pk}/nowa/", form)


def to_confirm(happens, client, make, stage, language, **people):
    DocumentStagePage.objects.update(mode="confirmed")
    received(happens, client, make, stage, language)


def confirmed(happens, client, make, stage, language, **people):
    comment = make(language=language, state="unconfirmed")
    happens(confirm_comment, comment, by=Author(comment))


def published(happens, client, make, stage, language, moderator, **people):
    happens(COMMENT.apply, "publish", make(language=language), by=moderator)


def hidden(happens, client, make, stage, language, moderator, **people):
    happens(COMMENT.apply, "hide", make(language=language), by=moderator, reason="threat")


def answer(happens, client, make, stage, language, clerk, **people):
    comment = make(language=language, state="published")
    answered(comment, clerk)
    happens(publish_responses, comment.consultation, by=clerk)


def report(happens, client, make, stage, language, clerk, **people):
    comment = make(language=language, state="published")
    answered(comment, clerk, "published")
    Submitter.objects.update(wants_report=True)
    happens(CONSULTATION.apply, "publish_report", close(comment.consultation), by=clerk)


EVENTS = {
    "comment_received": received,
    "comment_to_confirm": to_confirm,
    "comment_received after confirming": confirmed,
    "comment_published": published,
    "comment_hidden": hidden,
    "comment_answered": answer,
    "report_ready": report,
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("event", EVENTS)
def test_every_event_has_one_letter_in_the_language_of_the_comment(
    happens, client, make, stage, clerk, moderator, event, language
):
    EVENTS[event](happens, client, make, stage, language, clerk=clerk, moderator=moderator)

    assert to_and_names() == ([[ANNA]], [(event.split(" ")[0], language)])
    letter = mail.outbox[0]
    assert [kind for _content, kind in letter.alternatives] == ["text/html"]
    assert letter.cc == letter.bcc == letter.reply_to == []
    assert "List-Unsubscribe" not in letter.message()


@pytest.mark.parametrize("event", EVENTS)
def test_the_two_languages_say_different_words(happens, client, make, stage, clerk, moderator, event):
    EVENTS[event](happens, client, make, stage, "en", clerk=clerk, moderator=moderator)
    english = mail.outbox[0]

    assert ("Good morning," in english.body, "Dzień dobry" in english.body) == (True, False)


@pytest.mark.parametrize("event", [name for name in EVENTS if name != "report_ready"])
def test_a_letter_about_a_comment_names_its_number(happens, client, make, stage, clerk, moderator, event):
    EVENTS[event](happens, client, make, stage, "pl", clerk=clerk, moderator=moderator)
    letter, comment = mail.outbox[0], Comment.objects.get()

    assert (comment.code in letter.subject, comment.code in letter.body) == (True, True)
    assert ("Good morning," in letter.body, "Dzień dobry" in letter.body) == (False, True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_author_of_a_hidden_comment_is_told_why(happens, make, moderator, language):
    from django.utils import translation

    comment = make(language=language)
    happens(COMMENT.apply, "hide", comment, by=moderator, reason="advertising")

    with translation.override(language):
        assert str(Comment.HiddenReason.ADVERTISING.label) in mail.outbox[0].body


def test_the_answer_stands_in_the_letter(happens, client, make, stage, clerk):
    answer(happens, client, make, stage, "pl", clerk=clerk)

    assert "Powód odmowy" in mail.outbox[0].body


def test_the_link_of_the_letter_opens_the_comment(happens, client, stage):
    from django.conf import settings

    happens(send, client, stage)
    url = next(line for line in mail.outbox[0].body.splitlines() if "/uwagi/link/" in line).strip()
    path = url.removeprefix(settings.PUBLIC_URL)
    client.cookies.clear()

    assert client.get(path).url == reverse("consultations:own", args=[Comment.objects.get().slug])
    assert client.get(client.get(path).url).status_code == 200


# --- followers ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_follower_is_asked_to_confirm(happens, client, consultation, language):
    prefix = "/en" if language == "en" else ""

    happens(client.post, f"{prefix}/obserwuj/{consultation.pk}/", {"email": "ola@przyklad.example"})

    assert to_and_names() == ([["ola@przyklad.example"]], [("follower_to_confirm", language)])


def test_asking_twice_sends_one_letter(happens, client, consultation):
    for _attempt in range(2):
        happens(client.post, f"/obserwuj/{consultation.pk}/", {"email": "ola@przyklad.example"})

    assert len(mail.outbox) == 1


REMINDERS = {18: 0, 19: 1, 20: 1, 21: 0, 22: 0}  # day of the consultation (the last is 21): letters


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", REMINDERS)
def test_followers_are_reminded_once_two_days_before_the_end(happens, consultation, follower, day, language):
    Follower.objects.update(language=language)
    noon = datetime.combine(timezone.localdate() + timedelta(days=day), time(12, 0), WARSAW)
    with time_machine.travel(noon, tick=False):
        happens(remind_followers)
        happens(remind_followers)

    assert to_and_names() == (
        [["ola@przyklad.example"]] * REMINDERS[day], [("two_days_left", language)] * REMINDERS[day]
    )  # fmt: skip


def test_the_reminder_of_the_day_before_last_does_not_repeat_that_of_two_days(happens, consultation, follower):
    for day in (19, 20):
        noon = datetime.combine(timezone.localdate() + timedelta(days=day), time(12, 0), WARSAW)
        with time_machine.travel(noon, tick=False):
            happens(remind_followers)

    assert len(mail.outbox) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_followers_get_the_report_with_a_way_out(happens, consultation, follower, clerk, language):
    Follower.objects.update(language=language)

    happens(CONSULTATION.apply, "publish_report", close(consultation), by=clerk)

    assert to_and_names() == ([["ola@przyklad.example"]], [("follower_report_ready", language)])


@pytest.mark.parametrize("name", ["two_days_left", "follower_report_ready"])
def test_letters_to_followers_end_with_one_click(happens, client, consultation, follower, name):
    from django.conf import settings

    happens(post, getattr(emails, name), to=follower.email, about=follower)
    headers = mail.outbox[0].message()
    url = headers["List-Unsubscribe"].strip("<>")

    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert url in mail.outbox[0].body
    assert client.post(url.removeprefix(settings.PUBLIC_URL)).status_code == 200
    assert Follower.objects.count() == 0


def test_unconfirmed_followers_get_no_letters(happens, consultation, follower, clerk):
    Follower.objects.update(confirmed_at=None)
    noon = datetime.combine(timezone.localdate() + timedelta(days=19), time(12, 0), WARSAW)
    with time_machine.travel(noon, tick=False):
        happens(remind_followers)
    happens(CONSULTATION.apply, "publish_report", close(consultation), by=clerk)

    assert mail.outbox == []


@pytest.mark.parametrize("address", [ANNA, "Anna@Przyklad.example"])
def test_an_author_who_follows_too_gets_one_letter_about_the_report(happens, client, make, stage, clerk, address):
    Follower.objects.create(consultation=stage.consultation, email=ANNA, confirmed_at=timezone.now())
    comment = make(state="published", email=address)
    answered(comment, clerk, "published")
    Submitter.objects.update(wants_report=True)

    happens(CONSULTATION.apply, "publish_report", close(comment.consultation), by=clerk)

    assert [letter.to for letter in mail.outbox] == [[address]]


def test_the_author_of_three_comments_gets_one_letter_about_the_report(happens, make, clerk):
    comments = [make(number, state="published") for number in (1, 2, 3)]
    for comment in comments:
        answered(comment, clerk, "published")
    Submitter.objects.update(wants_report=True)

    happens(CONSULTATION.apply, "publish_report", close(comments[0].consultation), by=clerk)

    assert [letter.to for letter in mail.outbox] == [[ANNA]]


def test_an_address_that_was_never_confirmed_gets_no_report(happens, make, clerk):
    comment = make(state="unconfirmed")
    Submitter.objects.update(wants_report=True)

    happens(CONSULTATION.apply, "publish_report", close(comment.consultation), by=clerk)

    assert mail.outbox == []


# --- never twice, never without an address --------------------------------------------------------------------


def test_the_same_form_twice_is_one_letter(happens, client, stage):
    key = str(uuid.uuid4())
    for _attempt in range(2):
        happens(send, client, stage, form_key=key)

    assert len(mail.outbox) == 1


@pytest.mark.parametrize("name", ["comment_received", "comment_to_confirm", "comment_published"])
def test_the_same_letter_is_never_sent_twice(happens, make, name):
    comment = make(state="published")
    for _attempt in range(3):
        happens(emails.post_comment, getattr(emails, name), comment)

    assert (len(mail.outbox), SentLetter.objects.count()) == (1, 1)
    assert deliver_waiting() == (0, 0)


@pytest.mark.parametrize("event", [name for name in EVENTS if "confirm" not in name])
def test_without_an_address_there_is_no_letter(happens, client, make, stage, clerk, moderator, event):
    def nameless(*args, **kwargs):
        return make(*args, **{**kwargs, "email": ""})

    if event == "comment_received":
        happens(send, client, stage, email="")
    else:
        EVENTS[event](happens, client, nameless, stage, "pl", clerk=clerk, moderator=moderator)

    assert (mail.outbox, SentLetter.objects.count(), Comment.objects.count()) == ([], 0, 1)


def test_a_letter_that_has_nothing_to_say_any_more_is_not_sent(happens, make):
    happens(emails.post_comment, emails.comment_published, make(state="hidden"))

    assert mail.outbox == []
    assert deliver_waiting() == (0, 0)


def test_a_refused_act_sends_nothing(happens, client, stage):
    answer = happens(send, client, stage, notice_read="")

    assert (answer.status_code, mail.outbox, SentLetter.objects.count()) == (422, [], 0)


# --- headers, addresses, outages ------------------------------------------------------------------------------


def test_a_title_cannot_add_headers(happens, make, consultation):
    title = "Świetlice\r\nBcc: ofiara@przyklad.example\nX-Zle: 1"
    ConsultationPage.objects.filter(pk=consultation.pk).update(title=title)
    comment = make(state="published")

    happens(emails.post_comment, emails.report_ready, comment)

    letter = mail.outbox[0]
    message = letter.message()
    assert "\n" not in letter.subject and "\r" not in letter.subject
    assert (message["Bcc"], message["X-Zle"], letter.recipients()) == (None, None, [ANNA])


@pytest.mark.parametrize("email", ["a@b.example\nBcc: x@y.example", "a@b.example, x@y.example", "a@b.example\x00"])
def test_an_address_cannot_add_headers(happens, client, stage, email):
    answer = happens(send, client, stage, email=email)

    assert (answer.status_code, mail.outbox, Comment.objects.count()) == (422, [], 0)


def test_a_plain_letter_is_not_escaped_and_an_html_letter_is(happens, make, consultation):
    ConsultationPage.objects.filter(pk=consultation.pk).update(title="Ład & <b>skład</b>")

    happens(emails.post_comment, emails.report_ready, make(state="published"))

    letter = mail.outbox[0]
    assert "Ład & <b>skład</b>" in letter.body
    assert ("Ład &amp; &lt;b&gt;skład" in letter.alternatives[0][0], "<b>skład" in letter.alternatives[0][0]) == (
        True,
        False,
    )


def test_the_address_is_forgotten_once_the_letter_has_left(happens, client, stage):
    happens(send, client, stage)

    row = SentLetter.objects.get()
    assert (row.recipient, row.sent_at is not None, len(row.recipient_digest), row.attempts) == ("", True, 64, 1)


def test_an_outage_keeps_the_comment_and_the_letter_and_later_it_is_sent(happens, client, stage, settings):
    works = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.Unplugged"

    answer = happens(send, client, stage)

    row = SentLetter.objects.get()
    assert (answer.status_code, Comment.objects.count()) == (302, 1)
    assert (row.sent_at, row.recipient, row.attempts) == (None, ANNA, 1)
    with time_machine.travel(row.tried_at + timedelta(minutes=3)):
        assert deliver_waiting() == (0, 1)

    settings.EMAIL_BACKEND = works
    with time_machine.travel(row.tried_at + timedelta(minutes=10)):
        assert deliver_waiting() == (1, 0)
        assert deliver_waiting() == (0, 0)
    row.refresh_from_db()
    assert ([letter.to for letter in mail.outbox], row.recipient, row.attempts) == ([[ANNA]], "", 3)


def test_a_letter_is_tried_over_a_week_then_given_up_and_its_address_forgotten(happens, client, stage, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Unplugged"
    happens(send, client, stage)
    began, day = timezone.now(), 0
    for day in range(1, 40):
        with time_machine.travel(began + timedelta(days=day / 2)):
            deliver_waiting()

    row = SentLetter.objects.get()
    assert (row.attempts, row.recipient, row.sent_at) == (MAX_ATTEMPTS, "", None)


def test_a_letter_that_has_just_failed_is_not_tried_again_at_once(happens, client, stage, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Unplugged"
    happens(send, client, stage)

    assert [deliver_waiting(), deliver_waiting()] == [(0, 1), (0, 1)]
    assert SentLetter.objects.get().attempts == 1


def test_a_fresh_letter_is_left_to_the_process_that_has_just_stored_it(happens, client, stage, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Unplugged"
    happens(send, client, stage)

    assert deliver_waiting(older_than_seconds=60) == (0, 0)
    assert SentLetter.objects.get().attempts == 1


def test_a_letter_waits_with_its_comment_until_the_commit(client, stage, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        send(client, stage)
        assert (mail.outbox, SentLetter.objects.filter(sent_at=None).count()) == ([], 1)

    assert len(callbacks) >= 1
