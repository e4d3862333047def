"""The waiting list moves up by itself: a letter, a time to take the place, then the next one. Nobody overtakes."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone

from shared.acts.lifecycle import MoveNotAllowed, MoveRefused
from shared.intake.limits import TooLate
from signups import hold_times, services
from signups.models import SignUp, Slot
from signups.permissions import SYSTEM
from tests.factories import events
from tests.factories.events import states
from tests.kept import kept
from tests.signups.conftest import holder, own

NOW = timezone.now()


@kept
def full(event):
    """One place, taken by Ola; Jan, Ewa and Piotr wait in this order (their keys say another)."""
    slot = events.make_slot(event, capacity=1)
    events.make_signup(slot, "Ola")
    for name, minutes in (("Ewa", 20), ("Jan", 30), ("Piotr", 10)):
        events.make_signup(slot, name, state="waiting", queued_at=timezone.now() - timedelta(minutes=minutes))
    return slot


def person(name) -> SignUp:
    return SignUp.objects.get(name=name)


def withdraw(name):
    return services.withdraw(person(name), by=holder(person(name)))


def take(name):
    return services.take_offer(person(name), by=holder(person(name)))


def hours(number: float):
    return time_machine.travel(timezone.now() + timedelta(hours=number))


def test_a_place_given_back_is_offered_to_whoever_waits_longest(full, letters):
    sent = letters(withdraw, "Ola")

    assert states(full) == {"Ola": "withdrawn", "Ewa": "waiting", "Jan": "offered", "Piotr": "waiting"}
    assert sorted(letter.to for letter in sent) == [["jan@przyklad.example"], ["ola@przyklad.example"]]


def test_whoever_takes_the_offer_has_the_place(full, letters):
    withdraw("Ola")
    sent = letters(take, "Jan")
    again = letters(take, "Jan")

    assert (person("Jan").state, person("Jan").held_until, [letter.to for letter in sent], again) == (
        "accepted", None, [["jan@przyklad.example"]], [],
    )  # fmt: skip


def test_an_offer_not_taken_in_a_day_goes_to_the_next_one_by_the_command(full, letters):
    withdraw("Ola")
    with hours(23):
        call_command("tick", "--only", "move_up_waiting_lists", stdout=StringIO())
        before = states(full)
    with hours(25):
        sent = letters(call_command, "tick", "--only", "move_up_waiting_lists", stdout=StringIO())

    assert before == {"Ola": "withdrawn", "Ewa": "waiting", "Jan": "offered", "Piotr": "waiting"}
    assert states(full) == {"Ola": "withdrawn", "Ewa": "offered", "Jan": "lapsed", "Piotr": "waiting"}
    assert sorted(letter.to for letter in sent) == [["ewa@przyklad.example"], ["jan@przyklad.example"]]


def test_taking_a_place_too_late_passes_it_on_at_once(client, full):
    withdraw("Ola")
    with hours(25):
        answer = client.post(own(client, person("Jan")), {"act": "take"})

    assert (answer.status_code, states(full)) == (
        302, {"Ola": "withdrawn", "Ewa": "offered", "Jan": "lapsed", "Piotr": "waiting"},
    )  # fmt: skip


def test_who_let_an_offer_lapse_may_sign_up_again_at_the_end_of_the_list(full):
    withdraw("Ola")
    with hours(25):
        take("Jan")
        again = events.make_signup(full, "Jan2", state="unconfirmed", email="jan@przyklad.example")
        assert services.confirm(again, by=holder(again)).state == "waiting"
    assert [row.name for row in full.signups.queue()] == ["Piotr", "Jan2"]


@pytest.mark.parametrize("act", ["confirm", "withdraw", "look"])
def test_without_the_command_the_list_moves_with_the_next_act(full, act, client, clerk):
    withdraw("Ola")
    newcomer = events.make_signup(full, "Nowa", state="unconfirmed")
    with hours(25):
        if act == "confirm":
            services.confirm(newcomer, by=holder(newcomer))
        elif act == "withdraw":
            withdraw("Piotr")
        else:
            client.force_login(clerk)
            client.get(f"/prowadze/termin/{full.pk}/")

    assert (person("Jan").state, person("Ewa").state) == ("lapsed", "offered")


def test_nobody_overtakes_the_queue_even_when_a_place_is_free(full):
    SignUp.objects.filter(name="Ola").update(state="withdrawn")  # a place nobody has been offered yet
    newcomer = events.make_signup(full, "Nowa", state="unconfirmed")

    assert services.confirm(newcomer, by=holder(newcomer)).state == "waiting"
    assert states(full) == {
        "Ola": "withdrawn",
        "Ewa": "waiting",
        "Jan": "offered",
        "Piotr": "waiting",
        "Nowa": "waiting",
    }


def test_a_place_under_offer_is_not_given_to_anybody_else(full, clerk):
    withdraw("Ola")
    applied = events.make_signup(full, "Nowa", state="applied")

    assert services.decide(applied, by=clerk, accept=True).state == "waiting"


def test_whoever_waits_and_is_not_offered_cannot_take(full):
    with pytest.raises(MoveNotAllowed):
        take("Ewa")
    withdraw("Ola")
    with pytest.raises(PermissionDenied):
        services.take_offer(person("Jan"), by=holder(person("Ewa")))
    assert person("Jan").state == "offered"


@pytest.mark.parametrize("name", ["Jan", "Piotr"])
def test_one_s_own_page_says_the_number_in_the_queue(client, full, name):
    answer = client.get("/en" + own(client, person(name)))

    assert (answer.context["ahead"], "You are the next one." in answer.content.decode()) == (
        {"Jan": 1, "Piotr": 3}[name], name == "Jan",
    )  # fmt: skip


def test_leaving_the_list_offers_nothing(full, letters):
    sent = letters(withdraw, "Ewa")

    assert ([letter.to for letter in sent], [row.name for row in full.signups.queue()]) == (
        [["ewa@przyklad.example"]], ["Jan", "Piotr"],
    )  # fmt: skip


def test_withdrawing_twice_is_withdrawing_once(full, letters):
    withdraw("Ola")

    assert letters(withdraw, "Ola") == []
    assert [person(name).state for name in ("Jan", "Ewa")] == ["offered", "waiting"]


def test_after_it_is_over_nobody_withdraws(client, full):
    Slot.objects.update(starts_at=events.day(-2), ends_at=events.day(-1))
    answer = client.post(own(client, person("Ola")), {"act": "withdraw"}, follow=True)

    assert (answer.status_code, person("Ola").state, person("Jan").state) == (200, "accepted", "waiting")


def test_a_place_given_back_after_the_beginning_is_not_offered(full):
    Slot.objects.update(starts_at=timezone.now() - timedelta(minutes=5))
    withdraw("Ola")

    assert states(full) == {"Ola": "withdrawn", "Ewa": "waiting", "Jan": "waiting", "Piotr": "waiting"}


def test_an_offer_for_what_is_cancelled_cannot_be_taken_and_nobody_is_told_that_it_went_on(full, letters):
    withdraw("Ola")
    services.cancel_slot(full, by=SYSTEM, reason="Burza.")
    with pytest.raises(TooLate):
        take("Jan")
    with hours(25):
        assert letters(services.move_up) == []
    assert person("Jan").state == "offered"


def test_an_offer_made_for_what_has_begun_cannot_be_taken(full):
    withdraw("Ola")
    Slot.objects.update(starts_at=timezone.now() - timedelta(minutes=5))

    with pytest.raises(TooLate):
        take("Jan")


def test_who_has_got_another_place_at_that_time_does_not_take_a_second(client, full, calendar):
    elsewhere = events.make_slot(events.make_event(calendar, slug="inne"), hour=18)
    events.make_signup(elsewhere, "Jan2", email="jan@przyklad.example")
    withdraw("Ola")
    answer = client.post(own(client, person("Jan")), {"act": "take"})

    assert (answer.status_code, person("Jan").state, len(answer.context["conflicts"].hard)) == (409, "offered", 1)


def test_of_two_offers_at_the_same_time_one_can_be_taken(full, calendar):
    elsewhere = events.make_slot(events.make_event(calendar, slug="inne"), capacity=1)
    events.make_signup(elsewhere, "Jan2", state="offered", email="jan@przyklad.example")
    withdraw("Ola")

    assert take("Jan").state == "accepted"
    with pytest.raises(MoveRefused):
        take("Jan2")


# --- how long ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ahead", "kept"),
    [(timedelta(days=10), timedelta(hours=24)), (timedelta(hours=48), timedelta(hours=24)),
     (timedelta(hours=47, minutes=59), timedelta(hours=3)), (timedelta(hours=3), timedelta(hours=3)),
     (timedelta(hours=1), timedelta(hours=1)), (None, timedelta(hours=24))],
)  # fmt: skip
def test_an_offer_is_kept_a_day_less_when_it_is_near_never_past_the_beginning(ahead, kept):
    assert hold_times.offer_ends(NOW, ahead and NOW + ahead) == NOW + kept


@pytest.mark.parametrize(("ahead", "kept"), [(timedelta(days=30), 7), (timedelta(days=3), 3), (None, 7)])
def test_a_place_is_kept_a_week_for_a_guardian(ahead, kept):
    assert hold_times.consent_ends(NOW, ahead and NOW + ahead) == NOW + timedelta(days=kept)


# --- more and fewer places ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("capacity", "offered"),
    [(2, ["Jan"]), (3, ["Ewa", "Jan"]), (9, ["Ewa", "Jan", "Piotr"]), (None, ["Ewa", "Jan", "Piotr"])],
)
def test_more_places_go_to_the_queue(full, capacity, offered, letters):
    sent = letters(services.change_slot, full, by=SYSTEM, capacity=capacity)

    found = [name for name, state in sorted(states(full).items()) if state == "offered"]
    assert (found, sorted(letter.to[0].split("@")[0] for letter in sent)) == (offered, [n.lower() for n in offered])


@pytest.mark.parametrize(("capacity", "refused"), [(1, True), (2, False), (None, False)])
def test_there_are_never_fewer_places_than_are_held(full, capacity, refused):
    services.change_slot(full, by=SYSTEM, capacity=2)  # Ola has one, Jan is offered the other
    if refused:
        with pytest.raises(MoveRefused):
            services.change_slot(full, by=SYSTEM, capacity=capacity)
    else:
        services.change_slot(full, by=SYSTEM, capacity=capacity)

    assert Slot.objects.get(pk=full.pk).capacity == (2 if refused else capacity)


def test_without_a_limit_nobody_waits(event):
    slot = events.make_slot(event, capacity=None)
    people = [events.make_signup(slot, f"O{number}", state="unconfirmed") for number in range(5)]

    assert {services.confirm(one, by=holder(one)).state for one in people} == {"accepted"}


def test_the_figures_of_a_slot_count_what_is_held_and_who_waits(full):
    withdraw("Ola")
    events.make_signup(full, "Nowa", state="unconfirmed")
    events.make_signup(full, "Zofia", state="consent", held_until=timezone.now() - timedelta(minutes=1))
    slot = Slot.objects.counted().get(pk=full.pk)

    assert (slot.taken, slot.waiting, slot.came) == (1, 2, 0)


# --- the command ----------------------------------------------------------------------------------------------------


def run(name: str) -> str:
    out = StringIO()
    call_command("tick", "--only", name, stdout=out)
    return out.getvalue().strip()


def test_the_jobs_say_what_they_did_and_do_it_once(full):
    withdraw("Ola")
    with hours(25):
        said = [run(name) for _twice in range(2) for name in ("move_up_waiting_lists", "remind_signed_up")]

    assert said == [
        "move_up_waiting_lists: 1", "remind_signed_up: 0", "move_up_waiting_lists: 0", "remind_signed_up: 0"
    ]  # fmt: skip
