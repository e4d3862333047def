"""Hours that hosts confirm: a whole shift at once or by hand, totals of campaigns and of the programme."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, PageLogEntry

from programme.models import ProgrammePage
from programme.programme_figures import collect_figures
from shared.acts import retention
from shared.acts.lifecycle import MoveNotAllowed, MoveRefused
from signups.models import SignUp, Slot
from signups.repeating import WARSAW, span
from tests.factories import scenery
from tests.factories import volunteering as scene
from tests.kept import kept
from volunteering.figures import Given, given_to, of_the_programme, totals
from volunteering.forms import read_minutes
from volunteering.models import CampaignPage, HoursEntry
from volunteering.services import confirm_hours, confirm_shift

WHO = ["ngo_member", "editor", "coordinator", "other_member", "clerk", "resident"]


def today() -> date:
    return timezone.localdate()


def entries() -> list[tuple]:
    return list(HoursEntry.objects.order_by("signup", "day").values_list("signup", "day", "minutes"))


# --- a whole shift -------------------------------------------------------------------------------------------------------------


def test_one_click_gives_everybody_who_came_the_whole_shift(done, ngo_member):
    people = [
        scene.make_signup(done, f"osoba{n}@przyklad.example", attendance=mark, state=state)
        for n, (mark, state) in enumerate(
            [("present", "accepted"), ("replaced", "accepted"), ("absent", "accepted"), ("", "accepted"), ("present", "withdrawn")]
        )
    ]  # fmt: skip

    assert confirm_shift(done, by=ngo_member) == 2
    assert entries() == [(person.pk, today() - timedelta(1), 240) for person in people[:2]]
    assert {entry.confirmed_by for entry in HoursEntry.objects.all()} == {ngo_member}


def test_the_click_repeated_gives_nothing_twice_and_keeps_what_was_typed(done, volunteer, ngo_member):
    confirm_hours(volunteer, by=ngo_member, day=today() - timedelta(1), minutes=90)
    late = scene.make_signup(done, "druga@przyklad.example", attendance="present")

    assert [confirm_shift(done, by=ngo_member) for _twice in (1, 2)] == [1, 0]
    assert [minutes for _who, _day, minutes in entries()] == [90, 240]
    assert entries()[1][0] == late.pk


def test_hours_of_another_day_stand_for_the_shift_too(done, volunteer, ngo_member):
    confirm_hours(volunteer, by=ngo_member, day=today(), minutes=30)

    assert (confirm_shift(done, by=ngo_member), [minutes for *_rest, minutes in entries()]) == (0, [30])


@pytest.mark.parametrize("who", WHO)
def test_only_the_host_confirms(request, done, volunteer, who):
    user = request.getfixturevalue(who)
    acts = (lambda: confirm_shift(done, by=user), lambda: confirm_hours(volunteer, by=user, day=today(), minutes=60))
    if who == "ngo_member":
        assert [act() is None for act in acts] == [False, False]
        return
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()
    assert entries() == []


@pytest.mark.parametrize("days", [1, None])
def test_a_shift_that_is_not_over_has_no_hours_yet(campaign, ngo_member, days):
    slot = scene.make_slot(campaign, days=days)
    scene.make_signup(slot, attendance="present")

    with pytest.raises(MoveRefused):
        confirm_shift(slot, by=ngo_member)
    assert entries() == []


def test_a_cancelled_shift_gives_no_hours(done, volunteer, ngo_member):
    Slot.objects.update(state="cancelled")

    with pytest.raises(MoveRefused):
        confirm_shift(Slot.objects.get(), by=ngo_member)
    assert entries() == []


@pytest.mark.parametrize(
    ("day", "begins", "ends", "minutes"),
    [
        (date(2041, 3, 30), time(22), time(6), 420),  # the night with an hour less
        (date(2041, 10, 26), time(22), time(6), 540),  # the night with an hour more
        (date(2041, 6, 1), time(22), time(6), 480),
        (date(2041, 6, 1), time(0), time(0), 1440),
    ],
)
def test_a_night_shift_counts_its_real_length_on_the_day_it_began(campaign, ngo_member, day, begins, ends, minutes):
    starts_at, ends_at = span(day, begins, ends)
    slot = Slot.objects.create(page_id=campaign.pk, starts_at=starts_at, ends_at=ends_at)
    signup = scene.make_signup(slot, attendance="present")
    with time_machine.travel(datetime(2041, 11, 20, tzinfo=WARSAW)):
        confirm_shift(slot, by=ngo_member)

    assert entries() == [(signup.pk, day, minutes)]


# --- by hand ------------------------------------------------------------------------------------------------------------------------


def test_hours_typed_again_replace_and_zero_takes_them_back(volunteer, ngo_member):
    found = []
    for minutes in (120, 90, 0, 0):
        confirm_hours(volunteer, by=ngo_member, day=today(), minutes=minutes)
        found.append([row[2] for row in entries()])

    assert found == [[120], [90], [], []]


def test_tomorrow_has_no_hours_today_has(volunteer, ngo_member):
    with pytest.raises(MoveRefused):
        confirm_hours(volunteer, by=ngo_member, day=today() + timedelta(1), minutes=60)
    confirm_hours(volunteer, by=ngo_member, day=today(), minutes=60)

    assert len(entries()) == 1


def test_today_is_the_day_in_poland(volunteer, ngo_member):
    with time_machine.travel(datetime(2041, 7, 1, 22, 30, tzinfo=UTC)):
        assert timezone.localdate() == date(2041, 7, 2)
        confirm_hours(volunteer, by=ngo_member, day=date(2041, 7, 2), minutes=60)

    assert len(entries()) == 1


@pytest.mark.parametrize("state", [state for state in SignUp.State.values if state != "accepted"])
def test_only_people_with_a_place_give_hours(volunteer, ngo_member, state):
    SignUp.objects.update(state=state)

    with pytest.raises(MoveNotAllowed):
        confirm_hours(volunteer, by=ngo_member, day=today(), minutes=60)


def test_an_erased_person_gives_no_more_hours(volunteer, ngo_member):
    SignUp.objects.update(erased_at=timezone.now())

    with pytest.raises(MoveNotAllowed):
        confirm_hours(volunteer, by=ngo_member, day=today(), minutes=60)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("2", 120), ("1,5", 90), ("1.5", 90), ("1:30", 90), ("01:05", 65), ("0:45", 45), (" 2 ", 120), ("0", 0), ("0,25", 15),
        ("24", 1440), ("24:00", 1440), ("0:00", 0), (",5", 30), ("2,", 120),
    ],
)  # fmt: skip
def test_hours_are_read_as_people_write_them(typed, minutes):
    assert read_minutes(typed) == minutes


@pytest.mark.parametrize(
    "typed",
    ["24:01", "25", "24,1", "-1", "-1:30", "1:-5", "1:60", "1:2:3", "1h", "dwie", "", "1e1", "nan", "inf", "1/2", "½", "²", ":", "1:", ".", "9" * 400, "+1", "1 2"],
)  # fmt: skip
def test_what_is_no_time_is_refused(typed):
    with pytest.raises(ValidationError):
        read_minutes(typed)


def post(client, signup, **data):
    address = reverse("volunteering:hours_person", args=[signup.pk])
    return client.post(address, {"day": today().isoformat(), "time": "2", **data})


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"day": ""}, "day"), ({"day": "31.02.2026"}, "day"), ({"day": "9999-12-31"}, "day"), ({"time": ""}, "time"),
        ({"time": "25"}, "time"), ({"time": "'; --"}, "time"), ({"time": "1" * 7}, "time"),
    ],
)  # fmt: skip
def test_bad_input_gets_a_sentence_and_stores_nothing(client, volunteer, ngo_member, data, field):
    client.force_login(ngo_member)
    answer = post(client, volunteer, **data)

    assert (answer.status_code, list(answer.context["form"].errors), entries()) == (422, [field], [])


def test_the_screen_stores_what_was_typed_and_shows_it(client, volunteer, ngo_member):
    client.force_login(ngo_member)
    answer = post(client, volunteer, time="1:30")

    page = client.get(answer["Location"])
    assert (entries(), [entry.minutes for entry in page.context["entries"]]) == ([(volunteer.pk, today(), 90)], [90])


@pytest.mark.parametrize("state", ["withdrawn", "waiting", "refused"])
def test_without_a_place_there_is_no_screen_of_hours(client, volunteer, ngo_member, state):
    SignUp.objects.update(state=state)
    client.force_login(ngo_member)

    assert (client.get(reverse("volunteering:hours_person", args=[volunteer.pk])).status_code, post(client, volunteer).status_code) == (404, 404)  # fmt: skip


def test_the_screen_of_an_erased_person_does_not_exist(client, volunteer, ngo_member):
    SignUp.objects.update(erased_at=timezone.now(), name="", email="")
    client.force_login(ngo_member)

    assert client.get(reverse("volunteering:hours_person", args=[volunteer.pk])).status_code == 404


def test_a_shift_is_confirmed_on_the_screen_by_a_button_only(client, done, volunteer, ngo_member):
    client.force_login(ngo_member)
    address = reverse("volunteering:hours_shift", args=[done.pk])
    got = client.get(address).status_code
    sent = client.post(address)

    assert (got, sent["Location"], len(entries())) == (405, reverse("volunteering:hours", args=[done.page_id]), 1)


def test_reading_the_list_of_people_is_written_down(client, campaign, volunteer, ngo_member):
    client.force_login(ngo_member)
    page = client.get(reverse("volunteering:hours", args=[campaign.pk])).content.decode()
    client.get(reverse("volunteering:hours_person", args=[volunteer.pk]))

    entries = PageLogEntry.objects.filter(page=campaign.pk, action="identity.read", user=ngo_member)
    assert (volunteer.name in page, entries.count()) == (True, 2)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_people_costs_the_same_with_one_and_three(client, campaign, done, ngo_member, count, django_assert_max_num_queries):  # fmt: skip
    for number in range(count):
        signup = scene.make_signup(done, f"osoba{number}@przyklad.example", attendance="present")
        scene.make_hours(signup)
        scene.make_certificate(campaign, sequence=number + 1, code=f"{number}" * 12, signup=signup)
    client.force_login(ngo_member)
    address = reverse("volunteering:hours", args=[campaign.pk])
    client.get(address)

    with django_assert_max_num_queries(20):
        assert len(client.get(address).context["page_obj"]) == count


# --- totals --------------------------------------------------------------------------------------------------------------------------------


def test_a_person_is_counted_once_however_often_they_came(campaign, done, listed):
    for number in range(3):
        slot = scene.make_slot(campaign, days=-2 - number)
        scene.make_hours(scene.make_signup(slot, attendance="present"), minutes=60)
    scene.make_signup(done, "druga@przyklad.example", attendance="replaced")
    scene.make_signup(done, "trzecia@przyklad.example", attendance="absent")
    scene.make_signup(done, "czwarta@przyklad.example", state="withdrawn", attendance="present")

    assert given_to(campaign) == Given(2, 180)


def test_hours_without_a_mark_count_as_having_come(campaign, done):
    scene.make_hours(scene.make_signup(done), minutes=45)

    assert given_to(campaign) == Given(1, 45)


def test_those_who_came_without_signing_up_are_added(campaign, volunteer):
    CampaignPage.objects.update(people_before=4, minutes_before=100)
    scene.make_hours(volunteer, minutes=60)

    assert given_to(CampaignPage.objects.get()) == Given(5, 160)


def test_erased_people_still_count_one_by_one(campaign, done):
    for number in range(2):
        scene.make_hours(scene.make_signup(done, f"osoba{number}@przyklad.example", attendance="present"))
    before = given_to(campaign)
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        erased = retention.erase("signups")

    assert (before, erased, given_to(campaign)) == (Given(2, 480), 2, Given(2, 480))
    assert set(SignUp.objects.values_list("name", "email")) == {("", "")}


@pytest.mark.parametrize(("minutes", "hours"), [(0, 0), (29, 0), (31, 1), (89, 1), (91, 2), (240, 4)])
def test_hours_are_whole_and_rounded(minutes, hours):
    assert Given(1, minutes).hours == hours


def test_a_page_never_saved_has_its_own_figures_only(db):
    assert given_to(CampaignPage(people_before=2, minutes_before=30)) == Given(2, 30)


@pytest.mark.parametrize("count", [1, 3])
def test_totals_of_many_take_three_queries(listed, count, django_assert_num_queries):
    pages = [scene.make_campaign(listed, slug=f"k-{number}", days=-1) for number in range(count)]
    for page in pages:
        scene.make_hours(scene.make_signup(scene.slot_of(page), attendance="present"), minutes=60)

    with django_assert_num_queries(3):
        assert totals(pages) == {page.pk: Given(1, 60) for page in pages}


def test_the_programme_counts_public_campaigns_only(listed, campaign, volunteer):
    scene.make_hours(volunteer, minutes=60)
    for state in ("draft", "submitted"):
        scene.make_campaign(listed, slug=state, state=state, people_before=7)
    scene.make_campaign(listed, slug="dawna", state="summed_up", people_before=2, minutes_before=120)

    assert of_the_programme() == Given(3, 180)


# --- the front door of the programme -----------------------------------------------------------------------------------------------------------


@kept
def programme(home):
    return scenery.child(home, ProgrammePage(title="Program", slug="program", lead="Krótko."))


def test_before_anybody_came_the_programme_says_nothing(campaign, programme, client):
    assert (collect_figures(), client.get(programme.url).context["shared_figures"]) == ([], [])


def test_the_front_door_tells_people_and_hours_in_both_languages(client, campaign, volunteer, programme):
    scene.make_hours(volunteer, minutes=90)
    english = Locale.objects.create(language_code="en")
    for page in (scenery.make_home(), programme):
        page.copy_for_translation(english).save_revision().publish()
    answers = [client.get(path) for path in ("/program/", "/en/program/")]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert [[number for _word, number in answer.context["shared_figures"]] for answer in answers] == [[1, 2], [1, 2]]
    assert [word for word, _number in answers[1].context["shared_figures"]] == ["volunteers", "hours of volunteers"]
    assert "<dt>hours of volunteers</dt> <dd>2</dd>" in " ".join(answers[1].content.decode().split())


@pytest.mark.parametrize("act", ["shift", "hand", "taken back"])
def test_the_front_door_follows_what_hosts_confirm(client, campaign, done, volunteer, ngo_member, programme, act):
    def figures():
        return [value for _word, value in client.get(programme.url).context["shared_figures"]]

    before = figures()
    if act == "shift":
        confirm_shift(done, by=ngo_member)
    else:
        confirm_hours(volunteer, by=ngo_member, day=today(), minutes=240)
    after = figures()
    if act == "taken back":
        confirm_hours(volunteer, by=ngo_member, day=today(), minutes=0)

    assert (before, after, figures()) == ([1, 0], [1, 4], [1, 0 if act == "taken back" else 4])
