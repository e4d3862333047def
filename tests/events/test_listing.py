"""The calendar: list, month, filters, what has been; feed, calendar file and table under the same filters."""

import csv
import io
from datetime import date, datetime, time, timedelta

import icalendar
import pytest
import time_machine
from defusedxml import ElementTree
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import gettext, override

from events.listing import LISTING
from events.models import Attendance, EventPage
from events.months import days_of, month_grid, neighbours, read_month
from places.models import Solectwo
from shared.pages.translations import in_language
from signups.repeating import local
from tests import lists
from tests.events.conftest import translate
from tests.factories import events
from tests.kept import kept

URL = "/wydarzenia/"
ATOM = "{http://www.w3.org/2005/Atom}"


@kept
def four(calendar, skawina, liszki):
    """Of Skawina, of Liszki, of the whole area, and one that has been."""
    village = Solectwo.objects.create(municipality=liszki, name="Kaszów", slug="kaszow")
    return [
        events.make_event(calendar, slug="skaw", days=3, title="Dyżur konsultanta", municipality=skawina, kind="duty_hour",
                          step_free="yes", sign_language="no"),
        events.make_event(calendar, slug="lisz", days=5, title="Warsztat ścieżek", municipality=liszki, village=village,
                          kind="workshop", online=True, sign_language="yes"),
        events.make_event(calendar, slug="caly", days=7, title="Szkolenie grantowe", kind="training", sign_language="request"),
        events.make_event(calendar, slug="bylo", days=-5, title="Spacer badawczy", municipality=skawina, kind="walk",
                          sign_language="no", minutes_summary="Zebraliśmy uwagi o przystankach."),
    ]  # fmt: skip


def slugs(client, query: str = "") -> list[str]:
    answer = client.get(f"{URL}{query}")
    assert answer.status_code == 200
    return [event.slug for event in answer.context_data["page_obj"]]


FILTERS = [
    ("", ["skaw", "lisz", "caly"]),
    ("?gmina=skawina", ["skaw", "caly"]),
    ("?gmina=liszki", ["lisz", "caly"]),
    ("?rodzaj=training", ["caly"]),
    ("?jak=online", ["lisz"]),
    ("?jak=pjm", ["lisz", "caly"]),
    ("?jak=bez-progu", ["skaw"]),
    ("?gmina=skawina&rodzaj=workshop", []),
    ("?kiedy=byly", ["bylo"]),
    ("?kiedy=byly&gmina=liszki", []),
    ("?gmina=nieznana&rodzaj=%27&jak=x&kiedy=jutro", ["skaw", "lisz", "caly"]),
    ("?gmina=" + "x" * 5000, ["skaw", "lisz", "caly"]),
    ("?miesiac=2027-13", ["skaw", "lisz", "caly"]),
    ("?page=999", ["skaw", "lisz", "caly"]),
    ("?page=abc", ["skaw", "lisz", "caly"]),
]


@pytest.mark.parametrize(("query", "found"), FILTERS)
def test_filters_leave_what_fits_all_of_them(client, four, query, found):
    assert slugs(client, query) == found


@pytest.mark.parametrize("query", ["", "?kiedy=byly", "?gmina=skawina", "?jak=pjm&rodzaj=workshop"])
def test_every_count_is_the_number_of_events_it_leads_to(client, four, query):
    assert lists.untrue_counts(client, URL, query) == []


@pytest.mark.parametrize(
    ("query", "past"), [("", False), ("?kiedy=byly", True), ("?kiedy=byly&miesiac=2027-04", False)]
)
def test_the_view_of_the_past_is_no_filter_and_an_empty_one_says_so(client, calendar, query, past):
    answer = client.get(URL + query)

    assert (answer.context_data["past"], answer.context_data["filters"].any) == (past, False)
    assert (gettext("No meeting has been yet.") in answer.getvalue().decode()) is past


def test_files_of_the_past_hold_what_the_page_of_the_past_shows(client, four):
    assert [line[0] for line in rows(client, "?kiedy=byly")] == ["Spacer badawczy"]
    assert len(entries(client, "?kiedy=byly")) == len(vevents(client, "?kiedy=byly")) == 1


