"""Guardians: asked after the click, by whom and when consent came, on paper, too late, twice."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from signups import services
from signups.models import SignUp, Slot
from signups.permissions import Guardian
from tests.factories import events
from tests.signups.conftest import fresh, holder, make_campaign
from volunteering.models import CampaignPage


def confirm(signup) -> str:
    return services.confirm(signup, by=holder(signup)).state


def teen(slot, name="Ola", state="unconfirmed", **details):
    guardian = {"age": "teen", "guardian_name": "Anna", "guardian_email": f"anna.{name.lower()}@przyklad.example"}
    return events.make_signup(slot, name, state=state, **{**guardian, **details})


def consent(client, signup, **data):
    session = client.session
    session["guarded_signups"] = [signup.pk]
    session.save()
    return client.post("/zapisy/zgoda/", {"name": "Anna Nowak", "agrees": "on", **data})


def test_consent_is_asked_given_and_remembered_by_whom_and_when(client, shift, letters):
    signup = teen(shift)
    asked = letters(confirm, signup)
    waits = fresh(signup)

    assert sorted(letter.to for letter in asked) == [["anna.ola@przyklad.example"], ["ola@przyklad.example"]]
    assert (waits.state, waits.consent_given_at, waits.consent_asked_at is None) == ("consent", None, False)
    given = letters(consent, client, signup)
    done = fresh(signup)
    assert (done.state, done.guardian_name, done.consent_given_at is None) == ("accepted", "Anna Nowak", False)
    assert (done.consent_on_paper_by, done.held_until, [letter.to for letter in given]) == (
        None,
        None,
        [[signup.email]],
    )


def test_the_guardian_clicks_twice(client, shift, letters):
    signup = teen(shift, state="consent")
    letters(consent, client, signup)
    before = SignUp.objects.values().get()
    answers = []
    again = letters(lambda: answers.append(consent(client, signup, name="Ktoś Inny")))

    assert (answers[0].status_code, again, SignUp.objects.values().get()) == (200, [], before)


@pytest.mark.parametrize("data", [{"name": ""}, {"name": "\u200b"}, {"agrees": ""}])
def test_consent_needs_a_name_and_a_tick(client, shift, data):
    signup = teen(shift, state="consent")

    assert (consent(client, signup, **data).status_code, fresh(signup).consent_given_at) == (422, None)


def test_a_place_is_kept_a_week_for_the_guardian_but_not_past_the_beginning(campaign):
    far, near = events.make_slot(campaign, days=30, capacity=1), events.make_slot(campaign, days=3, capacity=1)
    undated = events.make_slot(campaign, days=None, capacity=1)
    now = timezone.now()
    kept = []
    for slot in (far, near, undated):
        signup = teen(slot)
        confirm(signup)
        kept.append(fresh(signup).held_until)

    week = now + timedelta(days=7)
    assert [
        abs(moment - due) < timedelta(minutes=1) for moment, due in zip(kept, (week, near.starts_at, week), strict=True)
    ] == [True] * 3
    assert confirm(events.make_signup(far, "Jan", state="unconfirmed")) == "waiting"


def test_on_a_full_list_nothing_is_kept_and_consent_leads_to_the_waiting_list(campaign):
    shift = events.make_slot(campaign, capacity=1)
    events.make_signup(shift, "Jan")
    signup = teen(shift)
    confirm(signup)

    assert (fresh(signup).state, fresh(signup).held_until) == ("consent", None)
    assert services.give_consent(signup, by=Guardian(signup)).state == "waiting"


def test_a_place_kept_too_long_goes_on_and_late_consent_gets_what_is_left(campaign):
    shift = events.make_slot(campaign, days=30, capacity=1)
    signup = teen(shift)
    confirm(signup)
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        taken = confirm(events.make_signup(shift, "Jan", state="unconfirmed"))
        late = services.give_consent(signup, by=Guardian(signup)).state

    assert (taken, late) == ("accepted", "waiting")


def test_consent_comes_before_the_decision_of_the_host(home):
    shift = events.make_slot(make_campaign(home, needs_acceptance=True), capacity=1)
    signup = teen(shift)
    asked = confirm(signup)

    assert (asked, services.give_consent(signup, by=Guardian(signup)).state) == ("consent", "applied")


def cancel(shift):
    Slot.objects.filter(pk=shift.pk).update(state="cancelled")


def begin(shift):
    Slot.objects.filter(pk=shift.pk).update(starts_at=timezone.now() - timedelta(minutes=1))


def cancel_page(shift):
    CampaignPage.objects.filter(pk=shift.page_id).update(state="cancelled")


@pytest.mark.parametrize("late", [cancel, begin, cancel_page], ids=lambda act: act.__name__)
def test_consent_after_the_beginning_or_for_what_is_cancelled_is_refused(client, shift, late):
    signup = teen(shift, state="consent")
    late(shift)

    answer = consent(client, signup)
    assert (answer.status_code, fresh(signup).state, fresh(signup).consent_given_at) == (409, "consent", None)


@pytest.mark.parametrize("state", ["withdrawn", "refused", "unconfirmed", "accepted"])
def test_consent_that_nobody_waits_for_is_refused(client, shift, state):
    signup = teen(shift, state=state)

    assert (consent(client, signup).status_code, fresh(signup).state) == (409, state)


def test_consent_on_paper_is_noted_with_the_name_of_who_saw_it(client, shift, clerk, letters):
    signup = teen(shift, state="consent")
    client.force_login(clerk)
    sent = letters(client.post, f"/prowadze/osoba/{signup.pk}/zgoda-na-papierze/", {"seen_state": "consent"})

    done = fresh(signup)
    assert (done.state, done.consent_on_paper_by, done.guardian_name, done.consent_given_at is None) == (
        "accepted", clerk, "Anna", False,
    )  # fmt: skip
    assert [letter.to for letter in sent] == [[signup.email]]


def test_nobody_else_s_guardian_gives_consent(shift):
    signup, other = teen(shift, state="consent"), teen(shift, "Jan", state="consent")

    for by in (Guardian(other), holder(other)):
        with pytest.raises(PermissionDenied):
            services.give_consent(signup, by=by)
    assert fresh(signup).state == "consent"


def test_the_young_person_does_not_consent_for_the_guardian(shift):
    signup = teen(shift, state="consent")

    with pytest.raises(PermissionDenied):
        services.give_consent(signup, by=holder(signup))
    assert (fresh(signup).state, fresh(signup).consent_given_at) == ("consent", None)
