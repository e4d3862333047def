"""The page of a meeting: when, where, can everybody get in; what was said afterwards; what is never shown."""

from io import BytesIO

import icalendar
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image as PILImage
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.models import Image

from events.blocks import PHOTO_BLOCKS
from events.contributions import find_events_of_goals, find_events_of_organisation
from events.listing import coming
from events.models import Attendance, EventPage
from ngos.models import OrganisationPage
from ngos.organisation_activity import activities_of
from places.models import Solectwo
from programme.goal_references import references_of_goals
from programme.models import Goal, GoalTree
from tests.events.conftest import translate
from tests.factories import events
from tests.kept import kept


def text(client, page) -> str:
    answer = client.get(page.url)
    assert answer.status_code == 200
    return answer.getvalue().decode()


def change(event, **facts):
    EventPage.objects.filter(pk=event.pk).update(**facts)


@kept
def goal(db):
    tree = GoalTree.objects.create(slug="drzewo", name="Strategia")
    return Goal.objects.create(tree=tree, level="direction", code="4.2.1", title="Aktywność mieszkańców")


def test_the_page_tells_when_where_and_how_to_get_in(client, event):
    change(event, step_free="yes", loop="no", parking="Za szkołą", transport="Autobus 223", for_whom="Dla sąsiadów")
    shown = text(client, event)
    parts = [
        event.title,
        event.summary,
        event.venue,
        "Skawina",
        "17:00–19:00",
        "Za szkołą",
        "Autobus 223",
        "Dla sąsiadów",
        "Biuro dialogu",
    ]

    assert [part for part in parts if part not in shown] == []
    assert [shown.count(f'data-access="{value}"') for value in ("yes", "no", "request", "unknown")] == [1, 1, 1, 1]


def test_the_list_and_the_meeting_are_shown_in_english_with_the_facts_of_the_source(client, event, calendar, english):
    page = translate(event, english, title="A meeting about the hall")
    events.make_slot(event, capacity=7)
    change(event, starts_at=events.day(30, 9), ends_at=events.day(30, 11), venue="Szkoła")
    change(page, starts_at=None, ends_at=None, venue="")
    shown = text(client, page)

    assert [
        part in shown
        for part in ("A meeting about the hall", "09:00–11:00", "Szkoła", "7 places left", "When and where")
    ] == [True] * 5
    listed = client.get("/en/wydarzenia/").getvalue().decode()
    assert (page.url in listed, f'href="{event.url}"' in listed, listed.count("<h3>")) == (True, False, 1)


@pytest.mark.parametrize("live", [True, False])
@pytest.mark.parametrize("kind", ["event", "calendar", "undated"])
def test_a_page_is_shown_in_preview(calendar, event, undated, kind, live):
    page = {"event": event, "calendar": calendar, "undated": undated}[kind]
    page.live = live

    answer = page.make_preview_request()
    assert (answer.status_code, "<h1" in answer.getvalue().decode()) == (200, True)


@pytest.mark.parametrize("facts", [{}, {"starts_at": events.day, "ends_at": events.day}])
def test_a_meeting_never_saved_is_shown_in_preview(calendar, skawina, facts):
    times = {name: moment(5, 17 + number) for number, (name, moment) in enumerate(facts.items())}
    page = EventPage(
        title="Nowe", slug="nowe", summary="Krótko.", locale=calendar.locale, municipality=skawina, **times
    )
    page.depth, page.path = calendar.depth + 1, calendar.path + "0009"

    assert page.make_preview_request().status_code == 200


def test_a_draft_is_nowhere(client, event, calendar):
    event.unpublish()

    assert [client.get(f"{event.url}{more}").status_code for more in ("", "ics/", "promocja/", "plakat/a4/")] == [
        404
    ] * 4
    for address in (calendar.url, f"{calendar.url}atom/", f"{calendar.url}csv/", f"{calendar.url}ics/"):
        assert event.title not in client.get(address).getvalue().decode()


