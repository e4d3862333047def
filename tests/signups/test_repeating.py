"""Shifts made together: which days, which hours, nights over midnight and nights when the clocks change."""

import uuid
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone

from signups import services
from signups.forms import RepeatForm, SlotForm
from signups.models import Slot
from signups.permissions import SYSTEM
from signups.repeating import MOST, days, local, span
from signups.time_words import time_words, when_words
from tests.factories import events

SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)


def utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("day", "begins", "ends", "expected"),
    [
        (date(2027, 1, 15), "09:00", "13:00", ("01-15 08:00", "01-15 12:00")),
        (date(2027, 7, 15), "09:00", "13:00", ("07-15 07:00", "07-15 11:00")),
        (date(2027, 1, 15), "22:00", "02:00", ("01-15 21:00", "01-16 01:00")),
        (date(2027, 1, 15), "10:00", "10:00", ("01-15 09:00", "01-16 09:00")),
        (date(2027, 1, 15), "20:00", "00:00", ("01-15 19:00", "01-15 23:00")),
        (date(2026, 12, 31), "22:00", "01:00", ("12-31 21:00", "01-01 00:00")),
        # the night of spring is an hour shorter, that of autumn an hour longer
        (date(2027, 3, 27), "22:00", "06:00", ("03-27 21:00", "03-28 04:00")),
        (date(2027, 10, 30), "22:00", "06:00", ("10-30 20:00", "10-31 05:00")),
        # half past two does not exist in spring: it becomes half past three
        (SPRING, "02:30", "05:00", ("03-28 01:30", "03-28 03:00")),
        (SPRING, "01:00", "02:30", ("03-28 00:00", "03-28 01:30")),
        (SPRING, "02:30", "03:15", ("03-28 01:30", "03-28 02:15")),
        (SPRING, "02:30", "03:30", ("03-28 01:30", "03-28 02:30")),
        (SPRING, "02:15", "02:45", ("03-28 01:15", "03-28 01:45")),
        # half past two comes twice in autumn: the first one counts
        (AUTUMN, "02:30", "03:30", ("10-31 00:30", "10-31 02:30")),
        (AUTUMN, "01:30", "02:30", ("10-30 23:30", "10-31 00:30")),
        (AUTUMN, "02:15", "02:45", ("10-31 00:15", "10-31 00:45")),
    ],
)
def test_hours_are_local_and_end_after_they_begin(day, begins, ends, expected):
    found = span(day, time.fromisoformat(begins), time.fromisoformat(ends))

    assert tuple(utc(moment) for moment in found) == expected


def test_every_pair_of_hours_of_every_night_of_change_makes_a_slot_the_database_takes(campaign):
    quarters = [time(hour, minute) for hour in (0, 1, 2, 3) for minute in (0, 15, 30, 45)]
    spans = [span(day, begins, ends) for day in (SPRING, AUTUMN) for begins in quarters for ends in quarters]
    made = services.make_slots(
        campaign, by=SYSTEM, series=uuid.uuid4(), facts=[{"starts_at": a, "ends_at": b} for a, b in spans]
    )

    assert len(made) == len(spans) == 512
    assert (
        Slot.objects.filter(ends_at__gt=timezone.now(), starts_at__lt=local(date(2027, 11, 2), time(0))).count() == 512
    )


def test_minutes_are_minutes_that_pass(campaign):
    nights = [span(day, time(22), time(6)) for day in (date(2027, 3, 27), date(2027, 10, 30), date(2027, 1, 15))]
    slots = services.make_slots(
        campaign, by=SYSTEM, series=uuid.uuid4(), facts=[{"starts_at": a, "ends_at": b} for a, b in nights]
    )

    assert [Slot.objects.get(pk=slot.pk).minutes for slot in slots] == [7 * 60, 9 * 60, 8 * 60]
    assert events.make_slot(campaign, days=None).minutes == 0


@pytest.mark.parametrize(
    ("first", "last", "weekdays", "found"),
    [
        ("2027-04-05", "2027-04-11", [], [5, 6, 7, 8, 9, 10, 11]),
        ("2027-04-05", "2027-04-18", [5], [10, 17]),
        ("2027-04-05", "2027-04-12", [0, 2], [5, 7, 12]),
        ("2027-04-05", "2027-04-05", [], [5]),
        ("2027-04-05", "2027-04-05", [6], []),
        ("2027-04-05", "2027-04-04", [], []),
    ],
)
def test_days_are_those_in_between_on_the_chosen_weekdays(first, last, weekdays, found):
    made = days(date.fromisoformat(first), date.fromisoformat(last), weekdays)

    assert [day.day for day in made] == found


