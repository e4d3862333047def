"""Signing up in one screen: what is refused and how it is said, and what nobody learns from the screen."""

import uuid

import pytest
from django.core import mail
from django.utils.translation import override

from events.models import EventPage
from ngos.models import OrganisationPage
from shared.models import SentLetter
from signups.models import SignUp, Slot
from tests.factories import events
from tests.signups.conftest import make_campaign
from volunteering.models import CampaignPage

PESEL = "44051401359"


def url(slot, language: str = "en") -> str:
    return f"{'/en' if language == 'en' else ''}/zapisy/{slot.pk}/"


def typed(**changes) -> dict:
    facts = {"name": "Ola Nowak", "email": "ola@przyklad.example", "notice_read": "on", "form_key": str(uuid.uuid4())}
    return {name: value for name, value in {**facts, **changes}.items() if value is not None}


def young(**changes) -> dict:
    guardian = {"guardian_name": "Anna Nowak", "guardian_email": "anna@przyklad.example"}
    return typed(**{"age": "teen", **guardian, **changes})


@pytest.fixture
def sign(client, django_capture_on_commit_callbacks):
    def sign(slot, data: dict | None = None, *, query: str = "", language: str = "en"):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(url(slot, language) + query, typed() if data is None else data)

    return sign


def test_one_screen_stores_a_sign_up_that_waits_for_the_click(sign, slot):
    answer = sign(slot, typed(phone="600 100 200", note="Potrzebuję pętli."))

    found = SignUp.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/en/zapisy/{slot.pk}/wyslane/")
    assert (found.slot, found.state, found.name, found.email, found.phone, found.note, found.language) == (
        slot, "unconfirmed", "Ola Nowak", "ola@przyklad.example", "600 100 200", "Potrzebuję pętli.", "en",
    )  # fmt: skip
    assert (found.notice.version, found.user, found.confirmed_at, found.source) == ("0", None, None, "")
    assert [letter.to for letter in mail.outbox] == [["ola@przyklad.example"]]


@pytest.mark.parametrize("taken", [0, 2])
def test_the_screen_says_whether_one_signs_up_for_a_place_or_for_the_waiting_list(client, slot, taken):
    for number in range(taken):
        events.make_signup(slot, f"Osoba{number}")

    page = client.get(url(slot)).content.decode()
    assert ("Sign up for the waiting list" in page) == (taken == 2)


REFUSALS = [
    ({"name": " "}, "name", "Write your name: the host must know whom to expect."),
    ({"name": "\u200b"}, "name", "Write your name: the host must know whom to expect."),
    ({"name": "x" * 121}, "name", None),
    ({"email": ""}, "email", "Write your e-mail address."),
    ({"email": "ola@"}, "email", "There is a mistake in this e-mail address. Check it."),
    ({"phone": "600 100"}, "phone", "A phone number has nine digits. Check it or leave it empty."),
    ({"note": f"Mój PESEL to {PESEL}."}, "note", "Your text seems to contain a PESEL number. Delete it: nobody needs it here."),
    ({"note": "x" * 1001}, "note", None),
    ({"notice_read": None}, "notice_read", "Read how your data are used and tick the box."),
    ({"website": "https://spam.example"}, "website", "Leave this field empty."),
    ({"municipality": "999999"}, "municipality", None),
    ({"form_key": "nie-uuid"}, "form_key", None),
]  # fmt: skip


@pytest.mark.parametrize(("change", "field", "sentence"), REFUSALS)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(sign, slot, change, field, sentence):
    answer = sign(slot, typed(**{"note": "Przyjdę z psem.", **change}))

    form = answer.context["form"]
    assert (answer.status_code, list(form.errors), SignUp.objects.count()) == (422, [field], 0)
    assert sentence is None or form.errors[field] == [sentence]
    assert sentence is None or sentence in answer.content.decode()
    for name, value in {"name": "Ola Nowak", "email": "ola@przyklad.example", "note": "Przyjdę z psem."}.items():
        assert form[name].value() == change.get(name, value)
        assert change.get(name, value)[:100] in answer.content.decode()


