"""The tables of moves read aloud: who may cancel a date, and where a sign-up can go."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from wagtail.models import ModelLogEntry

from shared.acts.lifecycle import MoveNotAllowed, MoveRefused
from signups import services
from signups.lifecycle import SIGNUP, SLOT
from signups.models import SignUp, Slot
from signups.permissions import SYSTEM, Guardian, Holder
from tests.factories import events, scenery
from tests.signups.conftest import make_campaign

S = SignUp.State
WHO = [
    "system", "ngo_member", "editor", "clerk", "coordinator", "other_editor", "other_clerk", "moderator", "resident",
    "holder", "guardian", "nobody",
]  # fmt: skip
MAY = {
    # who hosts: who may cancel its dates
    "organisation": {"system", "ngo_member"},
    "municipality": {"system", "editor", "clerk"},
    "area": {"system", "coordinator"},
}


@pytest.fixture
def hosted(home, skawina, organisation):
    """A date of a campaign by whose campaign it is."""
    scenery.make_notice()
    hosts = {"organisation": {"organisation": organisation}, "municipality": {"municipality": skawina}, "area": {}}
    return lambda host: events.make_slot(make_campaign(home, **hosts[host]))


def user_of(request, who: str, slot: Slot):
    if who in ("holder", "guardian"):
        signup = events.make_signup(slot)
        return Holder(signup) if who == "holder" else Guardian(signup)
    return {"system": SYSTEM, "nobody": AnonymousUser()}.get(who) or request.getfixturevalue(who)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("host", MAY)
def test_who_may_cancel_a_date(request, hosted, host, who):
    slot = hosted(host)
    user = user_of(request, who, slot)

    assert SLOT.can("cancel", slot, user) is (who in MAY[host])
    if who in MAY[host]:
        services.cancel_slot(slot, by=user, reason=" Burza. ")
    else:
        with pytest.raises(PermissionDenied):
            services.cancel_slot(slot, by=user, reason="Burza.")

    expected = ("cancelled", "Burza.", None) if who in MAY[host] else ("open", "", None)
    assert list(Slot.objects.values_list("state", "cancel_reason", "closed_at")) == [expected]


def test_a_cancelled_date_is_written_down_with_its_person(shift, clerk):
    services.cancel_slot(shift, by=clerk, reason="Burza.")
    services.cancel_slot(shift, by=clerk, reason="Inny powód.")

    entries = ModelLogEntry.objects.filter(action="lifecycle.move", object_id=str(shift.pk))
    assert [(entry.user, entry.data["move"], entry.data["reason"]) for entry in entries] == [
        (clerk, "cancel", "Burza.")
    ]


def test_whoever_is_not_the_host_is_told_so_of_a_cancelled_date_too(shift, clerk, other_clerk):
    services.cancel_slot(shift, by=clerk, reason="Burza.")

    with pytest.raises(PermissionDenied):
        services.cancel_slot(shift, by=other_clerk, reason="Burza.")


def test_a_date_to_be_arranged_ends_when_it_is_cancelled(campaign, clerk):
    slot = events.make_slot(campaign, days=None)

    services.cancel_slot(slot, by=clerk, reason="Nikt się nie zgłosił.")

    assert Slot.objects.get().closed_at is not None


@pytest.mark.parametrize("reason", ["", "  "])
def test_the_table_itself_asks_for_the_reason(shift, clerk, reason):
    with pytest.raises(MoveRefused):
        SLOT.apply("cancel", shift, by=clerk, reason=reason)
    assert Slot.objects.get().state == "open"


def test_what_is_over_is_refused_by_the_table(shift, clerk):
    Slot.objects.update(starts_at=events.day(-2), ends_at=events.day(-1))

    with pytest.raises(MoveRefused):
        SLOT.apply("cancel", shift, by=clerk, reason="Burza.")
    assert Slot.objects.get().state == "open"


def test_a_cancelled_date_stays_cancelled(shift, clerk):
    services.cancel_slot(shift, by=clerk, reason="Burza.")

    assert SLOT.reachable("cancelled") == set()
    with pytest.raises(MoveNotAllowed):
        SLOT.apply("cancel", shift, by=clerk, reason="Burza.")


def test_the_states_a_sign_up_can_reach():
    assert {state: SIGNUP.reachable(state) for state in S.values} == {
        S.UNCONFIRMED: {S.CONSENT, S.APPLIED, S.WAITING, S.ACCEPTED, S.WITHDRAWN},
        S.CONSENT: {S.APPLIED, S.WAITING, S.ACCEPTED, S.REFUSED, S.WITHDRAWN},
        S.APPLIED: {S.WAITING, S.ACCEPTED, S.REFUSED, S.WITHDRAWN},
        S.WAITING: {S.OFFERED, S.REFUSED, S.WITHDRAWN},
        S.OFFERED: {S.ACCEPTED, S.LAPSED, S.WITHDRAWN},
        S.ACCEPTED: {S.WITHDRAWN},
        S.LAPSED: set(),
        S.REFUSED: set(),
        S.WITHDRAWN: set(),
    }