# --- the form ------------------------------------------------------------------------------------------------------


def form(**changes) -> RepeatForm:
    day = timezone.localdate() + timedelta(days=3)
    return RepeatForm({"day": f"{day}", "begins": "09:00", "ends": "13:00", **changes})


def ahead(number: int) -> str:
    return f"{timezone.localdate() + timedelta(days=number)}"


@pytest.mark.parametrize(
    ("changes", "count"),
    [({}, 1), ({"until": ahead(3)}, 1), ({"until": ahead(9)}, 7), ({"until": ahead(3 + MOST - 1)}, MOST),
     ({"weekdays": ["0", "1"]}, 1)],
)  # fmt: skip
def test_a_form_makes_so_many_slots(changes, count):
    filled = form(**changes)

    assert (filled.errors, len(filled.all_facts)) == ({}, count)
    assert {(fact["ends_at"] - fact["starts_at"]) for fact in filled.all_facts} == {timedelta(hours=4)}


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"until": ahead(2)}, ["until"]),
        ({"until": ahead(3 + MOST)}, ["until"]),
        ({"until": "2099-12-31"}, ["until"]),
        ({"until": "9999-12-31"}, ["until"]),
        ({"until": ahead(4), "weekdays": [str((timezone.localdate().weekday() + 6) % 7)]}, ["weekdays"]),
        ({"until": ahead(9), "day": "", "begins": "", "ends": ""}, ["until"]),
        ({"until": ahead(9), "weekdays": ["7"]}, ["weekdays"]),
        ({"until": "kiedyś"}, ["until"]),
    ],
)
def test_what_cannot_be_repeated_is_said(changes, wrong):
    assert list(form(**changes).errors) == wrong


def test_weekly_shifts_over_a_change_of_clocks_keep_their_hour():
    day = timezone.localdate() + timedelta(days=1)
    filled = form(day=f"{day}", until=f"{day + timedelta(days=400)}", weekdays=[str(day.weekday())])
    facts = filled.all_facts if filled.is_valid() else []

    assert len(facts) == 58
    assert {f"{timezone.localtime(fact['starts_at']):%H:%M}" for fact in facts} == {"09:00"}
    assert len({fact["starts_at"].utcoffset() for fact in facts}) == 2


def test_a_shift_that_begins_now_has_passed():
    now = timezone.localtime()

    assert list(
        form(day=f"{now.date()}", begins=f"{now:%H:%M}", ends="23:59" if now.hour < 23 else "05:00").errors
    ) == ["day"]


def test_the_form_shows_the_hours_of_a_slot_as_they_were_typed(campaign):
    day = timezone.localdate() + timedelta(days=5)
    filled = form(
        day=f"{day}", begins="22:00", ends="02:00", label="  noc\u200b ", place=" Hala ", needed="", capacity="3"
    )
    slot = Slot.objects.create(page=campaign, **(filled.facts if filled.is_valid() else {}))

    assert SlotForm.first_values(Slot.objects.get(pk=slot.pk)) == {
        "label": "noc", "place": "Hala", "capacity": 3, "needed": None, "day": day, "begins": time(22), "ends": time(2),
    }  # fmt: skip


def test_the_same_series_is_made_once_and_another_one_beside_it(campaign):
    series = uuid.uuid4()
    first = services.make_slots(campaign, by=SYSTEM, facts=[{}, {}], series=series)
    again = services.make_slots(campaign, by=SYSTEM, facts=[{}, {}, {}], series=series)
    services.make_slots(campaign, by=SYSTEM, facts=[{}], series=uuid.uuid4())

    assert ([slot.pk for slot in again], Slot.objects.count()) == ([slot.pk for slot in first], 3)


def test_when_is_said_in_local_time_and_over_midnight_with_both_days():
    one, night = span(date(2027, 4, 17), time(9), time(13)), span(date(2027, 4, 17), time(22), time(2))

    assert "9:00–13:00" in when_words(*one) and "17" in when_words(*one)
    assert [part in when_words(*night) for part in ("22:00", "02:00", "17", "18")] == [True] * 4
    assert when_words(None, None) != when_words(*one)


@pytest.mark.parametrize(("minutes", "parts"), [(0, 1), (45, 1), (60, 1), (210, 2), (61, 2)])
def test_times_are_said_in_hours_and_minutes(minutes, parts):
    assert len(time_words(minutes).split()) == parts * 2
