"""Who sees whom: every address of sign-ups for everybody in the cast."""

import pytest
from django.urls import get_resolver, reverse
from wagtail.models import Page

from accounts.models import Office, User
from accounts.services import grant_office
from events.models import EventPage
from signups.hosting import hosted_pages
from signups.models import SignUp, Slot
from signups.permissions import may_host
from tests.conftest import person
from tests.desks import shown
from tests.factories import events, ngos, scenery
from tests.kept import kept
from tests.signups.conftest import make_campaign

CAST = [
    "anonymous", "resident", "ngo_member", "other_member", "former_member", "clerk", "editor", "moderator", "other_clerk",
    "other_editor", "coordinator", "area_editor", "superuser", "inactive",
]  # fmt: skip
# whose page -> who hosts it
HOSTS = {
    "skawina": {"clerk", "editor", "area_editor", "superuser"},
    "organisation": {"ngo_member"},
    "area": {"coordinator", "area_editor", "superuser"},
}


@pytest.fixture
def who(request, skawina, organisation, branch):
    """Somebody of the cast by name; None for whoever has not signed in."""

    def other_member():
        user = person("inna@przyklad.example")
        ngos.make_member(ngos.make_organisation(branch, slug="inna"), user)
        return user

    def former_member():
        user = person("dawna@przyklad.example")
        ngos.make_member(organisation, user, since="2020-01-01", until="2020-12-31")
        return user

    def inactive():
        user = person("odeszla@przyklad.example", Office.Role.HOST, skawina)
        ngos.make_member(organisation, user)
        User.objects.filter(pk=user.pk).update(is_active=False)
        return User.objects.get(pk=user.pk)

    def area_editor():
        user = person("redakcja@przyklad.example")
        grant_office(user, Office.Role.EDITOR, None)
        return user

    made = {
        "anonymous": lambda: None, "other_member": other_member, "former_member": former_member, "inactive": inactive,
        "area_editor": area_editor, "superuser": lambda: User.objects.create_superuser("admin@przyklad.example", "x"),
    }  # fmt: skip
    return lambda name: made[name]() if name in made else request.getfixturevalue(name)


@kept
def places(home, skawina, organisation):
    """Campaigns of Skawina, of the organisation and of the whole area, each with a slot and a person."""
    scenery.make_notice()
    facts = {
        "skawina": {"municipality": skawina},
        "organisation": {"municipality": skawina, "organisation": organisation},
        "area": {},
    }
    made = {}
    for name, details in facts.items():
        slot = events.make_slot(make_campaign(home, slug=f"akcja-{name}", **details))
        made[name] = (slot, events.make_signup(slot, name.title(), state="applied"))
    return made


def entered(client, user):
    if user is not None:
        client.force_login(user)


@pytest.mark.parametrize("name", CAST)
def test_people_are_seen_by_their_host_alone(who, places, name):
    user = who(name)
    user = User.objects.get(pk=user.pk) if user else user
    seen = set(SignUp.objects.visible_to(user).values_list("name", flat=True)) if user else set()

    assert seen == {place.title() for place, allowed in HOSTS.items() if name in allowed}


@pytest.mark.parametrize("name", CAST)
def test_the_question_and_the_query_give_the_same_answer(who, places, name):
    """may_host asks about one page, hosted_by and hosted_pages are the same rule as queries."""
    user = who(name)
    asked = {slot.page_id for slot, _person in places.values() if may_host(user, slot.host_page)}
    rows = Page.objects.filter(pk__in=[slot.page_id for slot, _person in places.values()])

    assert asked == set(hosted_pages(user).filter(pk__in=rows).values_list("pk", flat=True))
    assert asked == set(Slot.objects.hosted_by(user).values_list("page", flat=True))
    assert asked == {places[place][0].page_id for place, allowed in HOSTS.items() if name in allowed}


SCREENS = [
    ("host_page", "page", 200), ("host_ics", "page", 200), ("host_new_slot", "page", 200), ("host_slot", "slot", 200),
    ("host_change_slot", "slot", 200), ("host_cancel_slot", "slot", 200), ("host_attendance", "slot", 200),
    ("host_decide", "person", 405),
]  # fmt: skip


@pytest.mark.parametrize("place", HOSTS)
@pytest.mark.parametrize("name", CAST)
def test_every_screen_of_the_desk_opens_for_the_host_alone(client, who, places, name, place):
    slot, signup = places[place]
    keys = {"page": [slot.page_id], "slot": [slot.pk], "person": [signup.pk, "przyjmij"]}
    entered(client, who(name))
    answers = [client.get(reverse(f"signups:{screen}", args=keys[about])) for screen, about, _code in SCREENS]

    found = [answer.status_code for answer in answers]
    if name in ("anonymous", "inactive"):
        assert {(answer.status_code, answer["Location"].split("?")[0]) for answer in answers} == {
            (302, "/konto/logowanie/")
        }
    elif name in HOSTS[place]:
        assert found == [code for _screen, _about, code in SCREENS]
    else:
        assert found == [405 if screen == "host_decide" else 404 for screen, _about, _code in SCREENS]
    shown = b"".join(answer.content for answer in answers)
    assert (signup.email.encode() in shown) == (name in HOSTS[place])