def test_everything_empty_names_every_field_that_is_needed(sign, shift):
    answer = sign(shift, {"website": ""})

    assert (answer.status_code, set(answer.context["form"].errors)) == (
        422, {"form_key", "name", "email", "age", "notice_read"},
    )  # fmt: skip


# --- age and guardians ----------------------------------------------------------------------------------------------


def test_a_meeting_does_not_ask_for_age_and_does_not_store_a_guardian(sign, slot):
    sign(slot, young())

    found = SignUp.objects.get()
    assert (found.age, found.guardian_name, found.guardian_email) == ("adult", "", "")


@pytest.mark.parametrize(
    ("data", "field", "sentence"),
    [
        (typed(), "age", "Say how old you are: a minor needs the consent of a guardian."),
        (typed(age="child"), "age", "Volunteers are at least 13 years old. Your guardian can sign up and you come along together."),
        (young(guardian_name=""), "guardian_name", "Write the name of your guardian."),
        (young(guardian_name="\u200b "), "guardian_name", "Write the name of your guardian."),
        (young(guardian_email=""), "guardian_email", "Write the e-mail of your guardian: we ask them for consent."),
        (young(guardian_email="anna"), "guardian_email", "There is a mistake in this e-mail address. Check it."),
        (young(guardian_email="OLA@przyklad.example"), "guardian_email", "This is your own address. Write your guardian's."),
    ],
)  # fmt: skip
def test_age_and_guardian_are_asked_where_minors_help(sign, shift, data, field, sentence):
    answer = sign(shift, data)

    assert (answer.status_code, SignUp.objects.count()) == (422, 0)
    assert answer.context["form"].errors == {field: [sentence]}
    assert answer.context["form"]["email"].value() == "ola@przyklad.example"


def test_a_campaign_for_adults_says_so_to_a_teenager(sign, shift):
    CampaignPage.objects.filter(pk=shift.page_id).update(min_age=18)

    answer = sign(shift, young())

    assert (answer.status_code, list(answer.context["form"].errors), SignUp.objects.count()) == (422, ["age"], 0)


def test_a_campaign_that_asks_no_guardians_takes_adults_only(sign, shift):
    CampaignPage.objects.filter(pk=shift.page_id).update(takes_consent=False)

    assert (sign(shift, young()).status_code, sign(shift, typed(age="adult")).status_code) == (422, 302)


def test_the_guardian_of_an_adult_is_not_kept(sign, shift):
    sign(shift, young(age="adult"))

    found = SignUp.objects.get()
    assert (found.age, found.guardian_name, found.guardian_email) == ("adult", "", "")


def test_a_teenager_with_a_guardian_is_stored_with_both(sign, shift):
    sign(shift, young())

    found = SignUp.objects.get()
    assert (found.age, found.guardian_name, found.guardian_email, found.state) == (
        "teen", "Anna Nowak", "anna@przyklad.example", "unconfirmed",
    )  # fmt: skip
    assert [letter.to for letter in mail.outbox] == [["ola@przyklad.example"]]  # the guardian is asked after the click


def test_needed_qualifications_must_be_ticked(sign, home):
    shift = events.make_slot(make_campaign(home, qualifications="prawo jazdy"))

    without = sign(shift, typed(age="adult"))
    sign(shift, typed(age="adult", is_qualified="on"))

    assert (without.status_code, list(without.context["form"].errors)) == (422, ["is_qualified"])
    assert list(SignUp.objects.values_list("is_qualified", flat=True)) == [True]


# --- who can sign up when -------------------------------------------------------------------------------------------


def cancelled(slot):
    Slot.objects.filter(pk=slot.pk).update(state="cancelled")


