"""Letters asked for by e-mail, the same for a consultation and for volunteering: asked for, confirmed, ended with one click."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from consultations.links import links as consultation_links
from consultations.models import Follower as ConsultationFollower
from shared.acts import retention
from shared.models import SentLetter
from tests.factories import volunteering
from volunteering.links import links as volunteering_links
from volunteering.models import Follower as VolunteeringFollower

ADDRESS = "ola@przyklad.example"


@pytest.fixture(params=["consultations", "volunteering"])
def kind(request, db, client, django_capture_on_commit_callbacks):
    """One kind of letters: its screens, its rows, a form to send; letters have left when `ask` returns."""
    is_consultation = request.param == "consultations"
    consultation = (
        request.getfixturevalue("consultation") if is_consultation else request.getfixturevalue("home") and None
    )
    model = ConsultationFollower if is_consultation else VolunteeringFollower
    links = consultation_links if is_consultation else volunteering_links
    url = reverse(f"{request.param}:follow", args=[consultation.pk] if is_consultation else [])

    def ask(email=ADDRESS, language=""):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(f"{language}{url}", {"email": email})

    def make(email=ADDRESS, confirmed_at=None):
        if is_consultation:
            return model.objects.create(consultation=consultation, email=email, confirmed_at=confirmed_at)
        return volunteering.make_follower(email, confirmed_at=confirmed_at)

    def page(name, *args):
        return reverse(f"{request.param}:{name}", args=args)

    def token(purpose, follower):
        return links.make(purpose, follower.pk)

    rule = f"unconfirmed_{'consultation' if is_consultation else request.param}_followers"
    names = {"app": request.param, "model": model, "rule": rule}
    return SimpleNamespace(**names, url=url, ask=ask, make=make, page=page, token=token)


def link_in(letter) -> str:
    return re.search(r"https?://[^/\s]+(/\S*link/\S+)", letter.body)[1]


def shown(answer) -> str:
    return re.sub(r"csrf\S+ value=\S+|nonce=\S+", "", answer.content.decode())


# --- asking and confirming ---------------------------------------------------------------------------------------


def test_an_address_counts_once_its_owner_has_confirmed_it_by_a_button(client, kind):
    answers = [kind.ask("Ola@Przyklad.example"), kind.ask()]
    before = kind.model.objects.get()
    clean = client.get(link_in(mail.outbox[0]))
    client.get(clean["Location"])
    opened = kind.model.objects.get()
    client.post(clean["Location"])
    first = kind.model.objects.get()
    client.post(clean["Location"])

    assert [answer.status_code for answer in answers] == [200, 200]
    assert (before.email, before.confirmed_at, opened.confirmed_at) == (ADDRESS, None, None)
    assert (first.confirmed_at is None, kind.model.objects.get().confirmed_at) == (False, first.confirmed_at)
    assert (clean["Location"], len(mail.outbox)) == (kind.page("follow_confirm"), 1)


@pytest.mark.parametrize(("language", "words"), [("", "Potwierdź adres"), ("/en", "Confirm the address")])
def test_the_letter_is_written_in_the_language_of_the_form(kind, language, words):
    kind.ask(language=language)

    assert kind.model.objects.get().language == (language.strip("/") or "pl")
    assert words in str(mail.outbox[0].message().get_payload()[1].get_payload(decode=True), "utf-8")
    assert link_in(mail.outbox[0]).startswith("/en/") is bool(language)


def test_the_screen_answers_the_same_for_known_and_unknown_addresses(kind):
    kind.make("zna@przyklad.example", timezone.now())
    kind.make("nie.potwierdzila@przyklad.example")
    answers = [
        kind.ask(email)
        for email in ("zna@przyklad.example", "nie.potwierdzila@przyklad.example", "nowa@przyklad.example")
    ]

    assert {answer.status_code for answer in answers} == {200}
    assert len({shown(answer) for answer in answers}) == 1


def test_who_lost_the_letter_gets_another_the_next_day_and_not_ten_today(kind):
    for _time in range(3):
        kind.ask()
    today = len(mail.outbox)
    with time_machine.travel(timezone.now() + timedelta(days=13)):
        kind.ask()

    assert (today, len(mail.outbox), SentLetter.objects.count()) == (1, 2, 2)


@pytest.mark.parametrize(("days", "status"), [(13, 302), (15, 410)])
def test_the_link_holds_fourteen_days(client, kind, days, status):
    kind.ask()
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        assert client.get(link_in(mail.outbox[0])).status_code == status


@pytest.mark.parametrize("token", ["zly", "a:b:c"])
@pytest.mark.parametrize("name", ["link", "unsubscribe"])
def test_a_broken_link_is_told(client, kind, name, token):
    answer = client.get(kind.page(name, token))

    assert (answer.status_code, gettext("This link no longer works") in answer.content.decode()) == (410, True)


def test_without_the_link_nobody_confirms_or_ends_anything(client, kind):
    kind.make()
    answers = [client.post(kind.page(name)).status_code for name in ("follow_confirm", "unfollow")]

    assert (answers, kind.model.objects.get().confirmed_at) == ([404, 410], None)


@pytest.mark.parametrize("typed", ["", "ola@", "ola", "ola@przyklad", "o" * 300])
def test_an_address_that_is_no_address_is_refused_and_stays(kind, typed):
    answer = kind.ask(typed)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["email"])
    assert (typed in answer.content.decode(), kind.model.objects.count(), mail.outbox) == (True, 0, [])


def test_a_form_that_sends_nothing_is_refused(client, kind):
    assert (client.post(kind.url).status_code, kind.model.objects.count()) == (422, 0)


@pytest.mark.parametrize("limit", ["address", "email"])
def test_whoever_asks_too_often_waits_and_keeps_the_address(kind, settings, limit):
    act = {"consultations": "follow", "volunteering": "volunteering.follow"}[kind.app]
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, f"{act}.{limit}": (2, 600)}
    answers = [kind.ask() for _time in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert f'value="{ADDRESS}"' in answers[-1].content.decode()


# --- the end -----------------------------------------------------------------------------------------------------


def test_one_click_of_a_machine_ends_the_letters(kind):
    address = kind.page("unsubscribe", kind.token("unfollow", kind.make(confirmed_at=timezone.now())))
    strict = Client(enforce_csrf_checks=True)
    answers = [strict.post(address, {"List-Unsubscribe": "One-Click"}).status_code for _twice in (1, 2)]

    assert (answers, kind.model.objects.count()) == ([200, 200], 0)


@pytest.mark.parametrize("name", ["unsubscribe", "link"])
def test_opening_the_link_ends_nothing_a_button_does(client, kind, name):
    address = kind.page(name, kind.token("unfollow", kind.make(confirmed_at=timezone.now())))
    page = client.get(address, follow=True)
    before = kind.model.objects.count()
    client.post(page.redirect_chain[-1][0])
    again = client.get(kind.page("unfollow"))

    assert (before, kind.model.objects.count(), page.redirect_chain[-1][0]) == (1, 0, kind.page("unfollow"))
    assert (page.status_code, again.status_code, 'role="status"' in again.content.decode()) == (200, 200, True)


def test_a_link_that_confirms_does_not_end(client, kind):
    address = kind.page("unsubscribe", kind.token("follow", kind.make()))

    assert (client.post(address).status_code, kind.model.objects.count()) == (410, 1)


def test_the_way_out_is_open_from_the_moment_of_confirmation(client, kind):
    kind.ask()
    client.get(link_in(mail.outbox[0]))
    confirmed = client.post(kind.page("follow_confirm"))
    page = client.get(kind.page("unfollow"))
    client.post(kind.page("unfollow"))

    assert kind.page("unfollow") in confirmed.content.decode()
    assert (page.status_code, kind.model.objects.count()) == (200, 0)


def test_who_has_left_may_come_again(client, kind):
    for _time in (1, 2):
        kind.ask()
        client.get(link_in(mail.outbox[-1]))
        client.post(kind.page("follow_confirm"))
        kind.model.objects.all().delete()

    assert len(mail.outbox) == 2


def test_no_screen_of_the_letters_is_kept_by_a_shared_computer(client, kind):
    follower = kind.make()
    token = kind.token("follow", follower)
    pages = [client.get(kind.page("link", token)), client.get(kind.page("follow_confirm")), client.get(kind.url)]

    assert {page["Cache-Control"] for page in pages} == {"max-age=0, no-cache, no-store, must-revalidate, private"}
    assert (pages[0]["Referrer-Policy"], token in pages[1].content.decode()) == ("no-referrer", False)


# --- what is not confirmed goes ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "left"), [(13, 1), (15, 0)])
def test_an_address_that_nobody_confirmed_is_erased_after_fourteen_days(kind, days, left):
    kind.make("obca@przyklad.example")

    erased = retention.erase(kind.rule, timezone.now() + timedelta(days=days))

    assert (erased, kind.model.objects.count()) == (1 - left, left)


def test_a_confirmed_address_stays(kind):
    kind.make(confirmed_at=timezone.now())

    assert retention.erase(kind.rule, timezone.now() + timedelta(days=400)) == 0
    assert kind.model.objects.count() == 1


def test_the_daily_command_erases_them(kind, capsys):
    old = kind.make("obca@przyklad.example")
    kind.model.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=15))
    kind.make("nowa@przyklad.example")

    call_command("erase_expired")

    assert [follower.email for follower in kind.model.objects.all()] == ["nowa@przyklad.example"]
    assert f"{kind.rule}: 1" in capsys.readouterr().out.splitlines()
