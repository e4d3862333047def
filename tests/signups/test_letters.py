"""Every letter about a sign-up: once, in both languages, with the right link and nothing personal in its subject."""

import re
import uuid

import pytest
from django.core import mail
from django.utils import translation

from events.models import EventPage
from shared.letters import _letters, post
from shared.models import SentLetter
from signups import emails, services
from signups.links import links
from signups.models import HostQuestion, SignUp, Slot
from tests.factories import events
from tests.signups.conftest import holder

# letter -> (the state it is about, the purpose of its link)
LETTERS = {
    "to_confirm": ("unconfirmed", "confirm"),
    "signed_up_already": ("accepted", "own"),
    "guardian_asked": ("consent", "guardian"),
    "waits_for_guardian": ("consent", "own"),
    "applied": ("applied", "own"),
    "waiting": ("waiting", "own"),
    "place_offered": ("offered", "own"),
    "accepted": ("accepted", "own"),
    "lapsed": ("lapsed", None),
    "refused": ("refused", None),
    "withdrawn": ("withdrawn", "own"),
    "slot_changed": ("accepted", "own"),
    "slot_cancelled": ("accepted", None),
    "reminder": ("accepted", "own"),
}
PRIVATE = {
    "name": "Aleksandra Nowak",
    "phone": "600 700 800",
    "note": "Notatka Prywatna",
    "guardian_name": "Hermenegilda",
}


@pytest.fixture
def written(event, letters):
    """A letter as it goes out: the signup's state and its language are given."""

    def written(name: str, state: str, language: str):
        if name == "slot_cancelled":
            Slot.objects.filter(page=event.pk).update(state="cancelled", cancel_reason="Przeziębienie")
        slot = Slot.objects.filter(page=event.pk).first() or events.make_slot(event, label="Warsztat")
        facts = {**PRIVATE, "email": "ola@przyklad.example", "language": language, "reason": "Powód hosta"}
        signup = events.make_signup(slot, state=state, **{key: value for key, value in facts.items() if key != "name"})
        SignUp.objects.filter(pk=signup.pk).update(name=PRIVATE["name"])
        signup.refresh_from_db()
        sent = letters(post, _letters[name], to=signup.email, about=signup, language=language)
        return signup, sent

    return written


def test_the_table_above_names_every_letter():
    ours = {name for name, write in _letters.items() if write.__module__ == "signups.emails"}

    assert ours == {*LETTERS, "host_question"}


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_goes_out_once_with_when_where_and_a_link_that_opens_what_it_should(
    client, written, letters, name, language
):
    state, purpose = LETTERS[name]
    signup, sent = written(name, state, language)
    again = letters(post, _letters[name], to=signup.email, about=signup, language=language)
    letter = sent[0]
    html = letter.alternatives[0].content

    assert (len(sent), again, letter.to) == (1, [], ["ola@przyklad.example"])
    with translation.override(language):
        assert letter.subject == _letters[name](signup).subject
    for body in (letter.body, html):
        assert ("Spotkanie sąsiadów" in body, "Świetlica, ul. Przykładowa 1" in body, "17:00" in body) == (True,) * 3
        assert "{{" not in body and "None" not in body
    prefix = "/en" if language == "en" else ""
    found = re.findall(r"https?://[^/\s]+((?:/en)?/zapisy/link/([^/\s]+)/)", letter.body)
    assert [links.read(token) for _address, token in found] == ([(purpose, signup.pk)] if purpose else [])
    for address, token in found:
        answer = client.get(address, follow=True)
        assert (address.startswith(f"{prefix}/zapisy"), answer.status_code, token in answer.redirect_chain[-1][0]) == (
            True,
            200,
            False,
        )
        assert token in html


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("name", LETTERS)
def test_the_subject_names_the_page_and_nobody(written, name, language):
    _signup, sent = written(name, LETTERS[name][0], language)

    assert sent[0].subject.endswith(": Spotkanie sąsiadów")
    assert [value for value in (*PRIVATE.values(), "ola@", "Powód") if value in sent[0].subject] == []


def test_an_english_letter_is_english(written):
    assert written("accepted", "accepted", "en")[1][0].subject == "You have a place: Spotkanie sąsiadów"


STALE = [
    ("to_confirm", "accepted"), ("signed_up_already", "withdrawn"), ("guardian_asked", "withdrawn"),
    ("waits_for_guardian", "accepted"), ("applied", "accepted"), ("waiting", "offered"), ("place_offered", "lapsed"),
    ("accepted", "withdrawn"), ("lapsed", "accepted"), ("refused", "applied"), ("withdrawn", "accepted"),
    ("slot_changed", "withdrawn"), ("reminder", "withdrawn"), ("reminder", "waiting"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "state"), STALE)
def test_a_letter_that_is_no_longer_true_when_its_turn_comes_is_not_sent(written, name, state):
    assert written(name, state, "pl")[1] == []