@pytest.mark.indexed
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("warsztaty", ["lisz"]), ("sciezka", ["lisz"]), ("Kaszowie", ["lisz"]), ("szkolenia", ["caly"]), ("nieznane", []),
        ('"', []), ("'; DROP TABLE --", []), ("*", []), ("(", []), ("przystanki", []), ("  ", ["caly", "lisz", "skaw"]),
    ],
)  # fmt: skip
def test_words_are_found_in_any_form(client, four, words, found):
    call_command("update_index", verbosity=0)
    answer = client.get(URL, {"q": words})

    assert (answer.status_code, sorted(event.slug for event in answer.context_data["page_obj"])) == (200, found)


@pytest.mark.indexed
def test_minutes_are_found_among_what_has_been_and_by_the_search_of_the_site(client, four):
    call_command("update_index", verbosity=0)

    assert slugs(client, "?kiedy=byly&q=przystanki") == ["bylo"]
    assert "Spacer badawczy" in client.get("/szukaj/?q=przystanki").getvalue().decode()


def test_the_next_comes_first_undated_last_and_of_the_past_the_newest(client, calendar):
    for slug, days in {"pozniej": 9, "bez": None, "wkrotce": 1, "wczoraj": -1, "dawno": -30}.items():
        events.make_event(calendar, slug=slug, days=days)

    assert (slugs(client), slugs(client, "?kiedy=byly")) == (["wkrotce", "pozniej", "bez"], ["wczoraj", "dawno"])


def test_a_meeting_is_ahead_until_it_ends(client, calendar):
    event = events.make_event(calendar, days=3)
    with time_machine.travel(event.ends_at - timedelta(seconds=1)):
        before = (slugs(client), slugs(client, "?kiedy=byly"))
    with time_machine.travel(event.ends_at):
        after = (slugs(client), slugs(client, "?kiedy=byly"))

    assert (before, after) == ((["spotkanie"], []), ([], ["spotkanie"]))


def test_a_cancelled_meeting_stays_on_the_list_and_says_so(client, calendar):
    event = events.make_event(calendar, state="cancelled")

    shown = client.get(URL).getvalue().decode()
    assert (event.title in shown, 'data-tone="cancelled"' in shown) == (True, True)


def test_the_list_has_pages(client, calendar):
    for number in range(16):
        events.make_event(calendar, slug=f"s-{number:02}", days=number + 1)

    assert (len(slugs(client)), slugs(client, "?page=2")) == (15, ["s-15"])


@pytest.mark.parametrize("query", ["", "?kiedy=byly", "?miesiac=now", "atom/", "csv/", "ics/"])
def test_the_calendar_costs_the_same_with_one_and_with_three(
    client, calendar, skawina, english, query, django_assert_max_num_queries
):
    query = query.replace("now", f"{timezone.localdate():%Y-%m}")
    counts = []
    for slugs_now in (["a"], ["b", "c"]):
        for slug in slugs_now:
            for days in (0, -3):
                page = events.make_event(calendar, slug=f"{slug}{days}", days=days, municipality=skawina)
                Attendance.objects.create(event=page, kind="sąsiedzi", number=9)
        for _turn in range(2):
            client.get(URL + query)
        with django_assert_max_num_queries(12) as found:
            assert client.get(URL + query).status_code == 200
        counts.append(len(found))

    assert counts[0] == counts[1]


def test_an_english_reader_finds_translations_and_the_rest_marked_as_polish(client, four, english):
    page = translate(four[0], english, title="Office hour")
    shown = client.get("/en/wydarzenia/").getvalue().decode()

    assert [part in shown for part in ("Office hour", page.url, "Warsztat ścieżek", '<div lang="pl">')] == [True] * 4
    assert "Dyżur konsultanta" not in shown


# --- month ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2027-04", date(2027, 4, 1)), ("2027-4", date(2027, 4, 1)), ("2027-04-17", date(2027, 4, 1)), ("2000-01", date(2000, 1, 1)),
        ("2099-12", date(2099, 12, 1)), ("1999-12", None), ("2100-01", None), ("9999-12", None), ("0000-00", None),
        ("2027-13", None), ("2027-00", None), ("kwiecień", None), ("", None), ("2027", None), ("' OR 1", None),
    ],
)  # fmt: skip
def test_a_month_is_read_or_left_out(text, found):
    assert read_month(text) == found


@pytest.mark.parametrize("month", ["2000-01", "2099-12", "2028-02", "2027-02"])
def test_every_month_is_shown_in_whole_weeks(client, calendar, month):
    weeks = client.get(f"{URL}?miesiac={month}").context_data["weeks"]

    assert {len(week) for week in weeks} == {7}
    assert {week[0].on.weekday() for week in weeks} == {0}
    assert sum(day.is_in for week in weeks for day in week) == {"02": 28 if month[:4] == "2027" else 29}.get(
        month[5:], 31
    )


