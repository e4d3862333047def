"""Calendar files: valid, in local time, cancelled ones say so; where one takes part online is in one's own alone."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.utils import timezone

from events.models import EventPage
from shared.lists import calendars
from signups.models import SignUp, Slot
from signups.repeating import span
from tests.factories import events
from tests.signups.conftest import own

WARSAW = ZoneInfo("Europe/Warsaw")


def parsed(answer) -> list:
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return parse(answer.content)


def parse(content: bytes) -> list:
    found = icalendar.Calendar.from_ical(content)
    assert (found["version"], "prodid" in found, content.count(b"BEGIN:VCALENDAR")) == ("2.0", True, 1)
    assert [len(line) <= 75 for line in content.split(b"\r\n")].count(False) == 0
    return list(found.walk("VEVENT"))


def entry(day: date, begins: time, ends: time, **details) -> calendars.Entry:
    return calendars.Entry("slot-1", "Spotkanie", *span(day, begins, ends), **details)


@pytest.mark.parametrize("day", [date(2027, 1, 15), date(2027, 7, 15), date(2027, 3, 27), date(2027, 10, 30)])
def test_hours_are_those_of_warsaw_with_its_rules(day):
    made = entry(day, time(22), time(6))
    content = calendars.calendar([made], "Razem")
    event = parse(content)[0]

    assert (event.decoded("dtstart"), event.decoded("dtend")) == (made.starts_at, made.ends_at)
    assert (event["dtstart"].params["TZID"], f"{event.decoded('dtstart'):%H:%M}") == ("Europe/Warsaw", "22:00")
    zones = icalendar.Calendar.from_ical(content).walk("VTIMEZONE")
    assert [str(zone["tzid"]) for zone in zones] == ["Europe/Warsaw"]
    assert [len(zones[0].walk(kind)) > 0 for kind in ("STANDARD", "DAYLIGHT")] == [True, True]


def test_times_stored_in_utc_are_written_in_local_time():
    made = entry(date(2027, 7, 15), time(17), time(19))
    stored = calendars.Entry(
        "a", "A", made.starts_at.astimezone(ZoneInfo("UTC")), made.ends_at.astimezone(ZoneInfo("UTC"))
    )

    assert b"DTSTART;TZID=Europe/Warsaw:20270715T170000" in calendars.calendar([stored], "A")


def test_words_with_commas_lines_and_long_ones_survive():
    words = "Przyjdź; weź kubek, \\ i\nsąsiada. " + "Zażółć gęślą jaźń " * 30
    event = parse(
        calendars.calendar([entry(date(2027, 1, 15), time(9), time(10), text=words, place="Sala, I piętro")], "A, B")
    )[0]

    assert (str(event["description"]), str(event["location"])) == (words, "Sala, I piętro")


def test_what_is_not_known_is_left_out_and_identifiers_are_stable():
    made = entry(date(2027, 1, 15), time(9), time(10))
    first, second = (parse(calendars.calendar([made], "A"))[0] for _turn in range(2))

    assert ("location" in first, "description" in first, "url" in first) == (False, False, False)
    assert first["uid"] == second["uid"]
    assert str(first["uid"]).startswith("slot-1@")


def test_a_title_cannot_put_a_line_of_its_own_into_the_file():
    evil = calendars.Entry("a", "A\r\nSTATUS:CANCELLED\r\nX:1", *span(date(2027, 1, 15), time(9), time(10)))
    content = calendars.calendar([evil], "A, B\r\nB:1")
    event = parse(content)[0]

    assert b"X-WR-CALNAME:A\\, B\\nB:1\r\n" in content
    assert (str(event["status"]), "x" in event) == ("CONFIRMED", False)


@pytest.mark.parametrize(
    ("slot_state", "page_state", "status"),
    [("open", "planned", "CONFIRMED"), ("cancelled", "planned", "CANCELLED"), ("open", "cancelled", "CANCELLED")],
)
def test_what_is_cancelled_says_so(client, event, slot, slot_state, page_state, status):
    signup = events.make_signup(slot)
    address = own(client, signup)
    Slot.objects.update(state=slot_state)
    EventPage.objects.filter(pk=event.pk).update(state=page_state)

    assert [str(found["status"]) for found in parsed(client.get(f"{address}kalendarz.ics"))] == [status]


@pytest.mark.parametrize("state", SignUp.State.values)
def test_the_person_with_a_place_has_a_file_with_the_online_address(client, event, slot, state):
    EventPage.objects.filter(pk=event.pk).update(online=True, online_url=events.ONLINE)
    signup = events.make_signup(slot, state=state)
    answer = client.get(f"{own(client, signup)}kalendarz.ics")

    assert answer.status_code == (200 if state in ("accepted", "offered") else 404)
    if answer.status_code == 200:
        found = parsed(answer)[0]
        assert (events.ONLINE in str(found["description"]), found.decoded("dtstart")) == (
            state == "accepted",
            slot.starts_at,
        )
        assert str(found["location"]) == "Świetlica, ul. Przykładowa 1, Skawina"


def test_a_place_without_a_date_has_no_file(client, campaign):
    signup = events.make_signup(events.make_slot(campaign, days=None))

    assert client.get(f"{own(client, signup)}kalendarz.ics").status_code == 404


def test_the_host_has_all_dates_with_numbers_and_without_names(client, clerk, campaign, shift):
    events.make_signup(shift)
    events.make_slot(campaign, days=None)
    events.make_slot(campaign, days=20, label="ważenie", place="Szkoła", state="cancelled")
    client.force_login(clerk)
    answer = client.get(f"/en/prowadze/{campaign.pk}/kalendarz.ics")
    found = parsed(answer)

    assert [(str(e["summary"]), str(e["status"])) for e in found] == [
        ("Zbiórka żywności", "CONFIRMED"), ("Zbiórka żywności: ważenie", "CANCELLED"),
    ]  # fmt: skip
    assert ("Signed up: 1" in str(found[0]["description"]), "Ola" in answer.content.decode()) == (True, False)
    assert str(found[1]["location"]).startswith("Szkoła")


@pytest.mark.parametrize("count", [1, 3])
def test_the_host_s_file_costs_the_same_with_one_and_with_many(
    client, clerk, campaign, count, django_assert_max_num_queries
):
    for number in range(count):
        events.make_slot(campaign, days=10 + number)
    client.force_login(clerk)
    client.get(f"/prowadze/{campaign.pk}/kalendarz.ics")

    with django_assert_max_num_queries(14):
        assert len(parsed(client.get(f"/prowadze/{campaign.pk}/kalendarz.ics"))) == count


def test_a_file_is_stamped_now():
    event = parse(calendars.calendar([entry(date(2027, 1, 15), time(9), time(10))], "A"))[0]

    assert abs(event.decoded("dtstamp") - timezone.now()) < timedelta(minutes=1)
