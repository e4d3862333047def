"""What the click brings: a place, the waiting list, the host's decision or the guardian's; what stands in the way."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from events.models import EventPage
from shared.acts.lifecycle import MoveNotAllowed, MoveRefused
from signups import services
from signups.models import SignUp, Slot
from signups.permissions import SYSTEM
from tests.factories import events
from tests.kept import kept
from tests.signups.conftest import fresh, holder, make_campaign, own


def confirm(signup, **more) -> str:
    return services.confirm(signup, by=holder(signup), **more).state


def unconfirmed(slot, name="Ola", **details):
    return events.make_signup(slot, name, state="unconfirmed", **details)


# --- a place or the list --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("capacity", "states"), [(1, ["accepted", "waiting"]), (2, ["accepted"] * 2), (None, ["accepted"] * 2)]
)
def test_places_go_in_order_of_the_click(event, capacity, states):
    slot = events.make_slot(event, capacity=capacity)
    people = [unconfirmed(slot, name) for name in ("Ola", "Jan")]

    assert [confirm(person) for person in people] == states
    assert [fresh(person).confirmed_at is None for person in people] == [False, False]


def test_typing_first_gives_no_place_to_who_clicks_last(event):
    slot = events.make_slot(event, capacity=1)
    first, second = unconfirmed(slot, "Ola"), unconfirmed(slot, "Jan")

    assert (confirm(second), confirm(first)) == ("accepted", "waiting")


def test_a_second_click_changes_nothing_and_writes_nothing(slot, letters):
    person = unconfirmed(slot)
    first = letters(confirm, person)
    before = SignUp.objects.values().get()
    second = letters(confirm, person)

    assert ([letter.to for letter in first], second) == ([[person.email]], [])
    assert SignUp.objects.values().get() == before


def test_the_host_decides_where_the_page_says_so(home):
    campaign = make_campaign(home, needs_acceptance=True)
    slot = events.make_slot(campaign, capacity=1)

    assert [confirm(unconfirmed(slot, name)) for name in ("Ola", "Jan")] == ["applied", "applied"]


def test_only_the_person_confirms(slot, clerk, resident):
    signup, other = unconfirmed(slot), unconfirmed(slot, "Jan")

    for by in (holder(other), resident):
        with pytest.raises(PermissionDenied):
            services.confirm(signup, by=by)
    assert fresh(signup).state == "unconfirmed"


@pytest.mark.parametrize(
    "late",
    [
        lambda slot: Slot.objects.update(state="cancelled"),
        lambda slot: Slot.objects.update(starts_at=timezone.now()),
        lambda slot: EventPage.objects.update(state="cancelled"),
        lambda slot: EventPage.objects.update(live=False),
        lambda slot: EventPage.objects.update(apply_by=timezone.localdate() - timedelta(days=1)),
    ],
    ids=["cancelled", "begun", "page-cancelled", "not-public", "past-the-last-day"],
)
def test_who_clicks_too_late_is_told_so(client, slot, late, letters):
    signup = unconfirmed(slot)
    late(slot)
    answers = []
    sent = letters(lambda: answers.append(client.post(own(client, signup), {"act": "confirm"})))

    assert (answers[0].status_code, fresh(signup).state, sent) == (409, "unconfirmed", [])


# --- conflicts ------------------------------------------------------------------------------------------------------


@kept
def other(calendar, skawina):
    return events.make_event(calendar, slug="inne", municipality=skawina)


HARD, SOFT, NONE = (1, 0), (0, 1), (0, 0)


@pytest.mark.parametrize(
    ("hour", "hours", "state", "found"),
    [
        (17, 2, "accepted", HARD), (18, 1, "accepted", HARD), (16, 4, "accepted", HARD), (18, 5, "accepted", HARD),
        (17, 2, "offered", HARD), (17, 2, "consent", HARD), (17, 2, "waiting", SOFT), (17, 2, "applied", SOFT),
        (15, 2, "accepted", SOFT), (19, 1, "accepted", SOFT), (19, 1, "waiting", SOFT), (14, 2, "accepted", NONE),
        (20, 1, "accepted", NONE), (17, 2, "unconfirmed", NONE), (17, 2, "withdrawn", NONE), (17, 2, "lapsed", NONE),
        (17, 2, "refused", NONE),
    ],
)  # fmt: skip
def test_conflicts_are_found_across_pages(slot, other, hour, hours, state, found):
    there = events.make_slot(other, hour=hour, hours=hours)
    events.make_signup(there, "Ola", state=state)
    conflicts = services.conflicts_of(unconfirmed(slot))

    assert (len(conflicts.hard), len(conflicts.soft)) == found


def test_shifts_of_one_page_may_follow_each_other(campaign, shift):
    events.make_signup(events.make_slot(campaign, hour=19), "Ola")

    assert confirm(unconfirmed(shift)) == "accepted"


def test_shifts_of_one_page_may_not_cross(campaign, shift):
    events.make_signup(events.make_slot(campaign, hour=18), "Ola")

    with pytest.raises(MoveRefused):
        confirm(unconfirmed(shift), despite=True)


def test_a_hard_conflict_is_refused_whatever_is_ticked(client, slot, other, letters):
    events.make_signup(events.make_slot(other), "Ola", email="OLA@przyklad.example".lower())
    signup = unconfirmed(slot)
    address = own(client, signup)
    answer = client.post(address, {"act": "confirm", "despite": "1"})

    assert (answer.status_code, fresh(signup).state, fresh(signup).confirmed_at) == (409, "unconfirmed", None)
    shown = client.get(address)
    assert (len(shown.context["conflicts"].hard), 'value="confirm"' in shown.content.decode()) == (1, False)


def test_a_soft_conflict_is_passed_by_saying_that_one_manages_both(client, slot, other):
    events.make_signup(events.make_slot(other, hour=19), "Ola")
    signup = unconfirmed(slot)
    address = own(client, signup)

    assert 'name="despite"' in client.get(address).content.decode()
    assert (client.post(address, {"act": "confirm"}).status_code, fresh(signup).state) == (409, "unconfirmed")
    assert (client.post(address, {"act": "confirm", "despite": "1"}).status_code, fresh(signup).state) == (
        302,
        "accepted",
    )


def test_neither_other_people_nor_cancelled_nor_undated_slots_stand_in_the_way(slot, other, campaign):
    events.make_signup(events.make_slot(other), "Jan")
    events.make_signup(events.make_slot(other, state="cancelled"), "Ola")
    events.make_signup(events.make_slot(campaign, days=None), "Ola")
    events.make_signup(events.make_slot(other), "Zofia", email="", erased_at=timezone.now())

    assert services.conflicts_of(unconfirmed(slot)) == services.Conflicts()
    assert services.conflicts_of(unconfirmed(events.make_slot(campaign, days=None))) == services.Conflicts()


def at(*when) -> datetime:
    return datetime(*when, tzinfo=UTC)


@pytest.mark.parametrize(
    ("mine", "theirs", "found"),
    [
        # over midnight (local 22:00-2:00 in winter time)
        ((at(2027, 1, 9, 21), at(2027, 1, 10, 1)), (at(2027, 1, 10, 0), at(2027, 1, 10, 3)), HARD),
        ((at(2027, 1, 9, 21), at(2027, 1, 10, 1)), (at(2027, 1, 10, 1), at(2027, 1, 10, 3)), SOFT),
        # the autumn night: 1:30-2:30 first time, 2:30-3:30 of the second, both written 2:30
        ((at(2027, 10, 30, 23, 30), at(2027, 10, 31, 0, 30)), (at(2027, 10, 31, 1, 30), at(2027, 10, 31, 2, 30)), NONE),
        ((at(2027, 10, 30, 23, 30), at(2027, 10, 31, 0, 30)), (at(2027, 10, 31, 1, 29), at(2027, 10, 31, 2, 30)), SOFT),
        # the spring night: 1:00-2:00 (which is 3:00) and 3:00-4:00 touch
        ((at(2027, 3, 28, 0), at(2027, 3, 28, 1)), (at(2027, 3, 28, 1), at(2027, 3, 28, 2)), SOFT),
    ],
)
def test_conflicts_are_counted_in_elapsed_time(event, other, mine, theirs, found):
    slot = events.make_slot(event, days=None)
    there = events.make_slot(other, days=None)
    for row, (starts, ends) in ((slot, mine), (there, theirs)):
        Slot.objects.filter(pk=row.pk).update(starts_at=starts, ends_at=ends)
    events.make_signup(Slot.objects.get(pk=there.pk), "Ola")
    conflicts = services.conflicts_of(unconfirmed(Slot.objects.get(pk=slot.pk)))

    assert (len(conflicts.hard), len(conflicts.soft)) == found


def test_nobody_is_offered_a_place_without_the_list_moving_by_itself(slot, clerk):
    signup = events.make_signup(slot, state="waiting")

    with pytest.raises(PermissionDenied):
        services.SIGNUP.apply("offer", signup, by=clerk)
    services.SIGNUP.apply("offer", signup, by=SYSTEM)
    assert fresh(signup).state == "offered"


# --- the host's decision --------------------------------------------------------------------------------------------


@kept
def chosen(home, skawina):
    return events.make_slot(make_campaign(home, needs_acceptance=True, municipality=skawina), capacity=1)


def test_the_host_accepts_up_to_the_last_place_then_onto_the_list(chosen, clerk):
    people = [events.make_signup(chosen, name, state="applied") for name in ("Ola", "Jan")]

    assert [services.decide(person, by=clerk, accept=True).state for person in people] == ["accepted", "waiting"]
    with pytest.raises(MoveNotAllowed):
        services.decide(people[0], by=clerk, accept=True)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_the_host_refuses_with_a_reason_only(chosen, clerk, reason, letters):
    person = events.make_signup(chosen, state="applied")

    with pytest.raises(MoveRefused):
        services.decide(person, by=clerk, accept=False, reason=reason)
    sent = letters(services.decide, person, by=clerk, accept=False, reason="Brak miejsc w aucie.")
    assert (fresh(person).state, fresh(person).reason, "Brak miejsc w aucie." in sent[0].body) == (
        "refused", "Brak miejsc w aucie.", True,
    )  # fmt: skip


@pytest.mark.parametrize(
    "late",
    [
        lambda shift: Slot.objects.update(state="cancelled"),
        lambda shift: Slot.objects.update(starts_at=events.day(-2), ends_at=events.day(-1)),
    ],
)
def test_nobody_is_accepted_to_what_is_cancelled_or_over(chosen, clerk, client, late, letters):
    person = events.make_signup(chosen, state="applied")
    late(chosen)
    client.force_login(clerk)

    assert letters(client.post, f"/prowadze/osoba/{person.pk}/przyjmij/") == []
    assert fresh(person).state == "applied"


def test_only_the_host_decides(chosen, other_clerk, resident):
    person = events.make_signup(chosen, state="applied")

    for by in (other_clerk, resident, holder(person)):
        with pytest.raises(PermissionDenied):
            services.decide(person, by=by, accept=False, reason="nie")
        with pytest.raises(PermissionDenied):
            services.decide(person, by=by, accept=True)
    assert fresh(person).state == "applied"
