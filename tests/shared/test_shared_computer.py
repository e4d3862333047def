"""Who may see what was sent: proofs in the session, drafts in the browser, and a computer that others use too."""

import re
from html import unescape
from types import SimpleNamespace

import pytest
from django.http import HttpResponseRedirect
from django.test import Client
from django.urls import reverse

from shared.intake.links import SignedLinks, exchange_view
from shared.intake.proofs import OwnInSession, Proof
from tests.shared.conftest import WORDS

NEVER = "max-age=0, no-cache, no-store, must-revalidate, private"


def shown(answer) -> str:
    return unescape(answer.content.decode())


# --- proofs, and a computer that others use ----------------------------------------------------------------------


def test_the_receipt_shows_the_words_to_the_session_that_sent_them_alone(client, two_screens):
    receipt = client.post(two_screens.url, two_screens.form())["Location"]
    own, strange = client.get(receipt), Client().get(receipt)

    assert ("data-own" in shown(own), own.status_code) == (True, 200)
    assert (strange.status_code == 404 or "data-own" not in shown(strange)) is True
    assert ("ola@przyklad.example" in shown(own), WORDS in shown(strange)) == (False, False)


def test_a_shared_computer_forgets(client, intake, resident):
    client.force_login(resident)
    receipt = client.post(intake.url, intake.form())["Location"]
    asked = client.get(reverse("forget_me"))
    answer = client.post(reverse("forget_me"))
    after = client.get(receipt)
    gone = client.get(answer["Location"])

    assert (asked.status_code, answer.status_code, answer["Clear-Site-Data"]) == (200, 302, '"storage"')
    assert dict(client.session) == {}
    assert {name: cookie.value for name, cookie in answer.cookies.items() if cookie.value} == {}
    assert ("data-own" in shown(after), "data-forgotten" in shown(gone)) == (False, True)
    assert (intake.count(), gone["Cache-Control"]) == (1, NEVER)


def test_forgetting_needs_the_token_of_the_form(client, home):
    assert Client(enforce_csrf_checks=True).post(reverse("forget_me")).status_code == 403


def test_a_link_in_a_letter_forgets_nobody(client, two_screens):
    receipt = client.post(two_screens.url, two_screens.form())["Location"]
    client.get(reverse("forget_me"))

    assert "data-own" in shown(client.get(receipt))


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_way_out_stands_on_every_receipt(client, intake, language):
    receipt = shown(client.get(client.post(f"{language}{intake.url}", intake.form())["Location"]))

    assert (f'"{language}{reverse("forget_me").removeprefix("/en")}"' in receipt) is (intake.name != "organisation")


def test_the_draft_of_the_browser_has_one_key_from_the_form_to_the_receipt(client, intake):
    opened = shown(client.get(intake.url))
    last = shown(client.post(intake.url, intake.form(step="check"))) if intake.two_screens else opened
    receipt = shown(client.get(client.post(intake.url, intake.form())["Location"]))

    assert f'data-draft-key="{intake.draft}"' in opened
    assert (f'data-sends="{intake.draft}"' in last, f'data-clears="{intake.draft}"' in receipt) == (True, True)
    assert [page.count("js/draft.") for page in (opened, last, receipt)] == [1, 1, 1]


@pytest.mark.parametrize("name", ["email", "name", "phone", "guardian_email", "guardian_name", "website"])
def test_no_draft_keeps_who_somebody_is(client, intake, name):
    found = re.search(rf'<(?:input|textarea)[^>]*name="{name}"[^>]*>', client.get(intake.url).content.decode())

    assert found is None or "data-draft" not in found[0]


def test_a_form_that_comes_back_is_not_overwritten_by_an_older_draft(client, intake):
    opened, back = (
        client.get(intake.url),
        client.post(intake.url, {**intake.form(), intake.words: "", "title": "", "name": ""}),
    )

    assert ("data-bound" in shown(opened), back.status_code, "data-bound" in shown(back)) == (False, 422, True)


def test_the_words_about_drafts_wait_unseen_for_the_script(client, intake):
    page = client.get(intake.url).content.decode()

    for name in ("restored", "kept", "off"):
        assert "hidden" in re.search(rf"<[^>]*data-draft-{name}[^>]*>", page)[0]
    assert page.count('data-draft-act="anew"') == 1


# --- the parts ---------------------------------------------------------------------------------------------------


@pytest.fixture
def visitor():
    return SimpleNamespace(session={})


def test_a_session_holds_the_last_fifty_proofs_each_once(visitor):
    own = OwnInSession("own_things")
    for pk in [*range(60), 30]:
        own.give(visitor, pk)

    assert own.keys(visitor) == [*range(10, 30), *range(31, 60), 30]
    assert (own.newest(visitor), own.holds(visitor, 30), own.holds(visitor, 3), len(own.keys(visitor))) == (
        30,
        True,
        False,
        50,
    )


def test_proofs_of_one_kind_prove_nothing_of_another(visitor):
    OwnInSession("own_things").give(visitor, 1)
    other = OwnInSession("other_things")

    assert (other.keys(visitor), other.holds(visitor, 1), other.newest(visitor)) == ([], False, None)


class Author(Proof):
    pass


class Guardian(Proof):
    pass


@pytest.mark.parametrize(
    ("person", "held"),
    [(Author(SimpleNamespace(pk=1)), True), (Author(SimpleNamespace(pk=2)), False), (Guardian(SimpleNamespace(pk=1)), False), (None, False)],
)  # fmt: skip
def test_a_proof_is_for_one_object_and_of_one_kind(person, held):
    assert Author.is_held(person, SimpleNamespace(pk=1)) is held


def test_a_proof_has_not_signed_in():
    proof = Author(SimpleNamespace(pk=1))

    assert (proof.is_authenticated, proof.is_superuser, proof.pk) == (False, False, None)


LINKS = SignedLinks("tests.submitting", {"own": 1, "other": 1})


@pytest.mark.parametrize(("purpose", "lost", "status"), [("own", 0, 302), ("other", 0, 410), ("own", 1, 410)])
def test_a_link_opens_the_door_of_its_purpose_alone(rf, home, visitor, purpose, lost, status):
    whole, opened = LINKS.make(purpose, 7), []
    token = whole[: len(whole) - lost]
    view = exchange_view(LINKS, {"own": lambda request, pk: opened.append(pk) or HttpResponseRedirect("/czysty/")})
    request = rf.get(f"/link/{token}/")
    request.session, request.user = visitor.session, SimpleNamespace(is_authenticated=False)
    answer = view(request, token)

    assert (answer.status_code, opened) == (status, [7] if status == 302 else [])
    assert (answer["Referrer-Policy"], answer["Cache-Control"]) == ("no-referrer", NEVER)
