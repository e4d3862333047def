"""The list of campaigns: the way in by time, filters, words, pages, the feed and the table, the front page."""

import csv
import io
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from defusedxml import ElementTree
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone

from places.models import Municipality
from signups.models import Slot
from signups.repeating import WARSAW, span
from tests import lists
from tests.factories import scenery
from tests.factories import volunteering as scene
from tests.kept import kept
from volunteering.models import CampaignPage

URL = "/wolontariat/"
ATOM = "{http://www.w3.org/2005/Atom}"


@kept
def three(listed, skawina, liszki):
    """Nearest first: in 3 days, in 20 days, to be arranged."""
    return [
        scene.make_campaign(listed, slug="paczki", municipality=skawina, topic="culture", kind="one_off", effort="afternoon",
                            days=3, min_age=16, takes_consent=True, protects_children=True),
        scene.make_campaign(listed, slug="korki", title="Korepetycje", municipality=liszki, topic="education", kind="regular",
                            effort="weekly", days=20, min_age=18, is_remote=True, qualifications="matematyka"),
        scene.make_campaign(listed, slug="napisy", title="Opisy zdjęć", topic="culture", kind="long_term", effort="minutes",
                            days=None, min_age=13, takes_consent=True, protects_children=True, is_remote=True),
    ]  # fmt: skip


@kept
def arranged(three):
    scene.make_slot(three[2], days=None)
    return three


ALL = ["paczki", "korki", "napisy"]


def slugs(client, query: str = "", **data) -> list[str]:
    answer = client.get(f"{URL}{query}", data)
    assert answer.status_code == 200
    return [campaign.slug for campaign in answer.context["page_obj"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ALL),
        ("?czas=minutes", ["napisy"]), ("?czas=afternoon", ["paczki"]), ("?czas=weekly", ["korki"]),
        ("?gmina=liszki", ["korki"]), ("?pole=culture", ["paczki", "napisy"]), ("?rodzaj=long_term", ["napisy"]),
        ("?kiedy=tydzien", ["paczki"]), ("?kiedy=miesiac", ["paczki", "korki"]),
        ("?wiek=13", ["napisy"]), ("?wiek=16", ["paczki", "napisy"]), ("?wiek=18", ALL),
        ("?gdzie=zdalnie", ["korki", "napisy"]), ("?umiem=nic", ["paczki", "napisy"]),
        ("?gdzie=zdalnie&umiem=nic&wiek=13&pole=culture", ["napisy"]), ("?gmina=liszki&czas=minutes", []),
        ("?czas=xyz&gmina=%27&pole=&rodzaj=1&kiedy=dzis&wiek=99&gdzie=kosmos&umiem=wszystko", ALL),
        ("?gmina=" + "x" * 5000, ALL), ("?page=999", ALL), ("?page=-1", ALL), ("?wiek=18&wiek=13", ["napisy"]),
    ],
)  # fmt: skip
def test_filters_leave_what_fits_all_of_them(client, arranged, query, found):
    assert slugs(client, query) == found


@pytest.mark.parametrize(
    "query", ["", "?wiek=16&gdzie=zdalnie", "?kiedy=miesiac&umiem=nic", "?gmina=liszki&pole=culture"]
)
def test_every_count_is_the_number_of_campaigns_it_leads_to(client, arranged, query):
    assert lists.untrue_counts(client, URL, query) == []


def test_the_map_counts_under_the_other_filters_and_chooses_a_place(client, arranged, skawina, liszki):
    Municipality.objects.update(outline="M0 0L100 0L100 100Z")
    cache.clear()
    land = client.get(f"{URL}?gdzie=zdalnie&gmina=liszki").context["land"]

    assert [(plot.place.slug, plot.is_chosen, plot.address, bool(plot.words)) for plot in land] == [
        ("liszki", True, "?gdzie=zdalnie", True), ("skawina", False, "?gmina=skawina&gdzie=zdalnie", False),
    ]  # fmt: skip


@pytest.mark.indexed
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("świąteczny", ["paczki"]), ("zdjecie", ["napisy"]), ("matematyki", ["korki"]), ("sąsiad", sorted(ALL)),
        ("nieznane", []), ("' OR 1=1 --", []), ("  ", sorted(ALL)), ("x" * 3000, []),
    ],
)  # fmt: skip
def test_words_are_found_in_any_form_and_without_diacritics(client, arranged, words, found):
    call_command("update_index", verbosity=0)

    assert sorted(slugs(client, q=words)) == found


def test_a_minor_is_not_shown_what_asks_no_guardian(client, arranged):
    CampaignPage.objects.filter(slug="napisy").update(takes_consent=False)

    assert [slugs(client, f"?wiek={age}") for age in ("13", "16", "18")] == [[], ["paczki"], ALL]


