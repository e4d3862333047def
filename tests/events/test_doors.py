"""Who runs a meeting: every address of meetings for everybody in the cast; rights in Wagtail's admin."""

import pytest
from django.urls import get_resolver, reverse

from accounts.models import User
from events.models import EventPage, Invitation, TimePoll
from tests.desks import hidden_fields
from tests.factories import events, scenery
from tests.kept import kept

CAST = [
    "anonymous",
    "resident",
    "ngo_member",
    "moderator",
    "clerk",
    "editor",
    "other_clerk",
    "other_editor",
    "coordinator",
    "superuser",
]
# whose meeting -> who runs it: the host, and whoever keeps the pages of that municipality
RUN = {
    "skawina": {"clerk", "editor", "coordinator", "superuser"},
    "organisation": {"ngo_member", "editor", "coordinator", "superuser"},
    "area": {"coordinator", "superuser"},
}
SCREENS = {"cancel": 200, "invitations": 200, "dates": 200, "fix": 405}


@pytest.fixture
def who(request, db):
    def who(name):
        if name == "anonymous":
            return None
        return (
            User.objects.create_superuser("admin@przyklad.example", "x")
            if name == "superuser"
            else request.getfixturevalue(name)
        )

    return who


@kept
def meetings(calendar, skawina, organisation):
    scenery.make_notice()
    facts = {
        "skawina": {"municipality": skawina},
        "organisation": {"municipality": skawina, "organisation": organisation},
        "area": {},
    }
    made = {name: events.make_event(calendar, slug=name, days=None, **details) for name, details in facts.items()}
    for event in made.values():
        events.make_poll(event)
    return made


def keys(event, screen) -> list[int]:
    return [event.pk, event.poll.options.first().pk] if screen == "fix" else [event.pk]


@pytest.mark.parametrize("place", RUN)
@pytest.mark.parametrize("name", CAST)
def test_every_screen_opens_for_those_who_run_the_meeting(client, who, meetings, name, place):
    event, user = meetings[place], who(name)
    if user:
        client.force_login(user)
    answers = {screen: client.get(reverse(f"events:{screen}", args=keys(event, screen))) for screen in SCREENS}
    codes = {screen: answer.status_code for screen, answer in answers.items()}

    if name == "anonymous":
        assert {answer["Location"].split("?")[0] for answer in answers.values()} == {"/konto/logowanie/"}
    elif name in RUN[place]:
        assert codes == SCREENS
    else:
        assert codes == {screen: 405 if screen == "fix" else 404 for screen in SCREENS}
    assert client.get(reverse("events:poll", args=[event.pk])).status_code == 200


@pytest.mark.parametrize("place", RUN)
@pytest.mark.parametrize("name", CAST)
def test_nobody_else_posts_anything(client, who, meetings, name, place):
    event, user = meetings[place], who(name)
    if user:
        client.force_login(user)
    if name in RUN[place]:
        cancel = reverse("events:cancel", args=[event.pk])
        answer = client.post(cancel, {"reason": "Zalało.", **hidden_fields(client.get(cancel))})
        assert (answer.status_code, EventPage.objects.get(pk=event.pk).state) == (302, "cancelled")
        return
    before = [list(model.objects.order_by("pk").values()) for model in (EventPage, Invitation, TimePoll)]
    codes = {
        client.post(
            reverse(f"events:{screen}", args=keys(event, screen)), {"reason": "x", "channel": "press", "invited": "5"}
        ).status_code
        for screen in SCREENS
    }

    assert codes == {302 if name == "anonymous" else 404}
    assert [list(model.objects.order_by("pk").values()) for model in (EventPage, Invitation, TimePoll)] == before


def test_the_table_above_names_every_address():
    assert {name for name in get_resolver("events.urls").reverse_dict if isinstance(name, str)} == {*SCREENS, "poll"}


def test_the_desk_of_a_translation_does_not_exist_beside_that_of_its_source(client, clerk, event, english):
    page = event.copy_for_translation(english, copy_parents=True)
    page.save_revision().publish()
    client.force_login(clerk)

    assert [
        client.get(reverse(f"events:{screen}", args=[page.pk])).status_code
        for screen in ("cancel", "invitations", "dates")
    ] == [404] * 3


@pytest.mark.parametrize("pk", [999999, 10**17, 10**30])
def test_unknown_keys_are_not_found(client, clerk, home, pk):
    client.force_login(clerk)

    assert [
        client.get(reverse(f"events:{screen}", args=[pk])).status_code
        for screen in ("cancel", "invitations", "dates", "poll")
    ] == [404] * 4


# --- the admin ------------------------------------------------------------------------------------------------------

EDIT = {
    "skawina": {"clerk", "editor", "superuser"},
    "organisation": {"editor", "superuser"},
    "area": {"superuser"},
}


@pytest.mark.parametrize("place", EDIT)
@pytest.mark.parametrize("name", ["clerk", "editor", "other_clerk", "other_editor", "superuser"])
def test_an_office_changes_and_publishes_the_meetings_of_its_own_municipality(who, meetings, name, place):
    may = meetings[place].permissions_for_user(who(name))

    assert (may.can_edit(), may.can_publish(), may.can_unpublish()) == ((name in EDIT[place]),) * 3


@pytest.mark.parametrize("name", ["clerk", "editor", "other_editor"])
def test_an_office_adds_meetings_to_the_calendar_and_does_not_hide_it(who, calendar, name):
    may = calendar.permissions_for_user(who(name))

    assert (may.can_add_subpage(), may.can_set_view_restrictions()) == (True, False)


@pytest.mark.parametrize(("name", "code"), [("editor", 200), ("other_editor", 302)])
def test_the_editor_s_form_opens_for_one_s_own_meeting(client, who, settings, event, name, code):
    settings.STAFF_WITHOUT_TOTP = True
    client.force_login(who(name))

    assert client.get(reverse("wagtailadmin_pages:edit", args=[event.pk])).status_code == code


def test_the_form_of_a_new_meeting_opens_and_has_no_field_for_the_state(client, editor, calendar, settings):
    settings.STAFF_WITHOUT_TOTP = True
    client.force_login(editor)
    answer = client.get(reverse("wagtailadmin_pages:add", args=["events", "eventpage", calendar.pk]))

    names = set(answer.context["form"].fields)
    assert (answer.status_code, names & {"state", "cancel_reason"}, {"starts_at", "online_url"} <= names) == (
        200,
        set(),
        True,
    )