def begun(slot):
    Slot.objects.filter(pk=slot.pk).update(starts_at=events.day(-1), ends_at=events.day(1))


def over(slot):
    Slot.objects.filter(pk=slot.pk).update(starts_at=events.day(-2), ends_at=events.day(-1))


def closed(slot):
    Slot.objects.filter(pk=slot.pk).update(closed_at=events.day(-1))


def page_cancelled(slot):
    EventPage.objects.filter(pk=slot.page_id).update(state="cancelled")


def too_late(slot):
    EventPage.objects.filter(pk=slot.page_id).update(apply_by=events.day(-1).date())


def takes_nobody(slot):
    EventPage.objects.filter(pk=slot.page_id).update(takes_people=False)


@pytest.mark.parametrize(
    "change", [cancelled, begun, over, closed, page_cancelled, too_late, takes_nobody], ids=lambda act: act.__name__
)
def test_a_form_sent_too_late_is_refused_with_its_words(sign, client, slot, change):
    change(slot)

    shown, answer = client.get(url(slot)), sign(slot, typed(note="Długa notatka."))
    assert (shown.status_code, shown.context["is_open"]) == (200, False)
    assert (answer.status_code, SignUp.objects.count(), len(mail.outbox)) == (409, 0, 0)
    assert "Długa notatka." in answer.content.decode()


def test_on_the_last_day_of_sign_up_people_still_sign_up(sign, slot):
    EventPage.objects.filter(pk=slot.page_id).update(apply_by=events.day(0).date())

    assert sign(slot).status_code == 302


def unpublished(slot, organisation):
    EventPage.objects.filter(pk=slot.page_id).update(live=False)


def struck_off(slot, organisation):
    EventPage.objects.filter(pk=slot.page_id).update(organisation=organisation)
    OrganisationPage.objects.filter(pk=organisation.pk).update(state="struck_off")


@pytest.mark.parametrize("change", [unpublished, struck_off], ids=lambda act: act.__name__)
def test_places_at_a_page_that_is_not_public_do_not_exist(client, sign, slot, organisation, change):
    change(slot, organisation)
    sent = f"{url(slot)}wyslane/"

    assert [client.get(url(slot)).status_code, sign(slot).status_code, client.get(sent).status_code] == [404] * 3
    assert SignUp.objects.count() == 0