@pytest.mark.parametrize(
    ("day", "begins", "is_weekend"),
    [
        (date(2027, 4, 16), 22, False),  # Friday at ten in the evening
        (date(2027, 4, 17), 9, True),  # Saturday
        (date(2027, 4, 18), 23, True),  # Sunday, late: in UTC and in Warsaw
        (date(2027, 4, 19), 0, False),  # Monday after midnight in Warsaw is still Sunday in UTC
        (date(2027, 4, 17), 0, True),  # Saturday after midnight in Warsaw is still Friday in UTC
    ],
)
def test_a_weekend_is_one_in_poland(client, listed, day, begins, is_weekend):
    page = scene.make_campaign(listed, days=None)
    starts_at, ends_at = span(day, time(begins), time(begins, 30))
    Slot.objects.create(page_id=page.pk, starts_at=starts_at, ends_at=ends_at)

    with time_machine.travel(datetime(2027, 4, 12, 12, tzinfo=WARSAW), tick=False):
        assert (slugs(client, "?kiedy=weekend") == ["paczki"]) is is_weekend


@pytest.mark.parametrize(
    ("hours", "query", "found"),
    [(7 * 24 - 1, "?kiedy=tydzien", True), (7 * 24 + 1, "?kiedy=tydzien", False), (31 * 24 - 1, "?kiedy=miesiac", True), (31 * 24 + 1, "?kiedy=miesiac", False)],
)  # fmt: skip
def test_a_week_is_seven_days_and_a_month_thirty_one(client, listed, hours, query, found):
    page = scene.make_campaign(listed)
    starts_at = timezone.now() + timedelta(hours=hours)
    Slot.objects.update(starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))

    assert (slugs(client, query) == [page.slug]) is found


def test_only_a_planned_shift_answers_when(client, listed):
    page = scene.make_campaign(listed, days=3)
    Slot.objects.update(state="cancelled")
    scene.make_slot(page, days=60)

    assert (slugs(client), slugs(client, "?kiedy=tydzien")) == (["paczki"], [])


def test_the_nearest_shift_says_the_order_not_the_first_one(client, arranged):
    scene.make_slot(arranged[1], days=1)
    scene.make_slot(arranged[0], days=-5)

    assert slugs(client) == ["korki", "paczki", "napisy"]


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({}, True),
        ({"state": "draft"}, False),
        ({"state": "submitted"}, False),
        ({"state": "summed_up"}, False),
        ({"state": "cancelled"}, False),
        ({"live": False}, False),
        ({"apply_by": timezone.localdate()}, True),
        ({"apply_by": timezone.localdate() - timedelta(1)}, False),
    ],
)
def test_the_list_shows_what_people_can_sign_up_for(client, listed, facts, shown):
    page = scene.make_campaign(listed)
    CampaignPage.objects.filter(pk=page.pk).update(**facts)

    assert (slugs(client) == ["paczki"]) is shown


@pytest.mark.parametrize(
    ("facts", "shown"),
    [({"state": "cancelled"}, False), ({"days": -1}, False), ({"days": 0, "begins": 0, "hours": 1}, False), ({"days": None}, True),
     ({"days": None, "closed_at": timezone.now()}, False)],
)  # fmt: skip
def test_a_campaign_without_a_shift_ahead_is_not_in_the_list(client, listed, facts, shown):
    page = scene.make_campaign(listed, days=None)
    with time_machine.travel(timezone.localtime().replace(hour=12), tick=False):
        scene.make_slot(page, **facts)

        assert (slugs(client) == ["paczki"]) is shown


# --- the way in for people who do not know what they look for ----------------------------------------------------------------


def test_the_way_in_asks_how_much_time_and_keeps_the_other_filters(client, arranged):
    answer = client.get(f"{URL}?gdzie=zdalnie&czas=weekly")
    page = answer.getvalue().decode()

    assert [value for value, _label in answer.context["efforts"]] == ["minutes", "afternoon", "weekly"]
    assert page.count('aria-current="true"') == 1
    assert "?gdzie=zdalnie&amp;czas=minutes" in page or "?czas=minutes&amp;gdzie=zdalnie" in page
    assert '<input type="hidden" name="czas" value="weekly">' in page


@pytest.mark.indexed
def test_an_empty_list_and_an_empty_result_are_told_apart(client, listed):
    pages = [client.get(f"{URL}{query}") for query in ("", "?q=xyz")]

    assert [answer.context["filters"].any for answer in pages] == [False, True]
    assert [answer.getvalue().decode().count('class="empty"') for answer in pages] == [1, 1]
    assert len({answer.getvalue().decode().split('class="empty"')[1][:60] for answer in pages}) == 2


def test_the_list_has_pages(client, listed):
    for number in range(13):
        scene.make_campaign(listed, slug=f"k-{number}")

    assert (len(slugs(client)), len(slugs(client, "?page=2"))) == (12, 1)


