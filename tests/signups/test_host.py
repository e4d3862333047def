"""The host's desk: dates are added, changed and cancelled with letters to those concerned; who came is marked."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from shared.acts.lifecycle import MoveNotAllowed, MoveRefused
from signups import services
from signups.models import SignUp, Slot
from signups.permissions import SYSTEM
from tests.desks import hidden_fields, shown
from tests.factories import events
from tests.kept import kept
from tests.signups.conftest import fresh, holder, make_campaign
from volunteering.models import CampaignPage


def url(name, *args) -> str:
    return reverse(f"signups:{name}", args=args)


@pytest.fixture
def act(client, clerk, django_capture_on_commit_callbacks):
    """A POST of the host of Skawina, from a screen opened now."""
    client.force_login(clerk)
    about = {"host_decide": SignUp, "host_cancel_slot": Slot}

    def act(name, *args, **data):
        if name in about:
            data = {**shown(about[name].objects.get(pk=args[0])), **data}
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(url(name, *args), data)

    return act


@kept
def everybody(shift):
    """One person in every state, and the addresses of those who still mean to come."""
    for state in SignUp.State.values:
        events.make_signup(shift, state.title(), state=state)
    return {f"{state}@przyklad.example" for state in ("consent", "applied", "waiting", "offered", "accepted")}


def facts(**changes) -> dict:
    day = timezone.localdate() + timedelta(days=12)
    return {
        "label": "sortowanie",
        "day": f"{day:%Y-%m-%d}",
        "begins": "09:00",
        "ends": "13:00",
        "capacity": "5",
        **changes,
    }


def told(sent) -> set[str]:
    return {letter.to[0] for letter in sent}


# --- changing ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "is_told"),
    [
        ({"starts_at": events.day(11)}, True),
        ({"ends_at": events.day(10, 21)}, True),
        ({"place": "Szkoła"}, True),
        ({"starts_at": None, "ends_at": None}, True),
        ({"label": "ważenie"}, False),
        ({"needed": 1}, False),
        ({"capacity": 100}, False),
        ({}, False),
    ],
)
def test_time_and_place_are_told_to_those_concerned_and_once(shift, everybody, clerk, letters, change, is_told):
    Slot.objects.update(capacity=100)
    SignUp.objects.filter(state="waiting").update(state="applied")
    change = {"ends_at": events.day(11, 21), **change} if change.get("starts_at") else change

    sent = letters(services.change_slot, shift, by=clerk, **change)
    again = letters(services.change_slot, shift, by=clerk, **change)
    assert (told(sent), len(sent), again) == (everybody if is_told else set(), 5 if is_told else 0, [])


def test_what_moves_back_and_forth_is_told_each_time(shift, clerk, letters):
    events.make_signup(shift)
    ends = [events.day(10, hour) for hour in (20, 21, 20, 21)]

    assert [len(letters(services.change_slot, shift, by=clerk, ends_at=end)) for end in ends] == [1, 1, 1, 1]


def test_correcting_the_time_of_what_is_over_writes_to_nobody(shift, letters):
    events.make_signup(shift)
    Slot.objects.update(starts_at=events.day(-2), ends_at=events.day(-1))

    assert letters(services.change_slot, shift, by=SYSTEM, ends_at=events.day(-1, 20)) == []


def test_the_screen_changes_a_slot_and_shows_what_it_is_now(act, client, campaign, shift):
    first = client.get(url("host_change_slot", shift.pk)).context["form"].initial
    answer = act("host_change_slot", shift.pk, **facts(begins="22:00", ends="02:00", place="Szkoła"))

    shift.refresh_from_db()
    assert (first["day"], first["begins"].hour, first["capacity"]) == (
        timezone.localtime(shift.starts_at).date() - timedelta(days=2),
        17,
        2,
    )
    assert (answer.status_code, answer["Location"]) == (302, url("host_page", campaign.pk))
    assert (shift.ends_at - shift.starts_at, shift.place, shift.capacity) == (timedelta(hours=4), "Szkoła", 5)


def test_fewer_places_than_people_are_refused_with_what_was_typed(act, shift):
    events.make_signup(shift)
    events.make_signup(shift, "Jan")
    answer = act("host_change_slot", shift.pk, **facts(capacity="1", label="nowa nazwa"))

    assert (answer.status_code, Slot.objects.get(pk=shift.pk).capacity) == (409, 2)
    assert "nowa nazwa" in answer.content.decode()


def test_a_cancelled_slot_does_not_change(act, shift):
    Slot.objects.update(state="cancelled")

    assert act("host_change_slot", shift.pk, **facts()).status_code == 409


WRONG = [
    ({"day": ""}, "__all__"), ({"begins": ""}, "__all__"), ({"ends": ""}, "__all__"), ({"day": "jutro"}, "day"),
    ({"begins": "25:00"}, "begins"), ({"day": "2020-01-01"}, "day"), ({"day": "0001-01-01"}, "day"),
    ({"day": "9999-12-31", "begins": "22:00", "ends": "02:00"}, "day"), ({"capacity": "0"}, "capacity"),
    ({"capacity": "-1"}, "capacity"), ({"capacity": "40000"}, "capacity"), ({"needed": "6"}, "needed"),
    ({"label": "x" * 121}, "label"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "field"), WRONG)
@pytest.mark.parametrize("screen", ["host_new_slot", "host_change_slot"])
def test_wrong_times_and_numbers_are_refused_at_their_field(act, campaign, shift, screen, change, field):
    pk = campaign.pk if screen == "host_new_slot" else shift.pk
    answer = act(screen, pk, **facts(**change))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert Slot.objects.count() == 1


# --- adding --------------------------------------------------------------------------------------------------------


def test_the_same_series_sent_twice_is_made_once(act, campaign):
    first = timezone.localdate() + timedelta(days=1)
    key = str(uuid.uuid4())
    data = {**facts(day=f"{first:%Y-%m-%d}", until=f"{first + timedelta(days=6):%Y-%m-%d}"), "form_key": key}
    answers = [act("host_new_slot", campaign.pk, **data).status_code for _turn in range(2)]

    made = Slot.objects.filter(page=campaign.pk)
    assert (answers, made.count(), {str(slot.series) for slot in made}) == ([302, 302], 7, {key})
    assert {(slot.municipality_id, slot.keep_days) for slot in made} == {(campaign.municipality_id, campaign.keep_days)}


def test_a_slot_without_a_date_is_made_too(act, campaign):
    act("host_new_slot", campaign.pk, **facts(day="", begins="", ends=""))

    assert Slot.objects.get(page=campaign.pk).starts_at is None


@pytest.mark.parametrize(
    ("query", "label"), [("jak={pk}", "wzór"), ("jak=99999", None), ("jak=abc", None), ("jak=" + "9" * 40, None)]
)
def test_another_like_this_takes_over_everything_but_the_day(client, clerk, campaign, shift, query, label):
    Slot.objects.update(label="wzór")
    client.force_login(clerk)
    initial = client.get(f"{url('host_new_slot', campaign.pk)}?{query.format(pk=shift.pk)}").context["form"].initial

    assert (initial.get("label"), initial.get("day")) == (label, None)


def test_the_pattern_of_somebody_else_s_page_is_not_taken_over(client, clerk, campaign, event):
    there = events.make_slot(event, label="cudze")
    client.force_login(clerk)

    assert "label" not in client.get(f"{url('host_new_slot', campaign.pk)}?jak={there.pk}").context["form"].initial


@pytest.mark.parametrize("name", ["host_change_slot", "host_cancel_slot"])
def test_the_date_of_a_meeting_is_changed_on_its_page_alone(act, slot, name):
    assert act(name, slot.pk, reason="x", **facts()).status_code == 404
    assert act("host_new_slot", slot.page_id, **facts()).status_code == 404


def test_a_cancelled_campaign_takes_no_more_dates(act, campaign):
    CampaignPage.objects.update(state="cancelled")

    assert act("host_new_slot", campaign.pk, **facts()).status_code == 404


# --- cancelling ----------------------------------------------------------------------------------------------------


def test_cancelling_tells_those_concerned_once_and_keeps_their_states(client, act, shift, everybody, mailoutbox):
    before = events.states(shift)
    old = hidden_fields(client.get(url("host_cancel_slot", shift.pk)))
    act("host_cancel_slot", shift.pk, reason="Burza.", **old)
    second = act("host_cancel_slot", shift.pk, reason="Inny powód.", **old)

    shift.refresh_from_db()
    assert (second.status_code, "Inny powód." in second.content.decode()) == (409, True)
    assert (shift.state, shift.cancel_reason, events.states(shift)) == ("cancelled", "Burza.", before)
    assert (told(mailoutbox), len(mailoutbox)) == (everybody, 5)


@pytest.mark.parametrize("reason", ["", "   ", "\u200b", "\n"])
def test_cancelling_needs_a_reason(act, shift, reason, mailoutbox):
    events.make_signup(shift)

    answer = act("host_cancel_slot", shift.pk, reason=reason)
    assert (answer.status_code in (409, 422), Slot.objects.get().state, list(mailoutbox)) == (True, "open", [])


def test_what_is_over_is_not_cancelled(act, shift):
    Slot.objects.update(starts_at=events.day(-2), ends_at=events.day(-1))

    assert (act("host_cancel_slot", shift.pk, reason="x").status_code, Slot.objects.get().state) == (422, "open")


def test_only_the_host_changes_cancels_and_adds(shift, campaign, resident, other_clerk):
    for by in (resident, other_clerk):
        with pytest.raises(PermissionDenied):
            services.change_slot(shift, by=by, label="x")
        with pytest.raises(PermissionDenied):
            services.cancel_slot(shift, by=by, reason="x")
        with pytest.raises(PermissionDenied):
            services.make_slots(campaign, by=by, facts=[{}], series=uuid.uuid4())
        with pytest.raises(PermissionDenied):
            services.mark(shift, by=by, marks={})
    assert list(Slot.objects.values_list("label", "state")) == [("", "open")]


# --- people --------------------------------------------------------------------------------------------------------


def test_the_host_takes_somebody_off_with_a_reason_only(act, shift, mailoutbox):
    signup = events.make_signup(shift)
    refused = act("host_decide", signup.pk, "wycofaj", reason=" ")
    without = fresh(signup).state
    act("host_decide", signup.pk, "wycofaj", reason="Zadzwoniła.")

    assert (refused.status_code, len(refused.context["refused"])) == (422, 1)
    assert (without, fresh(signup).state, fresh(signup).reason) == ("accepted", "withdrawn", "Zadzwoniła.")
    assert ["Zadzwoniła." in letter.body for letter in mailoutbox] == [True]


def test_a_decision_made_twice_says_so_and_changes_nothing(act, shift, mailoutbox):
    signup = events.make_signup(shift, state="applied")
    old = shown(signup)
    answers = [act("host_decide", signup.pk, "przyjmij", **old) for _turn in range(2)]

    assert ([answer.status_code for answer in answers], fresh(signup).state, len(mailoutbox)) == (
        [302, 409],
        "accepted",
        1,
    )
    assert str(fresh(signup).get_state_display()) in " ".join(answers[1].context["refused"])


def test_whoever_has_withdrawn_meanwhile_is_not_refused_from_an_old_screen(client, act, shift, mailoutbox):
    """What the host has typed stays typed; the person who withdrew gets no second letter."""
    signup = events.make_signup(shift, state="applied")
    give_up = url("host_decide", signup.pk, "odmow")
    old = hidden_fields(client.get(url("host_slot", shift.pk)), give_up)
    events.make_signup(shift, "Jan", state="applied")
    services.withdraw(signup, by=holder(signup))
    sent = len(mailoutbox)
    answer = act("host_decide", signup.pk, "odmow", reason="Brak miejsc w aucie.", **old)

    assert (answer.status_code, fresh(signup).state, len(mailoutbox)) == (409, "withdrawn", sent)


def test_a_decision_about_a_cancelled_date_is_refused_with_the_list(act, shift, mailoutbox):
    signup = events.make_signup(shift, state="applied")
    Slot.objects.update(state="cancelled")
    answer = act("host_decide", signup.pk, "przyjmij")

    assert (answer.status_code, len(answer.context["refused"]), fresh(signup).state) == (409, 1, "applied")


def test_unknown_decisions_and_bare_links_do_nothing(act, client, shift):
    signup = events.make_signup(shift, state="applied")

    assert act("host_decide", signup.pk, "usun").status_code == 404
    assert client.get(url("host_decide", signup.pk, "przyjmij")).status_code == 405
    assert fresh(signup).state == "applied"


def test_every_reading_of_names_is_written_down(client, clerk, shift):
    events.make_signup(shift)
    client.force_login(clerk)
    for name in ("host_slot", "host_attendance", "host_slot"):
        client.get(url(name, shift.pk))

    read = PageLogEntry.objects.filter(action="identity.read", page=shift.page_id)
    assert list(read.values_list("user", "data")) == [(clerk.pk, {"slot": shift.pk})] * 3


def test_who_may_not_read_leaves_no_trace_of_reading(client, other_clerk, shift):
    client.force_login(other_clerk)

    assert client.get(url("host_slot", shift.pk)).status_code == 404
    assert PageLogEntry.objects.filter(action="identity.read").count() == 0


def test_the_list_shows_everybody_but_those_who_never_clicked(client, clerk, shift, everybody):
    client.force_login(clerk)
    shown = client.get(url("host_slot", shift.pk))

    groups = {str(state): [person.name for person in people] for state, people in shown.context["groups"]}
    assert groups == {state: [state.title()] for state in ("consent", "applied", "waiting", "offered", "accepted")}
    assert sorted(person.state for person in shown.context["over"]) == ["lapsed", "refused", "withdrawn"]
    assert "unconfirmed@przyklad.example" not in shown.content.decode()


@pytest.mark.parametrize("screen", ["host_slot", "host_attendance", "host_page", "host_mine"])
def test_a_screen_of_the_host_costs_the_same_with_one_and_with_many(
    client, clerk, home, campaign, shift, screen, django_assert_max_num_queries
):
    client.force_login(clerk)
    address = url(screen, *{"host_page": [campaign.pk], "host_mine": []}.get(screen, [shift.pk]))
    counts = []
    for names in (["Ola"], ["Jan", "Ewa"]):
        for name in names:
            events.make_signup(shift, name)
            events.make_slot(campaign, days=30)
            make_campaign(home, slug=name.lower(), municipality=campaign.municipality)
        for _turn in range(2):  # the first visits fill what is remembered
            client.get(address)
        with django_assert_max_num_queries(60) as found:
            assert client.get(address).status_code == 200
        counts.append(len(found))

    assert counts[0] == counts[1]


# --- who came ------------------------------------------------------------------------------------------------------


@kept
def begun(shift):
    Slot.objects.filter(pk=shift.pk).update(starts_at=timezone.now() - timedelta(minutes=1), capacity=10)
    return Slot.objects.get(pk=shift.pk)


def test_before_it_begins_nobody_is_marked(act, shift):
    signup = events.make_signup(shift)
    answer = act("host_attendance", shift.pk, **{f"p-{signup.pk}": "present"})

    assert (answer.status_code, fresh(signup).attendance) == (409, "")


def test_marks_are_kept_corrected_and_sent_twice_without_harm(act, begun, clerk):
    people = [events.make_signup(begun, name) for name in ("Ola", "Jan", "Ewa")]
    marks = {f"p-{one.pk}": mark for one, mark in zip(people, ("present", "absent", "replaced"), strict=True)}
    answers = [act("host_attendance", begun.pk, **marks).status_code for _turn in range(2)]

    assert (answers, [fresh(one).attendance for one in people]) == ([302, 302], ["present", "absent", "replaced"])
    assert {fresh(one).marked_by for one in people} == {clerk}
    act("host_attendance", begun.pk, **{f"p-{people[1].pk}": "present"})
    assert [fresh(one).attendance for one in people] == ["present", "present", "replaced"]
    assert Slot.objects.counted().get(pk=begun.pk).came == 3


def test_marking_counts_only_what_changed(begun, clerk):
    signup = events.make_signup(begun)

    assert [services.mark(begun, by=clerk, marks={signup.pk: "absent"}) for _turn in range(2)] == [1, 0]
    assert services.mark(begun, by=clerk, marks={signup.pk: ""}) == 1


def test_unknown_people_and_words_are_left_alone(act, begun, event, clerk):
    signup, waiting = events.make_signup(begun), events.make_signup(begun, "Jan", state="waiting")
    elsewhere = events.make_signup(events.make_slot(event), "Ewa")
    marks = {
        "p-99999": "present",
        "p-abc": "present",
        "p-": "x",
        "p-" + "9" * 30: "present",
        f"p-{signup.pk}": "spóźniona",
    }
    answer = act("host_attendance", begun.pk, **marks, **{f"p-{one.pk}": "present" for one in (waiting, elsewhere)})

    assert (answer.status_code, [fresh(one).attendance for one in (signup, waiting, elsewhere)]) == (302, ["", "", ""])


def test_at_a_slot_without_a_date_people_are_marked_at_any_time(campaign, clerk):
    slot = events.make_slot(campaign, days=None)
    signup = events.make_signup(slot)

    assert services.mark(slot, by=clerk, marks={signup.pk: "present"}) == 1


def test_absence_is_told_to_nobody(client, begun, clerk, letters):
    signup = events.make_signup(begun)
    assert letters(services.mark, begun, by=clerk, marks={signup.pk: "absent"}) == []

    session = client.session
    session["own_signups"] = [signup.pk]
    session.save()
    assert "did not come" not in client.get(f"/en/zapisy/moje/{signup.pk}/").content.decode()


def test_nobody_withdraws_somebody_who_was_there_from_the_past(begun, clerk):
    signup = events.make_signup(begun, attendance="present")
    Slot.objects.update(ends_at=timezone.now() - timedelta(seconds=1))

    with pytest.raises(MoveNotAllowed):
        services.withdraw(signup, by=holder(signup))
    with pytest.raises(MoveNotAllowed):
        services.withdraw(signup, by=clerk, reason="nie było go")


def test_a_refused_move_says_why(shift, clerk):
    with pytest.raises(MoveRefused) as refusal:
        services.cancel_slot(shift, by=clerk, reason=" ")

    assert len(refusal.value.reasons) == 1