@pytest.mark.parametrize(("state", "code"), [("published", 200), ("dormant", 200), ("struck_off", 404), ("draft", 404)])
def test_the_meeting_of_an_organisation_is_public_with_its_profile(client, event, organisation, calendar, state, code):
    change(event, organisation=organisation)
    OrganisationPage.objects.filter(pk=organisation.pk).update(state=state)

    assert client.get(event.url).status_code == code
    assert (event.title in client.get(calendar.url).getvalue().decode()) == (code == 200)


@pytest.mark.indexed
def test_private_addresses_are_on_no_public_page(client, event, calendar, english):
    change(event, online=True, online_url=events.ONLINE)
    events.make_slot(event)
    page = translate(event, english)
    addresses = [
        event.url, page.url, calendar.url, f"{event.url}ics/", f"{event.url}promocja/", f"{calendar.url}atom/", f"{calendar.url}csv/",
        f"{calendar.url}ics/", "/szukaj/?q=spotkanie", "/", f"/zapisy/{event.slots.get().pk}/", f"/zapisy/pytanie/{event.pk}/",
    ]  # fmt: skip
    shown = {address: client.get(address) for address in addresses}

    assert {answer.status_code for answer in shown.values()} == {200}
    assert [
        a
        for a, answer in shown.items()
        if "pokoj-77" in answer.getvalue().decode() or events.CONTACT in answer.getvalue().decode()
    ] == []


@pytest.mark.parametrize(
    ("facts", "is_sign", "is_come"),
    [
        ({}, True, False),
        ({"takes_people": False}, False, True),
        ({"apply_by": events.day(-1).date()}, False, False),
        ({"state": "cancelled", "cancel_reason": "Zalało."}, False, False),
        ({"starts_at": events.day(-3), "ends_at": events.day(-2)}, False, False),
    ],
)
def test_the_page_offers_to_sign_up_while_one_can(client, event, facts, is_sign, is_come):
    slot = events.make_slot(event, **({"days": -3} if "starts_at" in facts else {}))
    change(event, **facts)
    shown = text(client, event)

    assert (f"/zapisy/{slot.pk}/" in shown) == is_sign
    assert ("Zalało." in shown) == (facts.get("state") == "cancelled")
    assert ('<p class="note">' in shown) == is_come