@pytest.mark.parametrize("pk", [999999, 10**18, 10**30])
def test_an_unknown_slot_is_not_found(client, db, home, pk):
    answers = [
        client.get(f"/zapisy/{pk}/"),
        client.post(f"/zapisy/{pk}/", typed()),
        client.get(f"/zapisy/{pk}/wyslane/"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 3


def test_other_methods_are_refused(client, slot):
    assert [client.put(url(slot)).status_code, client.delete(url(slot)).status_code] == [405, 405]


# --- twice ----------------------------------------------------------------------------------------------------------


def test_the_same_form_sent_twice_is_one_sign_up_and_one_letter(sign, slot):
    data = typed()

    first, second = sign(slot, data), sign(slot, data)
    assert (first["Location"], SignUp.objects.count(), len(mail.outbox)) == (second["Location"], 1, 1)


@pytest.mark.parametrize("state", ["accepted", "waiting", "applied", "offered", "consent"])
def test_the_screen_tells_nobody_that_an_address_is_on_the_list_but_a_letter_does(sign, client, slot, state):
    there = events.make_signup(slot, "Ola", state=state, email="ola@przyklad.example")
    known = sign(slot, typed(name="Ktoś Inny", note="podszywam się"))
    after_known = client.get(known["Location"]).content
    unknown = sign(slot, typed(email="nowy@przyklad.example"))

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert client.get(unknown["Location"]).content == after_known
    there.refresh_from_db()
    assert (there.name, there.note, there.state) == ("Ola", "", state)
    assert [letter.letter for letter in SentLetter.objects.order_by("pk")] == ["signed_up_already", "to_confirm"]


def test_capital_letters_do_not_make_another_person(sign, slot):
    sign(slot, typed(email="Ola@Przyklad.example"))
    sign(slot, typed(email="OLA@przyklad.EXAMPLE", phone="600 100 200"))

    assert list(SignUp.objects.values_list("email", "phone")) == [("ola@przyklad.example", "600 100 200")]


def test_what_was_not_confirmed_may_be_typed_anew_and_a_new_letter_goes_out(sign, slot):
    sign(slot, typed(name="Literówka"))
    sign(slot, typed(name="Ola Nowak"))
    sign(slot, typed(name="Ola Nowak"))

    assert list(SignUp.objects.values_list("name", "state")) == [("Ola Nowak", "unconfirmed")]
    assert [letter.to for letter in mail.outbox] == [["ola@przyklad.example"]] * 3


@pytest.mark.parametrize("state", SignUp.OVER)
def test_who_has_withdrawn_or_was_refused_may_sign_up_again(sign, slot, state):
    events.make_signup(slot, "Ola", state=state, email="ola@przyklad.example")
    sign(slot)

    assert list(SignUp.objects.order_by("pk").values_list("state", flat=True)) == [state, "unconfirmed"]


def test_one_address_may_sign_up_for_two_slots(sign, event, slot):
    other = events.make_slot(event, days=20)
    sign(slot)
    sign(other)

    assert SignUp.objects.count() == 2


def test_too_many_forms_from_one_address_are_refused_with_their_words(sign, slot, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "signups.sign.email": (2, 600)}
    answers = [sign(slot, typed(note=f"raz {number}")) for number in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "raz 2" in answers[2].content.decode()
    assert list(SignUp.objects.values_list("note", flat=True)) == ["raz 1"]


def test_too_many_forms_from_one_place_are_refused(sign, slot, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "signups.sign.address": (2, 600)}
    answers = [sign(slot, typed(email=f"o{number}@przyklad.example")) for number in range(3)]

    assert ([answer.status_code for answer in answers], SignUp.objects.count()) == ([302, 302, 429], 2)


# --- who has signed in, and where from ------------------------------------------------------------------------------


def test_who_has_signed_in_need_not_type_the_address_and_finds_the_sign_up_again(client, sign, slot, resident):
    client.force_login(resident)
    first = client.get(url(slot)).context["form"]["email"].value()
    sign(slot, typed(email=resident.email.upper()))

    found = SignUp.objects.get()
    assert (first, found.user) == (resident.email, resident)
    assert client.get(f"/zapisy/moje/{found.pk}/").status_code == 200


def test_who_signs_up_somebody_else_does_not_own_that_sign_up(client, sign, slot, resident):
    client.force_login(resident)
    sign(slot, typed(email="babcia@przyklad.example"))

    found = SignUp.objects.get()
    assert (found.user, client.get(f"/zapisy/moje/{found.pk}/").status_code) == (None, 404)


@pytest.mark.parametrize(
    ("query", "source"),
    [("?z=zaproszenie-7", "zaproszenie-7"), ("", ""), ("?z=" + "x" * 99, "x" * 40), ("?z=%F0%9F%92%A5", "💥")],
)
def test_the_invitation_that_brought_the_person_is_kept(sign, slot, query, source):
    sign(slot, query=query)

    assert SignUp.objects.get().source == source


@pytest.mark.parametrize(("language", "expected"), [("pl", "pl"), ("en", "en")])
def test_the_language_of_the_screen_is_the_language_of_the_letters(sign, slot, language, expected):
    sign(slot, language=language)

    with override(language):
        assert SignUp.objects.get().language == expected
    link = "/en/zapisy/link/" if language == "en" else "example/zapisy/link/"
    assert ("/en/zapisy/link/" in mail.outbox[0].body) == (link == "/en/zapisy/link/")