@pytest.mark.parametrize("place", HOSTS)
@pytest.mark.parametrize("name", CAST)
def test_nobody_but_the_host_posts_anything(client, who, places, name, place):
    slot, signup = places[place]
    Slot.objects.update(starts_at=events.day(-1), ends_at=events.day(1))
    before = (list(Slot.objects.values()), list(SignUp.objects.values()))
    entered(client, who(name))
    forms = {
        reverse("signups:host_change_slot", args=[slot.pk]): {"label": "zmienione"},
        reverse("signups:host_new_slot", args=[slot.page_id]): {"label": "nowe"},
        reverse("signups:host_cancel_slot", args=[slot.pk]): {"reason": "bo tak", **shown(slot)},
        reverse("signups:host_attendance", args=[slot.pk]): {f"p-{signup.pk}": "present"},
        reverse("signups:host_decide", args=[signup.pk, "odmow"]): {"reason": "bo tak", **shown(signup)},
    }
    if name in HOSTS[place]:
        forms = {reverse("signups:host_decide", args=[signup.pk, "odmow"]): {"reason": "bo tak", **shown(signup)}}
    codes = {client.post(address, data).status_code for address, data in forms.items()}

    if name in HOSTS[place]:
        assert (codes, SignUp.objects.get(pk=signup.pk).state) == ({302}, "refused")
    else:
        assert codes == ({302} if name in ("anonymous", "inactive") else {404})
        assert (list(Slot.objects.values()), list(SignUp.objects.values())) == before


@pytest.mark.parametrize("name", CAST)
def test_one_s_own_desk_lists_what_one_hosts(client, who, places, name):
    entered(client, who(name))
    answer = client.get(reverse("signups:host_mine"))

    if name in ("anonymous", "inactive"):
        assert answer.status_code == 302
    else:
        hosted = {places[place][0].page_id for place, allowed in HOSTS.items() if name in allowed}
        assert (answer.status_code, {page.pk for page in answer.context["page_obj"]}) == (200, hosted)


@pytest.mark.parametrize("name", CAST)
def test_what_is_public_is_open_to_all_and_what_is_one_s_own_to_nobody_else(client, who, places, name):
    slot, signup = places["skawina"]
    entered(client, who(name))
    codes = {
        screen: client.get(reverse(f"signups:{screen}", args=keys)).status_code
        for screen, keys in {
            "sign": [slot.pk], "sent": [slot.pk], "ask": [slot.page_id], "own": [signup.pk], "own_ics": [signup.pk],
            "consent": [], "link": ["abc"],
        }.items()
    }  # fmt: skip

    assert codes == {"sign": 200, "sent": 200, "ask": 200, "own": 404, "own_ics": 404, "consent": 410, "link": 410}


def test_the_tables_above_name_every_address():
    names = {name for name in get_resolver("signups.urls").reverse_dict if isinstance(name, str)}
    public = {"sign", "sent", "ask", "own", "own_ics", "consent", "link", "host_mine"}

    assert names == public | {screen for screen, _about, _code in SCREENS}


def test_a_member_sees_the_people_as_long_as_the_membership_lasts(organisation, ngo_member, places):
    before = SignUp.objects.visible_to(ngo_member).count()
    organisation.memberships.update(until="2020-01-01", since="2019-01-01")

    assert (before, SignUp.objects.visible_to(ngo_member).count()) == (1, 0)


def test_people_follow_when_the_page_changes_hands(places, organisation, ngo_member, clerk):
    page = places["skawina"][0].host_page
    page.organisation = organisation
    page.save()

    assert set(SignUp.objects.visible_to(ngo_member).values_list("name", flat=True)) == {"Skawina", "Organisation"}
    assert SignUp.objects.visible_to(clerk).count() == 0


def test_the_date_of_a_meeting_opens_under_the_address_of_its_translation_too(client, calendar, event, slot, clerk):
    from wagtail.models import Locale

    english = Locale.objects.get_or_create(language_code="en")[0]
    event.copy_for_translation(english, copy_parents=True).save_revision().publish()
    translated = EventPage.objects.get(translation_key=event.translation_key, locale=english)
    client.force_login(clerk)

    answer = client.get(reverse("signups:host_page", args=[translated.pk]))
    assert (answer.status_code, answer.context["host"].pk, len(answer.context["page_obj"])) == (200, event.pk, 1)
    assert Slot.objects.filter(page=translated.pk).count() == 0


@pytest.mark.parametrize("pk", [999999, 10**17, 10**30])
def test_unknown_keys_are_not_found(client, clerk, home, pk):
    client.force_login(clerk)
    names = {"host_page": [pk], "host_slot": [pk], "host_attendance": [pk], "host_ics": [pk]}

    assert [client.get(reverse(f"signups:{name}", args=args)).status_code for name, args in names.items()] == [404] * 4


def test_pages_without_slots_have_no_desk(client, clerk, calendar, home):
    client.force_login(clerk)

    assert [client.get(reverse("signups:host_page", args=[page.pk])).status_code for page in (calendar, home)] == [
        404
    ] * 2
