"""“Which date suits you?”: without names, once a device, until the last day; the host fixes one of the dates."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from events import services
from events.forms import DatesForm
from events.models import EventPage, TimeAnswer, TimeOption, TimePoll
from events.polls import results
from shared.acts.lifecycle import MoveNotAllowed, MoveRefused
from signups.models import Slot
from tests.factories import events
from tests.kept import kept


@kept
def poll(undated):
    return events.make_poll(undated)


def url(poll) -> str:
    return f"/wydarzenie/{poll.event_id}/termin/"


def said(poll, *words: str, **more) -> dict:
    """The form as a person fills it in: a word for every date."""
    keys = [f"o{option.pk}" for option in poll.options.all()]
    return {"form_key": str(uuid.uuid4()), **dict(zip(keys, words or ("yes", "maybe", "no"), strict=False)), **more}


def answered(poll) -> list[list[str]]:
    return [list(entries.values()) for entries in poll.answers.values_list("entries", flat=True)]


def test_an_answer_is_stored_without_anybody_s_name_and_shows_how_dates_suit_people(client, poll, resident):
    client.force_login(resident)
    answer = client.post(url(poll), said(poll))
    shown = client.get(answer["Location"])

    assert (answer.status_code, answered(poll), len(shown.context["results"])) == (302, [["yes", "maybe", "no"]], 3)
    assert {field.name for field in TimeAnswer._meta.fields} == {"id", "poll", "entries", "form_key", "changed_at"}


def test_before_one_has_answered_others_answers_are_not_shown(client, poll):
    services.answer_poll(poll, form_key=uuid.uuid4(), entries={})

    assert client.get(url(poll)).context["results"] is None


@pytest.mark.parametrize(
    ("words", "count"), [((), 0), (("yes",), 2), (("yes", "no", "kiedyś"), 1), (("yes", "no", ""), 1)]
)
def test_every_date_needs_an_answer(client, poll, words, count):
    answer = client.post(url(poll), said(poll, *words) if words else {"form_key": str(uuid.uuid4())})

    assert (answer.status_code, len(answer.context["form"].errors)) == (422, count or 3)
    assert TimeAnswer.objects.count() == 0


def test_dates_of_another_poll_are_not_stored(client, poll, calendar):
    other = events.make_poll(events.make_event(calendar, slug="inna", days=None))
    client.post(url(poll), {**said(poll), **said(other)})

    assert set(poll.answers.get().entries) == {str(option.pk) for option in poll.options.all()}


def test_the_same_device_changes_its_answer(client, poll):
    client.post(url(poll), said(poll))
    before = client.get(url(poll)).context["form"]
    client.post(url(poll), said(poll, "no", "no", "yes"))

    assert [before[f"o{option.pk}"].initial for option in poll.options.all()] == ["yes", "maybe", "no"]
    assert answered(poll) == [["no", "no", "yes"]]


def test_two_tabs_of_one_device_are_one_answer(client, poll):
    first, second = said(poll), said(poll, "no", "no", "no")
    client.post(url(poll), first)
    client.post(url(poll), second)

    assert answered(poll) == [["no", "no", "no"]]


def test_a_form_sent_twice_before_the_cookie_came_is_one_answer(client, poll):
    data = said(poll)
    client.post(url(poll), data)
    client.cookies.clear()
    client.post(url(poll), data)

    assert len(answered(poll)) == 1


def test_another_device_is_another_answer(client, poll):
    client.post(url(poll), said(poll))
    client.cookies.clear()
    client.post(url(poll), said(poll, "yes", "yes", "yes"))

    assert len(answered(poll)) == 2


@pytest.mark.parametrize(
    "tamper", [lambda value: "x", lambda value: value[:-1] + "?", lambda value: f"{uuid.uuid4()}:a:b", lambda value: ""]
)
def test_a_cookie_somebody_changed_is_no_cookie(client, poll, tamper):
    client.post(url(poll), said(poll))
    name = f"terminy-{poll.pk}"
    client.cookies[name] = tamper(client.cookies[name].value)
    shown = client.get(url(poll))
    client.post(url(poll), said(poll, "no", "no", "no"))

    assert (shown.status_code, shown.context["before"]) == (200, None)
    assert answered(poll) == [["yes", "maybe", "no"], ["no", "no", "no"]]


def test_the_cookie_is_closed_to_scripts_and_of_one_poll(client, poll, calendar):
    client.post(url(poll), said(poll))
    cookie = client.cookies[f"terminy-{poll.pk}"]
    other = events.make_poll(events.make_event(calendar, slug="inna", days=None))
    client.cookies[f"terminy-{other.pk}"] = cookie.value
    shown = client.get(url(other))

    assert (cookie["httponly"], cookie["samesite"], shown.context["before"]) == (True, "Lax", None)


@pytest.mark.parametrize(("days", "code"), [(0, 302), (7, 302), (8, 409)])
def test_the_last_day_counts_and_then_it_is_over(client, poll, days, code):
    data = said(poll)
    with time_machine.travel(events.day(days, 23)):
        answer = client.post(url(poll), data)
        shown = client.get(url(poll))

    assert (answer.status_code, TimeAnswer.objects.count()) == (code, int(code == 302))
    assert ("<form class" in shown.content.decode(), shown.context["results"] is None) == (code == 302, False)


def cancel(poll):
    EventPage.objects.filter(pk=poll.event_id).update(state="cancelled")


def fix(poll):
    TimePoll.objects.update(fixed_at=timezone.now())


def date_by_hand(poll):
    EventPage.objects.filter(pk=poll.event_id).update(starts_at=events.day(30), ends_at=events.day(31))


@pytest.mark.parametrize("end", [cancel, fix, date_by_hand], ids=lambda act: act.__name__)
def test_once_the_date_is_fixed_or_the_meeting_cancelled_nobody_answers(client, poll, end):
    data = said(poll)
    end(poll)

    assert (client.post(url(poll), data).status_code, TimeAnswer.objects.count()) == (409, 0)
    with pytest.raises(services.TooLate):
        services.answer_poll(poll, form_key=uuid.uuid4(), entries={})


def test_a_poll_of_what_is_not_public_does_not_exist(client, poll, event):
    EventPage.objects.filter(pk=poll.event_id).update(live=False)

    assert [client.get(url(poll)).status_code, client.post(url(poll), said(poll)).status_code] == [404, 404]
    assert client.get(f"/wydarzenie/{event.pk}/termin/").status_code == 404
    assert client.get("/wydarzenie/999999/termin/").status_code == 404


def test_too_many_answers_from_one_place_are_refused(client, poll, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "events.poll": (2, 600)}
    codes = []
    for _turn in range(3):
        client.cookies.clear()
        codes.append(client.post(url(poll), said(poll)).status_code)

    assert (codes, TimeAnswer.objects.count()) == ([302, 302, 429], 2)


@pytest.mark.parametrize(
    ("answers", "best"),
    [
        ([], []),
        ([("no", "no", "no")], []),
        ([("yes", "maybe", "no"), ("yes", "yes", "no")], [0]),
        ([("yes", "no", "no"), ("no", "yes", "maybe")], [0, 1]),
        ([("yes", "no", "no"), ("maybe", "yes", "no")], [0]),
        ([("maybe", "no", "no")], [0]),
    ],
)
def test_the_best_dates_are_those_most_can_then_most_could(poll, answers, best):
    keys = [str(option.pk) for option in poll.options.all()]
    for words in answers:
        services.answer_poll(poll, form_key=uuid.uuid4(), entries=dict(zip(keys, words, strict=True)))
    rows = results(poll)

    assert [number for number, row in enumerate(rows) if row.is_best] == best
    assert [(row.yes, row.maybe, row.no) for row in rows] == [
        tuple([words[n] for words in answers].count(word) for word in ("yes", "maybe", "no")) for n in range(3)
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_results_cost_two_queries(poll, count, django_assert_num_queries):
    for _turn in range(count):
        services.answer_poll(poll, form_key=uuid.uuid4(), entries={})

    with django_assert_num_queries(2):
        results(poll)


# --- the host -------------------------------------------------------------------------------------------------------


def spans(*days: int) -> list:
    return [(events.day(number), events.day(number, 19)) for number in days]


def closes(days: int = 5):
    return timezone.localdate() + timedelta(days=days)


def test_the_host_opens_a_poll_and_changes_its_dates_until_somebody_answers(undated, clerk):
    poll = services.open_poll(undated, by=clerk, closes_on=closes(), options=spans(10, 11, 12))
    services.open_poll(undated, by=clerk, closes_on=closes(6), options=spans(14, 13))
    before = list(TimeOption.objects.values_list("pk", "starts_at"))
    services.answer_poll(poll, form_key=uuid.uuid4(), entries={})

    assert [starts for _pk, starts in before] == [events.day(13), events.day(14)]
    assert (TimePoll.objects.count(), TimePoll.objects.get().closes_on) == (1, closes(6))
    with pytest.raises(MoveNotAllowed):
        services.open_poll(undated, by=clerk, closes_on=closes(), options=spans(20, 21))
    assert list(TimeOption.objects.values_list("pk", "starts_at")) == before


@pytest.mark.parametrize(
    "options",
    [
        [],
        spans(10),
        spans(*range(10, 21)),
        spans(10, 10),
        [(events.day(10), events.day(10, 19)), (events.day(10), events.day(10, 20))],
    ],
    ids=["none", "one", "eleven", "one-twice", "one-beginning"],
)
def test_two_to_ten_different_dates(undated, clerk, options):
    with pytest.raises(MoveRefused):
        services.open_poll(undated, by=clerk, closes_on=closes(), options=options)

    assert TimePoll.objects.count() == 0


def test_a_meeting_with_a_date_has_no_poll(event, clerk):
    with pytest.raises(MoveRefused):
        services.open_poll(event, by=clerk, closes_on=closes(), options=spans(10, 11))


def dates(**changes) -> dict:
    rows = {1: 10, 2: 11}
    made = {"closes_on": f"{closes()}"}
    for number, days in rows.items():
        made |= {
            f"day{number}": f"{timezone.localdate() + timedelta(days=days)}",
            f"begins{number}": "17:00",
            f"ends{number}": "19:00",
        }
    return {**made, **changes}


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, []),
        ({"begins1": "22:00", "ends1": "01:00"}, []),
        ({"closes_on": ""}, ["closes_on"]),
        ({"closes_on": "2020-01-01"}, ["closes_on"]),
        ({"closes_on": f"{closes(10)}"}, ["day1"]),
        ({"day1": "2020-01-01"}, ["day1"]),
        ({"day1": "0001-01-01"}, ["day1"]),
        ({"day1": "9999-12-31", "begins1": "22:00", "ends1": "02:00"}, ["day1"]),
        ({"ends1": ""}, ["day1"]),
        ({"day1": "", "begins1": "", "ends1": ""}, ["__all__"]),
        ({"day3": "kiedyś"}, ["day3"]),
    ],
)
def test_wrong_dates_are_refused_at_their_field(undated, changes, wrong):
    assert list(DatesForm(dates(**changes)).errors) == wrong


def test_the_screen_of_the_host_opens_the_poll_and_fixes_a_date(client, clerk, undated, letters):
    client.force_login(clerk)
    desk = reverse("events:dates", args=[undated.pk])
    opened = client.post(desk, dates())
    poll = TimePoll.objects.get()
    twice = client.post(desk, dates(day2=dates()["day1"]))
    services.answer_poll(poll, form_key=uuid.uuid4(), entries={})
    late = client.post(desk, dates())
    option = TimePoll.objects.get().options.last()
    letters(client.post, reverse("events:fix", args=[undated.pk, option.pk]))

    page = EventPage.objects.get(pk=undated.pk)
    assert (opened.status_code, twice.status_code, late.status_code) == (302, 409, 409)
    assert (page.starts_at, page.ends_at, TimePoll.objects.get().fixed_at is None) == (
        option.starts_at,
        option.ends_at,
        False,
    )
    assert list(Slot.objects.values_list("starts_at", "capacity")) == [(option.starts_at, None)]
    assert client.get(desk).status_code == 200


def test_fixing_a_date_publishes_the_newest_draft_with_it(undated, poll, clerk):
    page = EventPage.objects.get(pk=undated.pk)
    page.venue = "Szkoła"
    page.save_revision()
    services.fix_date(poll, poll.options.first(), by=clerk)

    found = EventPage.objects.get(pk=undated.pk)
    assert (found.venue, found.starts_at, found.has_unpublished_changes) == ("Szkoła", events.day(20), False)


def test_a_date_is_fixed_once_ahead_and_of_this_poll(undated, poll, clerk, calendar):
    other = events.make_poll(events.make_event(calendar, slug="inna", days=None))
    past = TimeOption.objects.create(poll=poll, starts_at=events.day(-1), ends_at=events.day(-1, 19))
    for option, refusal in ((other.options.first(), MoveNotAllowed), (past, MoveRefused)):
        with pytest.raises(refusal):
            services.fix_date(poll, option, by=clerk)
    services.fix_date(poll, poll.options.get(starts_at=events.day(20)), by=clerk)

    with pytest.raises(MoveNotAllowed):
        services.fix_date(TimePoll.objects.get(pk=poll.pk), poll.options.get(starts_at=events.day(21)), by=clerk)
    assert EventPage.objects.get(pk=undated.pk).starts_at == events.day(20)


@pytest.mark.parametrize("end", [cancel, date_by_hand], ids=lambda act: act.__name__)
def test_no_date_is_fixed_for_what_is_cancelled_or_has_one(poll, clerk, end):
    end(poll)

    with pytest.raises(MoveNotAllowed):
        services.fix_date(poll, poll.options.first(), by=clerk)
    assert Slot.objects.count() == 0


def test_fixing_a_date_does_not_publish_a_draft_that_nobody_has_published(poll, clerk):
    EventPage.objects.filter(pk=poll.event_id).update(live=False)

    with pytest.raises(MoveRefused):
        services.fix_date(poll, poll.options.first(), by=clerk)
    assert (EventPage.objects.get(pk=poll.event_id).live, TimePoll.objects.get().fixed_at) == (False, None)


def test_a_date_of_another_meeting_is_not_found(client, clerk, poll, calendar, skawina):
    other = events.make_poll(events.make_event(calendar, slug="inna", days=None, municipality=skawina))
    client.force_login(clerk)

    answer = client.post(reverse("events:fix", args=[poll.event_id, other.options.first().pk]))
    assert (answer.status_code, EventPage.objects.get(pk=poll.event_id).starts_at) == (404, None)


def test_others_neither_ask_nor_fix(undated, poll, resident, other_editor):
    for by in (resident, other_editor):
        with pytest.raises(PermissionDenied):
            services.open_poll(undated, by=by, closes_on=closes(), options=spans(10, 11))
        with pytest.raises(PermissionDenied):
            services.fix_date(poll, poll.options.first(), by=by)


def test_the_page_asks_which_date_suits_until_it_is_fixed(client, undated, poll, clerk):
    before = client.get(undated.url).content.decode()
    services.fix_date(poll, poll.options.first(), by=clerk)

    assert (url(poll) in before, url(poll) in client.get(undated.url).content.decode()) == (True, False)