def test_what_came_of_it_shows_the_newest_three(client, listed):
    for number in range(4):
        scene.make_campaign(
            listed, slug=f"k-{number}", state="summed_up", people_before=number, result_words="Udało się.",
            last_published_at=timezone.now() + timedelta(number),
        )  # fmt: skip

    done = client.get(URL).context["done"]
    assert [(campaign.slug, given.people) for campaign, given in done] == [("k-3", 3), ("k-2", 2), ("k-1", 1)]


@pytest.mark.indexed
@pytest.mark.parametrize("query", ["", "?gmina=skawina&czas=afternoon&kiedy=miesiac", "?q=paczki"])
def test_the_list_costs_the_same_with_one_and_three(client, listed, skawina, organisation, django_assert_max_num_queries, query):  # fmt: skip
    def fill(*numbers):
        for number in numbers:
            for state in ("published", "summed_up"):
                page = scene.make_campaign(listed, slug=f"{state}-{number}", state=state, municipality=skawina,
                                           organisation=organisation)  # fmt: skip
                scene.make_hours(scene.make_signup(scene.slot_of(page)))
        call_command("update_index", verbosity=0)
        client.get(f"{URL}{query}")

    fill(0)
    with django_assert_max_num_queries(14) as one:
        client.get(f"{URL}{query}")
    fill(1, 2)
    with django_assert_max_num_queries(14) as three:
        assert len(client.get(f"{URL}{query}").context["page_obj"]) == 3
    assert len(three) == len(one)


# --- feed and table --------------------------------------------------------------------------------------------------------


def test_the_feed_holds_what_fits_the_filters(client, arranged):
    answer = client.get(f"{URL}atom/?gdzie=zdalnie&umiem=nic")
    entries = list(ElementTree.fromstring(answer.getvalue()).iter(f"{ATOM}entry"))

    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["Opisy zdjęć"]
    assert [entry.find(f"{ATOM}link").get("href").endswith("/wolontariat/napisy/") for entry in entries] == [True]
    assert all(entry.findtext(f"{ATOM}updated") for entry in entries)


def test_the_table_holds_what_is_public_and_no_formula(client, arranged):
    CampaignPage.objects.filter(slug="korki").update(title="=HYPERLINK(1)")
    answer = client.get(f"{URL}csv/?gmina=liszki")
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode())))

    begins = timezone.localtime(Slot.objects.get(page__slug="korki").starts_at)
    assert (len(rows), len(rows[0])) == (2, 10)
    assert (rows[1][0], rows[1][2], rows[1][7], rows[1][8], rows[1][9][-19:]) == (
        "'=HYPERLINK(1)", "Liszki", "5", begins.isoformat(timespec="minutes"), "/wolontariat/korki/",
    )  # fmt: skip


def test_a_polish_excel_gets_its_own_table(client, arranged):
    content = client.get(f"{URL}csv/?excel=1").getvalue()

    assert (content[:3], content.decode("utf-8-sig").splitlines()[0].count(";")) == (b"\xef\xbb\xbf", 9)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("below", ["atom/", "csv/"])
def test_feed_and_table_cost_the_same_with_one_and_three(client, listed, skawina, organisation, below, count, django_assert_max_num_queries):  # fmt: skip
    for number in range(count):
        scene.make_campaign(listed, slug=f"k-{number}", municipality=skawina, organisation=organisation)
    client.get(f"{URL}{below}")

    with django_assert_max_num_queries(9):
        client.get(f"{URL}{below}")


# --- the front page -----------------------------------------------------------------------------------------------------------


def front(client) -> list[str]:
    return [campaign.slug for campaign in client.get("/").context["campaigns"]]


def test_the_front_page_shows_what_an_editor_chose_and_then_the_nearest(client, arranged):
    before = front(client)
    page = CampaignPage.objects.get(slug="napisy")
    page.is_featured = True
    page.save()

    assert (before, front(client)) == (["paczki", "korki"], ["napisy", "paczki"])


def test_the_front_page_forgets_a_campaign_whose_shift_is_cancelled(client, campaign, slot):
    before = front(client)
    slot.state = "cancelled"
    slot.save()

    assert (before, front(client)) == (["paczki"], [])


def test_near_me_shows_campaigns_of_the_place_and_of_the_whole_area(client, arranged):
    shown = {place: [c.slug for c in client.get(f"/?gdzie={place}").context["near_campaigns"]] for place in ("skawina", "liszki")}  # fmt: skip

    assert shown == {"skawina": ["paczki", "napisy"], "liszki": ["korki", "napisy"]}


def test_the_front_page_stays_within_its_budget(client, arranged, lists, django_assert_max_num_queries):
    client.get("/")

    with django_assert_max_num_queries(12):
        client.get("/")


def test_the_list_is_in_the_menu_or_the_footer(client, listed):
    answer = client.get("/")

    assert URL in [page["url"] for page in (*answer.context["menu"], *answer.context["footer_pages"])]
    assert scenery.make_home().get_children().filter(pk=listed.pk).exists()
