"""The outbox: a letter is stored with its cause, sent after the commit, never twice, and its address is forgotten."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone, translation

from shared import letters
from shared.letters import MAX_ATTEMPTS, Letter, deliver, deliver_waiting, digest, letter, post, send
from shared.models import DayOff, SentLetter
from tests.kept import kept

ANNA = "anna@przyklad.example"
WAY_OUT = "https://razem.example/obserwuj/wypisz/abc/"


class Unplugged(BaseEmailBackend):
    """A mail server that does not answer."""

    def send_messages(self, messages):
        raise OSError("connection refused")


class Refusing(BaseEmailBackend):
    """A mail server that refuses one address for good."""

    def send_messages(self, messages):
        from smtplib import SMTPRecipientsRefused

        raise SMTPRecipientsRefused({messages[0].to[0]: (550, b"no such user")})


def note(day) -> Letter | None:
    """A letter about a day off, as an app would write one."""
    if day.name == "milczenie":
        return None
    return Letter(
        subject=f"{translation.get_language()}: {day.name}",
        template="emails/base",
        unsubscribe_url=WAY_OUT if day.name == "z wyjściem" else "",
    )


def second_note(day) -> Letter:
    return Letter(subject=f"Drugi list: {day.name}", template="emails/base")


@pytest.fixture(autouse=True)
def registered(monkeypatch):
    monkeypatch.setattr(letters, "_letters", dict(letters._letters))
    letter(note)
    letter(second_note)


@kept
def day(db):
    return DayOff.objects.create(day="2026-11-23", name="Dzień wolny")


@pytest.fixture
def happens(django_capture_on_commit_callbacks):
    """Do something and let its letters leave, as after a commit."""

    def run(act, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return act(*args, **kwargs)

    return run


@pytest.fixture
def server(settings):
    works = settings.EMAIL_BACKEND

    def becomes(kind=None):
        settings.EMAIL_BACKEND = f"{__name__}.{kind.__name__}" if kind else works

    return becomes


def sent() -> list:
    return [(message.to, message.subject) for message in mail.outbox]


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch):
    """Attempts follow each other at once here; how long they wait has tests in tests/consultations/test_letters.py."""
    monkeypatch.setattr("shared.letters.pause", lambda attempts: timedelta(0))


def log() -> list:
    rows = SentLetter.objects.order_by("pk")
    return [(row.letter, row.recipient, row.sent_at is not None, row.attempts) for row in rows]


# --- stored with its cause ------------------------------------------------------------------------------------


def test_a_letter_waits_for_the_commit(day, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        post(note, to=ANNA, about=day)
        assert (sent(), log()) == ([], [("note", ANNA, False, 0)])

    assert (sent(), log()) == ([([ANNA], "pl: Dzień wolny")], [("note", "", True, 1)])


def test_what_is_rolled_back_sends_nothing(day, happens):
    def fails():
        with transaction.atomic():
            post(note, to=ANNA, about=day)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        happens(fails)

    assert (sent(), log()) == ([], [])


@pytest.mark.parametrize("nobody", ["", None])
def test_without_an_address_nothing_is_stored(day, happens, nobody):
    happens(post, note, to=nobody, about=day)

    assert (sent(), log()) == ([], [])


@pytest.mark.parametrize("language", ["pl", "en"])
def test_the_letter_is_in_the_readers_language_whatever_language_the_cause_had(day, happens, language):
    with translation.override("en" if language == "pl" else "pl"):
        happens(post, note, to=ANNA, about=day, language=language)

    assert sent() == [([ANNA], f"{language}: Dzień wolny")]


# --- never twice ----------------------------------------------------------------------------------------------

SAME_PERSON = [ANNA, "ANNA@przyklad.example", " anna@przyklad.example "]


@pytest.mark.parametrize("again", SAME_PERSON)
def test_the_same_letter_about_the_same_thing_goes_to_a_person_once(day, happens, again):
    happens(post, note, to=ANNA, about=day)
    happens(post, note, to=again, about=day)

    assert (len(sent()), len(log())) == (1, 1)


def test_another_letter_thing_or_person_is_another_letter(day, happens):
    other = DayOff.objects.create(day="2026-11-24", name="Inny")
    for write, to, about in [
        (note, ANNA, day), (second_note, ANNA, day), (note, "ola@przyklad.example", day), (note, ANNA, other)
    ]:  # fmt: skip
        happens(post, write, to=to, about=about)

    assert sent() == [
        ([ANNA], "pl: Dzień wolny"),
        ([ANNA], "Drugi list: Dzień wolny"),
        (["ola@przyklad.example"], "pl: Dzień wolny"),
        ([ANNA], "pl: Inny"),
    ]


def test_a_job_run_again_sends_nothing(day, happens):
    happens(post, note, to=ANNA, about=day)
    row = SentLetter.objects.get()

    deliver.enqueue({"letter": "note", "recipient_digest": digest(ANNA), "about": row.about})

    assert (send(row), deliver_waiting(), len(sent()), log()) == (False, (0, 0), 1, [("note", "", True, 1)])


def test_a_row_read_before_it_was_sent_sends_nothing_again(day, happens, server):
    server(Unplugged)
    happens(post, note, to=ANNA, about=day)
    server()
    old = SentLetter.objects.get()

    assert (send(SentLetter.objects.get()), send(old), len(sent())) == (True, False, 1)


# --- an outage ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [Unplugged, Refusing])
def test_a_letter_that_failed_keeps_its_address_and_goes_later(day, happens, server, kind):
    server(kind)
    happens(post, note, to=ANNA, about=day)
    assert (sent(), log()) == ([], [("note", ANNA, False, 1)])

    server()
    assert (deliver_waiting(), deliver_waiting()) == ((1, 0), (0, 0))
    assert (sent(), log()) == ([([ANNA], "pl: Dzień wolny")], [("note", "", True, 2)])


def test_a_letter_is_tried_so_many_times_and_not_more(day, happens, server):
    server(Unplugged)
    happens(post, note, to=ANNA, about=day)
    found = [deliver_waiting() for _attempt in range(MAX_ATTEMPTS + 2)]

    assert found == [(0, 1)] * (MAX_ATTEMPTS - 1) + [(0, 0)] * 3
    server()
    assert (send(SentLetter.objects.get()), sent(), log()) == (False, [], [("note", "", False, MAX_ATTEMPTS)])


def test_one_letter_that_cannot_be_sent_does_not_hold_up_the_others(day, happens, server):
    server(Unplugged)
    for name in ("anna", "ola", "ewa"):
        happens(post, note, to=f"{name}@przyklad.example", about=day)
    SentLetter.objects.filter(recipient__startswith="anna").update(attempts=MAX_ATTEMPTS)
    server()

    assert deliver_waiting() == (2, 0)
    assert [to for to, _subject in sent()] == [["ola@przyklad.example"], ["ewa@przyklad.example"]]


@pytest.mark.parametrize(("seconds", "line"), [(59, "sent 0, waiting 0"), (61, "sent 1, waiting 0")])
def test_the_command_leaves_fresh_letters_to_their_own_job(day, happens, server, capsys, seconds, line):
    server(Unplugged)
    happens(post, note, to=ANNA, about=day)
    server()

    with time_machine.travel(timezone.now() + timedelta(seconds=seconds), tick=False):
        call_command("tick", "--only", "deliver_letters")

    assert capsys.readouterr().out.strip() == f"deliver_letters: {line}"


def test_a_failure_does_not_write_the_address_into_the_log(day, happens, server, caplog):
    server(Refusing)
    with caplog.at_level("WARNING"):
        happens(post, note, to=ANNA, about=day)

    assert [ANNA in record.getMessage() for record in caplog.records if record.name == "shared.letters"] == [False]


# --- nothing to say any more ----------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["nothing to say", "deleted"])
def test_a_letter_without_a_cause_is_not_sent_and_forgets_the_address(day, happens, server, how):
    server(Unplugged)
    happens(post, note, to=ANNA, about=day)
    server()
    DayOff.objects.update(name="milczenie") if how == "nothing to say" else DayOff.objects.all().delete()

    assert (deliver_waiting(), sent(), log()) == ((1, 0), [], [("note", "", True, 2)])


def test_a_letter_says_what_is_true_when_it_leaves(day, happens, server):
    server(Unplugged)
    happens(post, note, to=ANNA, about=day)
    server()
    DayOff.objects.update(name="Zmieniony")
    deliver_waiting()

    assert sent() == [([ANNA], "pl: Zmieniony")]


# --- headers --------------------------------------------------------------------------------------------------

INJECTIONS = ["A\r\nBcc: x@y.example", "A\nX-Zle: 1", "A\rTo: x@y.example", "A\u2028Cc: x@y.example", "A\x0bB\x85C"]


@pytest.mark.parametrize("name", INJECTIONS)
def test_a_subject_cannot_add_headers(day, happens, name):
    expected = happens(names_of_headers, day)
    DayOff.objects.update(name=name)
    SentLetter.objects.all().delete()

    assert happens(names_of_headers, day) == expected
    assert mail.outbox[-1].recipients() == [ANNA]


def names_of_headers(day) -> list[str]:
    post(note, to=ANNA, about=day)
    deliver_waiting()
    message = message_from_bytes(mail.outbox[-1].message().as_bytes(), policy=policy.default)
    return sorted(message.keys())


WAYS_OUT = {"Dzień wolny": (None, None, False), "z wyjściem": (f"<{WAY_OUT}>", "List-Unsubscribe=One-Click", True)}


@pytest.mark.parametrize("name", WAYS_OUT)
def test_the_way_out_stands_in_the_headers_and_in_the_words(day, happens, name):
    DayOff.objects.update(name=name)
    happens(post, note, to=ANNA, about=day)
    message = mail.outbox[0].message()
    header, one_click, in_words = WAYS_OUT[name]

    assert (message["List-Unsubscribe"], message["List-Unsubscribe-Post"]) == (header, one_click)
    assert (WAY_OUT in mail.outbox[0].body, WAY_OUT in mail.outbox[0].alternatives[0].content) == (in_words, in_words)


def test_a_letter_has_plain_words_first_and_the_same_in_html(day, happens, settings):
    happens(post, note, to=ANNA, about=day)
    message = mail.outbox[0]

    kinds = [part.get_content_type() for part in message.message().walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]
    assert (settings.PUBLIC_URL in message.body, message.from_email) == (True, settings.DEFAULT_FROM_EMAIL)