@pytest.mark.parametrize("name", ["slot_changed", "reminder"])
def test_nobody_is_told_of_a_change_or_reminded_of_what_is_cancelled(event, written, name):
    events.make_slot(event, state="cancelled")

    assert written(name, "accepted", "pl")[1] == []


def test_only_the_host_s_guardian_letter_names_the_young_person(written):
    named = {name: PRIVATE["name"] in written(name, LETTERS[name][0], "pl")[1][0].body for name in ("guardian_asked",)}
    SignUp.objects.update(email="")

    assert named == {"guardian_asked": True}
    assert PRIVATE["name"] not in written("accepted", "accepted", "pl")[1][0].body


@pytest.mark.parametrize("name", LETTERS)
def test_the_online_address_is_in_letters_to_those_who_have_a_place(written, event, name):
    EventPage.objects.filter(pk=event.pk).update(online=True, online_url=events.ONLINE)
    _signup, sent = written(name, LETTERS[name][0], "pl")

    assert (events.ONLINE in sent[0].body) == (name in ("accepted", "reminder"))


@pytest.mark.parametrize(("name", "words"), [("refused", "Powód hosta"), ("withdrawn", "Powód hosta")])
def test_the_reason_stands_in_the_letter(written, name, words):
    assert words in written(name, name, "pl")[1][0].body


def test_the_reason_of_a_cancellation_stands_in_the_letter(event, slot, letters, clerk):
    events.make_signup(slot)
    sent = letters(services.cancel_slot, slot, by=services.SYSTEM, reason="Zalało świetlicę.")

    assert ["Zalało świetlicę." in letter.body for letter in sent] == [True]


def test_a_title_of_many_lines_makes_one_subject(event, slot, letters):
    EventPage.objects.filter(pk=event.pk).update(title="Spotkanie\r\nBcc: zly@przyklad.example")
    sent = letters(services.confirm, (made := events.make_signup(slot, state="unconfirmed")), by=holder(made))

    assert (sent[0].subject.count("\n"), sent[0].bcc, sent[0].to) == (0, [], [made.email])


def test_who_never_confirmed_gets_no_letter_beyond_the_first(slot, letters, clerk):
    signup = events.make_signup(slot, state="unconfirmed")

    assert letters(services.withdraw, signup, by=holder(signup)) == []
    assert letters(services.change_slot, slot, by=clerk, place="Szkoła") == []
    assert letters(services.cancel_slot, slot, by=clerk, reason="Burza.") == []


def test_letters_keep_no_address_after_they_have_left(slot, letters):
    letters(services.sign_up, slot, facts={"name": "Ola", "email": "ola@przyklad.example"}, form_key=uuid.uuid4())

    assert list(SentLetter.objects.values_list("letter", "recipient")) == [("to_confirm", "")]


def test_a_question_reaches_the_host_once_without_showing_the_address(
    client, event, django_capture_on_commit_callbacks
):
    data = {"name": "Jan", "reply_to": "jan@przyklad.example", "text": "Czy jest pętla?", "form_key": str(uuid.uuid4())}
    with django_capture_on_commit_callbacks(execute=True):
        answers = [client.post(f"/zapisy/pytanie/{event.pk}/", data) for _turn in range(2)]

    assert ([answer.status_code for answer in answers], HostQuestion.objects.count()) == ([200, 200], 1)
    assert ([letter.to for letter in mail.outbox], "Czy jest pętla?" in mail.outbox[0].body) == (
        [[events.CONTACT]],
        True,
    )
    assert [events.CONTACT in answer.content.decode() for answer in answers] == [False, False]


@pytest.mark.parametrize("change", [{"contact_email": ""}, {"live": False}])
def test_without_an_address_or_a_page_there_is_nobody_to_ask(client, event, change):
    EventPage.objects.filter(pk=event.pk).update(**change)

    assert client.get(f"/zapisy/pytanie/{event.pk}/").status_code == 404


def test_other_pages_have_no_host_to_ask(client, calendar, home):
    assert [client.get(f"/zapisy/pytanie/{page.pk}/").status_code for page in (calendar, home)] == [404, 404]


def test_a_trap_filled_in_sends_no_question(client, event):
    data = {"reply_to": "bot@przyklad.example", "text": "kup", "form_key": str(uuid.uuid4()), "website": "x"}

    assert (client.post(f"/zapisy/pytanie/{event.pk}/", data).status_code, HostQuestion.objects.count()) == (200, 0)


def test_stamps_of_letters_fit_their_column(slot):
    signup = events.make_signup(slot)
    emails.post_slot_changed(slot)
    emails.post_reminder(signup, 7)
    emails.post_place_offered(events.make_signup(slot, "Jan", state="offered"))
    occasions = [about.partition("#")[2] for about in SentLetter.objects.values_list("about", flat=True)]

    limit = SentLetter._meta.get_field("about").max_length - len(f"signups.signup:{2**53}#")
    assert [len(occasion) <= limit for occasion in occasions] == [True] * 3