@pytest.mark.parametrize(
    ("first", "around"),
    [
        (date(2027, 1, 1), ("2026-12", "2027-02")),
        (date(2028, 2, 1), ("2028-01", "2028-03")),
        (date(2026, 12, 1), ("2026-11", "2027-01")),
    ],
)
def test_months_have_neighbours(first, around):
    assert neighbours(first) == around


def make(calendar, slug, begins: tuple, ends: tuple) -> EventPage:
    page = events.make_event(calendar, slug=slug)
    moments = [local(date(*moment[:3]), time(*moment[3:])) for moment in (begins, ends)]
    EventPage.objects.filter(pk=page.pk).update(starts_at=moments[0], ends_at=moments[1])
    return EventPage.objects.get(pk=page.pk)


def shown_on(first: date) -> dict[str, list[str]]:
    """The days of a month's grid on which each event stands."""
    found: dict[str, list[str]] = {}
    for week in month_grid(EventPage.objects.select_related("locale"), first, "pl"):
        for day in week:
            for event in day.events:
                found.setdefault(event.slug, []).append(f"{day.on:%m-%d}")
    return found


@pytest.mark.parametrize(
    ("begins", "ends", "days"),
    [
        ((2027, 4, 10, 17), (2027, 4, 10, 19), ["04-10"]),
        ((2027, 4, 10, 22), (2027, 4, 11, 2), ["04-10", "04-11"]),
        ((2027, 4, 10, 22), (2027, 4, 11, 0), ["04-10"]),
        ((2027, 4, 10, 0), (2027, 4, 11, 0), ["04-10"]),
        ((2027, 4, 10, 22), (2027, 4, 11, 0, 1), ["04-10", "04-11"]),
        # the grid of April 2027 goes from 29 March to 2 May
        ((2027, 3, 28, 22), (2027, 3, 29, 2), ["03-29"]),
        ((2027, 3, 28, 20), (2027, 3, 29, 0), []),
        ((2027, 5, 2, 22), (2027, 5, 3, 2), ["05-02"]),
        ((2027, 5, 3, 0), (2027, 5, 3, 2), []),
        ((2027, 4, 30, 22), (2027, 5, 1, 2), ["04-30", "05-01"]),
    ],
)
def test_an_event_stands_on_the_days_it_touches(calendar, begins, ends, days):
    make(calendar, "x", begins, ends)

    assert shown_on(date(2027, 4, 1)) == ({"x": days} if days else {})


def test_an_exhibition_of_a_year_stands_on_every_day_of_every_month(calendar):
    make(calendar, "wystawa", (2027, 1, 2, 10), (2027, 12, 30, 18))

    assert len(shown_on(date(2027, 6, 1))["wystawa"]) == 35
    assert shown_on(date(2027, 1, 1))["wystawa"][0] == "01-02"
    assert shown_on(date(2027, 12, 1))["wystawa"][-1] == "12-30"


def test_a_night_of_change_belongs_to_the_right_days(calendar):
    make(calendar, "wiosna", (2027, 3, 27, 23), (2027, 3, 28, 4))
    make(calendar, "jesien", (2027, 10, 30, 23), (2027, 10, 31, 4))

    assert (shown_on(date(2027, 3, 1)), shown_on(date(2027, 10, 1))) == (
        {"wiosna": ["03-27", "03-28"]}, {"jesien": ["10-30", "10-31"]},
    )  # fmt: skip


def test_days_outside_are_left_out():
    class Long:
        starts_at = local(date(2027, 1, 1), time(9))
        ends_at = local(date(2027, 12, 31), time(9))

    assert days_of(Long, date(2027, 6, 1), date(2027, 6, 3)) == [date(2027, 6, day) for day in (1, 2, 3)]


def test_the_month_keeps_filters_marks_today_and_shows_the_past_too(client, four):
    answer = client.get(f"{URL}?miesiac={timezone.localdate():%Y-%m}&gmina=skawina")
    days = [day for week in answer.context_data["weeks"] for day in week]
    found = {event.slug for day in days for event in day.events}
    expected = {
        page.slug
        for page in four
        if page.slug != "lisz" and days[0].on <= timezone.localtime(page.starts_at).date() <= days[-1].on
    }

    assert ([day.on for day in days if day.is_today], found) == ([timezone.localdate()], expected)
    assert 'name="miesiac"' in answer.getvalue().decode()


