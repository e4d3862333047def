"""Links in letters: exchanged once for a session, gone from the address, good for one purpose and for a while."""

import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from signups import services
from signups.links import links
from signups.models import SignUp
from tests.factories import events
from tests.signups.conftest import fresh, own


def link(purpose: str, signup) -> str:
    return f"/zapisy/link/{links.make(purpose, signup.pk)}/"


def test_the_letter_leads_to_a_button_and_the_button_to_a_place(client, slot, letters):
    facts = {"name": "Ola", "email": "ola@przyklad.example"}
    sent = letters(services.sign_up, slot, facts=facts, form_key=uuid.uuid4())
    address = re.search(r"https?://[^/]+(/zapisy/link/\S+)", sent[0].body).group(1)
    signup = SignUp.objects.get()

    exchanged = client.get(address)
    shown = client.get(exchanged["Location"])
    assert (exchanged.status_code, exchanged["Location"]) == (302, f"/zapisy/moje/{signup.pk}/")
    assert (shown.status_code, shown.context["signup"], fresh(signup).state) == (200, signup, "unconfirmed")
    letters(client.post, exchanged["Location"], {"act": "confirm"})
    assert (fresh(signup).state, [letter.to for letter in mail.outbox[1:]]) == ("accepted", [["ola@przyklad.example"]])


@pytest.mark.parametrize("purpose", ["own", "confirm", "guardian"])
def test_opening_a_link_changes_nothing_and_leaves_no_token_in_the_address(client, slot, purpose):
    signup = events.make_signup(slot, state="unconfirmed")
    before = SignUp.objects.values().get()

    answer = client.get(link(purpose, signup), follow=True)
    token = links.make(purpose, signup.pk)
    assert [token in address for address, _status in answer.redirect_chain] == [False]
    assert token not in answer.content.decode()
    assert client.get(link(purpose, signup))["Referrer-Policy"] == "no-referrer"
    assert SignUp.objects.values().get() == before


def test_a_link_is_proof_for_its_own_sign_up_alone(client, slot):
    mine, other = events.make_signup(slot), events.make_signup(slot, "Jan")
    client.get(link("own", mine))

    assert client.get(f"/zapisy/moje/{mine.pk}/").status_code == 200
    assert [
        client.get(f"/zapisy/moje/{other.pk}/").status_code,
        client.post(f"/zapisy/moje/{other.pk}/", {"act": "withdraw"}).status_code,
        client.get(f"/zapisy/moje/{other.pk}/kalendarz.ics").status_code,
    ] == [404, 404, 404]
    assert fresh(other).state == "accepted"


def test_the_link_of_the_guardian_does_not_open_the_sign_up_nor_the_other_way_round(client, shift):
    signup = events.make_signup(shift, state="consent")
    client.get(link("guardian", signup))
    guardian = client.get(f"/zapisy/moje/{signup.pk}/").status_code
    client.cookies.clear()
    client.get(link("own", signup))

    assert (guardian, client.get("/zapisy/zgoda/").status_code) == (404, 410)
    client.post("/zapisy/zgoda/", {"name": "Ola", "agrees": "on"})
    assert fresh(signup).consent_given_at is None


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("broken", ["abc", "a:b:c", "x" * 3000, "cut", "purpose", "other-app", "gone", "erased"])
def test_a_broken_link_says_so_and_opens_nothing(client, slot, broken, language):
    signup = events.make_signup(slot)
    token = {
        "cut": links.make("own", signup.pk)[:-2],
        "purpose": links.make("organisation", signup.pk),
        "other-app": type(links)("ngos.links", {"own": 9}).make("own", signup.pk),
        "gone": links.make("own", signup.pk + 1000),
        "erased": links.make("own", signup.pk),
    }.get(broken, broken)
    if broken == "erased":
        SignUp.objects.update(erased_at=timezone.now())

    answer = client.get(f"{language}/zapisy/link/{token}/")
    assert (answer.status_code, dict(client.session)) == (410, {})


@pytest.mark.parametrize(("purpose", "days"), [("confirm", 7), ("guardian", 30), ("own", 365)])
def test_a_link_grows_old(client, campaign, purpose, days):
    shift = events.make_slot(campaign, days=500)
    signup = events.make_signup(shift, state="consent")
    address = link(purpose, signup)

    with time_machine.travel(timezone.now() + timedelta(days=days, hours=-1)):
        young = client.get(address).status_code
    with time_machine.travel(timezone.now() + timedelta(days=days, hours=1)):
        assert (young, client.get(address).status_code) == (302, 410)


def test_without_proof_nobody_reads_a_sign_up_and_the_keys_say_nothing(client, slot, resident):
    signup = events.make_signup(slot)
    addresses = [
        f"/zapisy/moje/{signup.pk}/",
        f"/zapisy/moje/{signup.pk + 1}/",
        f"/zapisy/moje/{signup.pk}/kalendarz.ics",
    ]

    anonymous = [client.get(address).status_code for address in addresses]
    client.force_login(resident)
    assert (anonymous, [client.get(address).status_code for address in addresses]) == ([404] * 3, [404] * 3)


def test_a_session_holds_the_last_fifty_sign_ups(client, slot):
    for number in range(52):
        client.get(link("own", events.make_signup(slot, f"O{number}")))
    keys = list(SignUp.objects.order_by("pk").values_list("pk", flat=True))

    assert client.session["own_signups"] == keys[2:]


@pytest.mark.parametrize("act", ["", "accept", "confirm2", "offer"])
def test_an_act_nobody_knows_does_nothing(client, slot, act):
    signup = events.make_signup(slot, state="unconfirmed")

    assert client.post(own(client, signup), {"act": act}).status_code == 404
    assert fresh(signup).state == "unconfirmed"


def test_what_belongs_to_the_person_is_kept_by_no_cache(client, slot):
    signup = events.make_signup(slot)
    addresses = [
        own(client, signup),
        f"/zapisy/moje/{signup.pk}/kalendarz.ics",
        link("own", signup),
        f"/zapisy/{slot.pk}/",
    ]

    assert ["no-store" in client.get(address)["Cache-Control"] for address in addresses] == [True] * 4


@pytest.mark.parametrize("state", SignUp.State.values)
@pytest.mark.parametrize("language", ["", "/en"])
def test_one_s_own_page_speaks_in_every_state(client, slot, state, language):
    signup = events.make_signup(slot, state=state)

    answer = client.get(language + own(client, signup))
    shown = answer.content.decode()
    acts = [act for act in ("confirm", "take", "withdraw") if f'value="{act}"' in shown]
    expected = {
        "unconfirmed": ["confirm"], "offered": ["take", "withdraw"], "consent": ["withdraw"], "applied": ["withdraw"],
        "waiting": ["withdraw"], "accepted": ["withdraw"],
    }  # fmt: skip
    assert (answer.status_code, acts) == (200, expected.get(state, []))
    assert ("kalendarz.ics" in shown) == (state == "accepted")