def test_the_link_of_an_invitation_is_carried_on_to_the_form(client, event):
    slot = events.make_slot(event)

    assert (
        f"/zapisy/{slot.pk}/?z=zaproszenie-7%22%3E" in client.get(f'{event.url}?z=zaproszenie-7">').getvalue().decode()
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_much_it_shows(
    client, event, goal, organisation, django_assert_max_num_queries, count
):
    change(event, organisation=organisation)
    events.make_slot(event, capacity=5)
    for number in range(count):
        Attendance.objects.create(event=event, kind=f"grupa {number}", number=10)
        events.make_signup(event.slots.first(), f"O{number}")
    client.get(event.url)

    with django_assert_max_num_queries(14):
        client.get(event.url)


# --- afterwards -----------------------------------------------------------------------------------------------------


def test_small_groups_are_not_told_exactly(client, event, calendar):
    change(event, starts_at=events.day(-3), ends_at=events.day(-2))
    for kind, number in (("mieszkańcy", 17), ("radni", 4), ("młodzież", 5)):
        Attendance.objects.create(event=event, kind=kind, number=number)

    answer = client.get(event.url)
    assert answer.context_data["attendance"] == [("mieszkańcy", "17"), ("pozostałe razem", "9")]
    assert ["radni" in answer.getvalue().decode(), "Grupy mniejsze niż 5 osób" in answer.getvalue().decode()] == [
        False,
        True,
    ]


def test_minutes_and_decisions_stand_on_the_page(client, event):
    change(event, minutes_summary="Rozmawialiśmy długo.", minutes_decisions="- Otwarcie wieczorem\n\n• Klucz u sołtysa")
    shown = text(client, event)

    assert ("Rozmawialiśmy długo." in shown, "<li>Otwarcie wieczorem</li>" in shown) == (True, True)
    assert [line in shown for line in ("<li></li>", "• Klucz")] == [False, False]


def test_a_page_without_minutes_has_no_empty_section(client, event):
    change(event, minutes_summary=" \n", minutes_decisions="")

    assert 'class="minutes"' not in text(client, event)


@pytest.fixture
def image(settings, tmp_path, db):
    settings.MEDIA_ROOT = tmp_path
    made = BytesIO()
    PILImage.new("RGB", (40, 30)).save(made, "PNG")
    return Image.objects.create(title="Świetlica", file=ContentFile(made.getvalue(), name="s.png"))


@pytest.mark.parametrize("has_consent", [True, False])
def test_a_photograph_needs_the_consent_of_those_in_it(client, event, image, has_consent):
    block = PHOTO_BLOCKS[0][1]
    value = block.to_python({"image": image.pk, "alt_text": "Stoliki", "caption": "", "has_consent": has_consent})
    if not has_consent:
        with pytest.raises(StructBlockValidationError) as refusal:
            block.clean(value)
        assert set(refusal.value.block_errors) == {"has_consent"}
        return
    event.photos = [("photo", block.clean(value))]
    event.save()
    assert 'alt="Stoliki"' in text(client, event)


# --- what an editor types -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({}, set()),
        ({"starts_at": None}, {"ends_at"}),
        ({"ends_at": None}, {"ends_at"}),
        ({"starts_at": None, "ends_at": None}, set()),
        ({"ends_at": events.day(9)}, {"ends_at"}),
        ({"ends_at": events.day(10)}, {"ends_at"}),
        ({"online": False, "online_url": events.ONLINE}, {"online"}),
        ({"online": True, "online_url": events.ONLINE}, set()),
        ({"online": True, "online_url": "javascript:alert(1)"}, {"online_url"}),
        ({"capacity": 0}, {"capacity"}),
        ({"keep_days": 29}, {"keep_days"}),
        ({"keep_days": 731}, {"keep_days"}),
        ({"contact_email": "gospodarz"}, {"contact_email"}),
    ],
)
def test_what_is_wrong_is_said_at_its_field(event, facts, wrong):
    for name, value in facts.items():
        setattr(event, name, value)
    try:
        event.full_clean()
        found = set()
    except ValidationError as error:
        found = set(error.message_dict)

    assert found - {"__all__"} == wrong


def test_a_village_lies_in_its_municipality(event, liszki):
    event.village = Solectwo.objects.create(municipality=liszki, name="Kaszów", slug="kaszow")

    with pytest.raises(ValidationError) as refusal:
        event.full_clean()
    assert set(refusal.value.message_dict) == {"village"}


# --- its own calendar file ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("state", "status"), [("planned", "CONFIRMED"), ("cancelled", "CANCELLED")])
def test_a_meeting_has_a_calendar_file_of_its_own(client, event, state, status):
    change(event, state=state)
    found = icalendar.Calendar.from_ical(client.get(f"{event.url}ics/").getvalue()).walk("VEVENT")

    assert [(str(e["summary"]), str(e["status"]), e.decoded("dtstart"), e.decoded("dtend")) for e in found] == [
        (event.title, status, event.starts_at, event.ends_at)
    ]
    assert found[0]["dtstart"].params["TZID"] == "Europe/Warsaw"


def test_without_a_date_there_is_no_file(client, undated):
    assert (client.get(undated.url).status_code, client.get(f"{undated.url}ics/").status_code) == (200, 404)


def test_the_file_of_a_translation_is_the_same_entry_in_other_words(client, event, english):
    page = translate(event, english, title="A meeting")
    files = [
        icalendar.Calendar.from_ical(client.get(f"{p.url}ics/").getvalue()).walk("VEVENT")[0] for p in (event, page)
    ]

    assert files[0]["uid"] == files[1]["uid"]
    assert [str(found["summary"]) for found in files] == [event.title, "A meeting"]