def test_a_meeting_without_a_date_is_in_no_month(client, calendar):
    events.make_event(calendar, days=None)

    assert shown_on(timezone.localdate().replace(day=1)) == {}
    assert client.get(f"{URL}?miesiac={timezone.localdate():%Y-%m}").status_code == 200


# --- other forms ----------------------------------------------------------------------------------------------------


def entries(client, query="") -> list:
    answer = client.get(f"{URL}atom/{query}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return ElementTree.fromstring(answer.getvalue()).findall(f"{ATOM}entry")


def rows(client, query="") -> list[list[str]]:
    answer = client.get(f"{URL}csv/{query}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
    return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))[1:]


def vevents(client, query="") -> list:
    answer = client.get(f"{URL}ics/{query}")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(answer.getvalue()).walk("VEVENT")


@pytest.mark.parametrize(
    ("query", "found"), [("", 4), ("?gmina=skawina", 3), ("?rodzaj=training", 1), ("?jak=online", 1), ("?gmina=xyz", 4)]
)
def test_feed_table_and_file_follow_the_filters(client, four, query, found):
    assert (len(entries(client, query)), len(rows(client, query)), len(vevents(client, query))) == (found,) * 3


def test_the_feed_names_title_address_and_when(client, four):
    entry = next(found for found in entries(client) if found.find(f"{ATOM}title").text == "Dyżur konsultanta")
    link = entry.find(f"{ATOM}link").get("href")

    assert (link.endswith("/wydarzenia/skaw/"), entry.find(f"{ATOM}id").text) == (True, link)
    assert "17:00–19:00" in entry.find(f"{ATOM}summary").text


def test_the_file_holds_what_comes_and_the_last_month_and_no_undated_meeting(client, calendar):
    for slug, days in {"ahead": 400, "lately": -29, "long-ago": -33, "undated": None}.items():
        events.make_event(calendar, slug=slug, days=days, title=slug)
    events.make_event(calendar, slug="off", days=2, title="off", state="cancelled")

    assert {str(e["summary"]): str(e["status"]) for e in vevents(client)} == {
        "ahead": "CONFIRMED", "lately": "CONFIRMED", "off": "CANCELLED",
    }  # fmt: skip


def test_a_meeting_has_one_identifier_in_every_file(client, four):
    whole = {str(e["summary"]): str(e["uid"]) for e in vevents(client)}
    own = icalendar.Calendar.from_ical(client.get(f"{URL}skaw/ics/").getvalue()).walk("VEVENT")[0]

    assert whole["Dyżur konsultanta"] == str(own["uid"])
    assert len(set(whole.values())) == 4


def test_the_table_has_local_times(client, four):
    found = {line[0]: line for line in rows(client)}
    day = timezone.localtime(four[0].starts_at)

    assert datetime.fromisoformat(found["Dyżur konsultanta"][2]) == day
    assert found["Dyżur konsultanta"][2].endswith(day.isoformat()[-6:])


@pytest.mark.parametrize(
    ("groups", "told"),
    [
        ([], ""),
        ([3], "fewer than 5"),
        ([5], "5"),
        ([17, 8], "25"),
        ([17, 3], "20"),
        ([3, 4], "7"),
        ([4], "fewer than 5"),
        ([1, 1], "fewer than 5"),
    ],
)
def test_the_table_lets_nobody_find_a_small_group_by_subtracting(client, four, groups, told):
    for number in groups:
        Attendance.objects.create(event=four[0], kind="grupa", number=number)

    with override("en"):
        _header, (row,) = LISTING.table(in_language([four[0]], "pl"), excel=False)
        assert row[8] == told


def test_a_title_that_is_a_formula_is_neutralised(client, calendar):
    events.make_event(calendar, title='=HYPERLINK("http://zly.example")')

    assert rows(client)[0][0][0] != "="


def test_for_excel_the_table_has_its_mark_and_semicolons(client, four):
    content = client.get(f"{URL}csv/?excel=1").getvalue()

    assert (content[:3], content.splitlines()[0].count(b";")) == (b"\xef\xbb\xbf", 9)


def test_an_empty_calendar_says_what_to_do_in_every_form(client, calendar):
    assert (slugs(client), entries(client), rows(client), vevents(client)) == ([], [], [], [])
    assert 'class="empty"' in client.get(URL).getvalue().decode()