# --- what it hangs on -----------------------------------------------------------------------------------------------


def test_a_goal_shows_the_public_meetings_that_serve_it(client, calendar, goal, english):
    page = events.make_event(calendar, slug="cel", goals=[goal])
    events.make_event(calendar, slug="szkic", goals=[goal], live=False)
    translated = translate(page, english, title="A meeting")

    found = {
        lang: [(thing.title, thing.url) for thing in references_of_goals([goal.pk], lang)[goal.pk]]
        for lang in ("pl", "en")
    }
    assert found == {"pl": [(page.title, page.url)], "en": [("A meeting", translated.url)]}
    assert str(goal) in text(client, page)


@pytest.mark.parametrize("count", [1, 3])
def test_goals_find_their_meetings_in_three_queries(calendar, goal, count, django_assert_num_queries):
    for number in range(count):
        events.make_event(calendar, slug=f"s-{number}", goals=[goal])
    list(find_events_of_goals([goal.pk], "en"))

    with django_assert_num_queries(3):
        assert len(list(find_events_of_goals([goal.pk], "en"))) == count


def test_no_goals_cost_one_query_and_find_nothing(goal, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert list(find_events_of_goals([goal.pk], "pl")) == []


def test_the_profile_of_an_organisation_lists_its_coming_meetings(client, calendar, organisation, event):
    for slug, facts in {
        "nasze": {},
        "dawne": {"days": -5},
        "odwolane": {"state": "cancelled"},
        "szkic": {"live": False},
    }.items():
        events.make_event(calendar, slug=slug, title=f"Tytuł {slug}", organisation=organisation, **facts)

    found = [thing.title for thing in activities_of(organisation, "pl")]
    assert found == ["Tytuł nasze"]
    shown = client.get(organisation.url).getvalue().decode()
    assert [f"Tytuł {slug}" in shown for slug in ("nasze", "dawne", "odwolane", "szkic")] == [True, False, False, False]
    assert event.title not in shown


@pytest.mark.parametrize("count", [1, 3])
def test_a_profile_finds_its_meetings_in_a_few_queries(calendar, organisation, count, django_assert_num_queries):
    for number in range(count):
        events.make_event(calendar, slug=f"s-{number}", days=number + 1, organisation=organisation)
    list(find_events_of_organisation(organisation, "pl"))

    with django_assert_num_queries(1):
        assert len(list(find_events_of_organisation(organisation, "pl"))) == count


def test_what_a_meeting_is_about_is_named_while_it_is_public(client, event, consultation):
    change(event, about=consultation)
    shown = text(client, event)
    type(consultation).objects.filter(pk=consultation.pk).update(state="draft")

    assert (consultation.url in shown, consultation.url in text(client, event)) == (True, False)


def test_the_next_meetings_of_the_front_page_are_those_ahead(client, event, calendar):
    events.make_event(calendar, slug="dawne", days=-5)
    events.make_event(calendar, slug="odwolane", state="cancelled")
    events.make_event(calendar, slug="bez", days=None)

    assert [page.slug for page in coming("pl")] == ["spotkanie"]


@pytest.mark.parametrize("more", ["promocja/", "plakat/a4/", "plakat/a3/"])
def test_a_meeting_is_told_to_others(client, event, more):
    events.make_slot(event)
    answer = client.get(f"{event.url}{more}")

    assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (
        200,
        "text/html" if "promo" in more else "application/pdf",
    )


def test_there_is_no_poster_of_what_is_cancelled_nor_of_an_unknown_size(client, event):
    unknown = client.get(f"{event.url}plakat/a0/").status_code
    change(event, state="cancelled")

    assert (unknown, client.get(f"{event.url}plakat/a4/").status_code) == (404, 404)
