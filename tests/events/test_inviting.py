"""Inviting: rounds, letters once for each organisation and meeting, what came of it; which meetings work."""

import csv
import io
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import override

from events import services
from events.inviting import rounds
from events.models import Attendance, EventPage, Invitation
from events.reports import by_hour, by_kind, by_place, by_way, compare, past_with_figures
from ngos.models import OrganisationPage
from shared.acts.lifecycle import MoveRefused
from signups.models import SignUp
from tests.factories import events, ngos
from tests.kept import kept


@kept
def directory(home, branch, liszki):
    """Two of Skawina (one of sport), one of Liszki; one dormant, one without an address, one struck off, one draft."""
    ngos.make_field("17", "sport")
    other = ngos.make_directory(home, liszki)[1]
    made = {
        "lawka": ngos.make_organisation(branch, slug="lawka", email="lawka@przyklad.example"),
        "klub": ngos.make_organisation(branch, slug="klub", email="klub@przyklad.example", fields=("13", "17")),
        "liszki": ngos.make_organisation(other, slug="liszki", email="liszki@przyklad.example", fields=("17",)),
    }
    ngos.make_organisation(branch, slug="uspiona", email="uspiona@przyklad.example", state="dormant")
    ngos.make_organisation(branch, slug="niema", email="")
    ngos.make_organisation(branch, slug="skreslona", email="skreslona@przyklad.example", state="struck_off")
    ngos.make_organisation(branch, slug="szkic", email="szkic@przyklad.example", state="draft")
    return made


@pytest.fixture
def invite(event, clerk, letters):
    """A round of inviting by the host; what was noted and who got a letter."""

    def invite(channel="letter", to=event, **facts):
        made = []
        key = facts.pop("form_key", None) or uuid.uuid4()
        sent = letters(lambda: made.append(services.invite(to, by=clerk, form_key=key, channel=channel, **facts)))
        return made[0], sorted(letter.to[0].split("@")[0] for letter in sent)

    return invite


def test_a_letter_goes_to_active_organisations_that_gave_an_address(directory, invite):
    row, told = invite()

    assert (told, row.invited) == (["klub", "lawka", "liszki"], 3)


@pytest.mark.parametrize(
    ("place", "field", "expected"),
    [("skawina", "", ["klub", "lawka"]), ("liszki", "", ["liszki"]), (None, "sport", ["klub", "liszki"]),
     ("skawina", "sport", ["klub"]), ("liszki", "civic", []), (None, "culture", [])],
)  # fmt: skip
def test_a_round_reaches_a_place_and_a_field(request, directory, invite, place, field, expected):
    row, told = invite(municipality=request.getfixturevalue(place) if place else None, field=field)

    assert (told, row.invited, row.field) == (expected, len(expected), field)


def test_an_organisation_is_written_to_once_for_each_meeting(directory, invite, skawina, calendar, event):
    first = invite(municipality=skawina)
    second = invite()
    other = events.make_event(calendar, slug="drugie", municipality=skawina)

    assert (first[1], second[1], second[0].invited) == (["klub", "lawka"], ["liszki"], 1)
    assert invite()[1] == []
    assert invite(to=other)[1] == ["klub", "lawka", "liszki"]


def test_the_same_form_sent_twice_is_one_round(directory, invite):
    key = uuid.uuid4()
    first, second = invite(form_key=key), invite(form_key=key)

    assert (first[0].pk, first[0].invited, second[1]) == (second[0].pk, second[0].invited, [])
    assert Invitation.objects.count() == 1


def test_other_ways_are_noted_with_their_reach_and_write_no_letter(directory, invite):
    row, told = invite("poster", invited=400)

    assert (row.invited, told) == (400, [])


def test_the_letter_says_what_the_host_wrote_and_leads_to_a_page_that_counts(
    client, directory, invite, event, mailoutbox
):
    slot = events.make_slot(event)
    row, _told = invite(words="Przyjdźcie, będzie zupa.")
    letter = mailoutbox[0]
    address = next(word for word in letter.body.split() if f"?z={row.source}" in word)

    assert ("Przyjdźcie, będzie zupa." in letter.body, "17:00" in letter.body, event.title in letter.subject) == (
        True,
        True,
        True,
    )
    assert "Przyjdźcie" in letter.alternatives[0].content
    shown = client.get(address.split("example", 1)[1] if "example/" in address else "/" + address.split("/", 3)[3])
    assert f"/zapisy/{slot.pk}/?z={row.source}" in shown.getvalue().decode()


@pytest.mark.parametrize(
    "facts", [{"state": "cancelled"}, {"live": False}, {"starts_at": events.day(-2), "ends_at": events.day(-1)}]
)
def test_nobody_is_invited_to_what_is_cancelled_hidden_or_over(directory, invite, event, facts):
    EventPage.objects.filter(pk=event.pk).update(**facts)
    with pytest.raises(MoveRefused):
        invite(to=EventPage.objects.get(pk=event.pk))

    assert Invitation.objects.count() == 0


def test_a_letter_whose_meeting_was_cancelled_before_it_left_is_not_sent(directory, event, clerk, mailoutbox):
    from shared.letters import deliver_waiting

    services.invite(event, by=clerk, form_key=uuid.uuid4(), channel="letter")
    EventPage.objects.filter(pk=event.pk).update(state="cancelled")
    deliver_waiting()

    assert mailoutbox == []


def test_only_those_who_run_the_meeting_invite(event, resident, other_editor, moderator):
    for by in (resident, other_editor, moderator):
        with pytest.raises(PermissionDenied):
            services.invite(event, by=by, form_key=uuid.uuid4(), channel="letter")


FORM = {"channel": "poster", "invited": "300", "field": "", "municipality": "", "words": ""}


@pytest.mark.parametrize(
    ("changes", "code", "wrong"),
    [
        ({}, 302, None), ({"invited": ""}, 422, ["invited"]), ({"invited": "0"}, 422, ["invited"]), ({"invited": "-3"}, 422, ["invited", "invited"]),
        ({"invited": "200001"}, 422, None), ({"channel": "gołąb"}, 422, None), ({"channel": "letter", "invited": ""}, 302, None),
        ({"field": "xyz"}, 422, ["field"]), ({"words": "x" * 1501}, 422, ["words"]), ({"form_key": "x"}, 422, ["form_key"]),
    ],
)  # fmt: skip
def test_the_screen_takes_a_round_or_says_what_is_wrong(client, clerk, event, changes, code, wrong):
    client.force_login(clerk)
    answer = client.post(
        reverse("events:invitations", args=[event.pk]), {**FORM, "form_key": str(uuid.uuid4()), **changes}
    )

    assert (answer.status_code, Invitation.objects.count()) == (code, int(code == 302))
    assert wrong is None or sorted(set(answer.context["form"].errors)) == sorted(set(wrong))


def test_the_screen_refuses_with_a_sentence_what_cannot_be_invited_to(client, clerk, event):
    EventPage.objects.filter(pk=event.pk).update(state="cancelled")
    client.force_login(clerk)
    answer = client.post(reverse("events:invitations", args=[event.pk]), {**FORM, "form_key": str(uuid.uuid4())})

    assert (answer.status_code, len(answer.context["refused"])) == (409, 1)


# --- what came of it ------------------------------------------------------------------------------------------------


def test_a_round_counts_those_who_came_by_its_link(event, invite):
    slot = events.make_slot(event)
    row, _told = invite("poster", invited=100)
    other, _told = invite("press", invited=900)
    people = [
        ("Ola", "accepted", "present"), ("Jan", "accepted", "absent"), ("Ewa", "accepted", "replaced"), ("Piotr", "withdrawn", ""),
        ("Zofia", "unconfirmed", ""),
    ]  # fmt: skip
    for name, state, mark in people:
        events.make_signup(slot, name, state=state, attendance=mark, source=row.source)
    events.make_signup(slot, "Bez")
    events.make_signup(slot, "Zmyślone", source="zaproszenie-99999")

    assert [(found.invitation.pk, found.signed, found.came) for found in rounds(event)] == [
        (row.pk, 4, 2),
        (other.pk, 0, 0),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_rounds_cost_two_queries(event, invite, count, django_assert_num_queries):
    for _turn in range(count):
        invite("poster", invited=5)

    with django_assert_num_queries(2):
        assert len(rounds(event)) == count


def test_figures_stay_when_the_people_have_been_erased(event, invite):
    slot = events.make_slot(event)
    row, _told = invite("poster", invited=100)
    events.make_signup(slot, attendance="present", source=row.source, name="Ola")
    SignUp.objects.update(name="", email="", erased_at=events.day(0))

    assert [(found.signed, found.came) for found in rounds(event)] == [(1, 1)]


# --- which meetings work --------------------------------------------------------------------------------------------


@kept
def held(calendar, skawina):
    """Three meetings that have been: figures of inviting, signing up and coming."""
    made = []
    figures = [
        ("meeting", -10, [40, 20], 4, 3, []),
        ("meeting", -9, [], 2, 2, [30, 4]),
        ("workshop", -8, [10], 0, 0, []),
    ]
    for number, (kind, days, invited, signed, marked, counted) in enumerate(figures):
        page = events.make_event(
            calendar, slug=f"s-{number}", days=days, kind=kind, municipality=skawina, title=f"Tytuł {number}"
        )
        slot = events.make_slot(page, days=days)
        for reach in invited:
            Invitation.objects.create(event=page, channel="poster", invited=reach, form_key=uuid.uuid4())
        for person in range(signed):
            events.make_signup(slot, f"O{number}{person}", attendance="present" if person < marked else "absent")
        events.make_signup(slot, f"W{number}", state="withdrawn")
        for people in counted:
            Attendance.objects.create(event=page, kind="osoby", number=people)
        made.append(page)
    events.make_event(calendar, slug="odwolane", days=-5, state="cancelled")
    events.make_event(calendar, slug="przyszle", days=5)
    events.make_event(calendar, slug="bez", days=None)
    return made


def figures() -> list:
    return past_with_figures(EventPage.objects.source_language().live())


def test_every_meeting_has_its_figures_and_none_is_multiplied_by_another(held):
    assert [(e.slug, e.invited, e.signed, e.marked, e.came) for e in figures()] == [
        ("s-2", 10, 0, 0, 0), ("s-1", 0, 2, 2, 34), ("s-0", 60, 4, 3, 3),
    ]  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_figures_cost_the_same_for_one_and_for_three(calendar, count, django_assert_num_queries):
    for number in range(count):
        events.make_event(calendar, slug=f"s-{number}", days=-number - 1)

    with django_assert_num_queries(5):
        assert len(figures()) == count


def test_forms_are_compared_by_medians_of_what_is_known_and_by_who_came_of_the_signed_up(held):
    with override("en"):
        rows = {form.name: form for form in compare(figures(), by_kind)}

    meeting, workshop = rows["open meeting"], rows["workshop"]
    assert (meeting.meetings, meeting.invited, meeting.signed, meeting.came, meeting.share) == (2, 60, 3, 18.5, 83)
    assert (workshop.meetings, workshop.invited, workshop.signed, workshop.came, workshop.share) == (
        1,
        10,
        None,
        None,
        None,
    )
    assert list(rows) == ["open meeting", "workshop"]


def test_meetings_without_signing_up_do_not_spoil_the_median(held):
    EventPage.objects.filter(pk=held[0].pk).update(takes_people=False)

    assert [form.signed for form in compare(figures(), by_way)] == [2]


def test_nothing_held_is_nothing_to_compare(calendar):
    assert (figures(), compare([], by_kind)) == ([], [])


@pytest.mark.parametrize(
    ("moment", "expected"),
    [((2027, 1, 13, 15, 59), "working day, earlier"), ((2027, 1, 13, 16, 0), "working day, from 16:00"), ((2027, 1, 15, 23, 59), "working day, from 16:00"),
     ((2027, 1, 16, 0, 0), "weekend"), ((2027, 1, 17, 20, 0), "weekend"), ((2027, 7, 14, 15, 30), "working day, earlier")],
)  # fmt: skip
def test_hours_are_local(moment, expected):
    from datetime import UTC, date, time

    from signups.repeating import local

    class Meeting:
        starts_at = local(date(*moment[:3]), time(*moment[3:])).astimezone(UTC)

    with override("en"):
        assert by_hour(Meeting) == expected


def test_places_and_ways_have_names(held, calendar):
    page = events.make_event(calendar, slug="obszar", days=-2, online=True)

    with override("en"):
        assert (by_place(page), by_place(held[0]), by_way(page), by_way(held[0])) == (
            "the whole area", "Skawina", "also online", "on the spot only",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("anonymous", 302),
        ("resident", 302),
        ("ngo_member", 302),
        ("moderator", 200),
        ("clerk", 200),
        ("editor", 200),
        ("coordinator", 200),
    ],
)
@pytest.mark.parametrize("page", ["figures", "figures_csv"])
def test_figures_are_for_those_who_hold_an_office(client, request, settings, held, who, code, page):
    settings.STAFF_WITHOUT_TOTP = True
    if who != "anonymous":
        client.force_login(request.getfixturevalue(who))
    answer = client.get(reverse(f"events_admin:{page}"))

    assert answer.status_code == code
    assert (b"Tytu\xc5\x82 0" in answer.getvalue()) == (code == 200)


def test_the_table_of_figures_has_a_row_for_every_meeting(client, coordinator, settings, held):
    settings.STAFF_WITHOUT_TOTP = True
    EventPage.objects.filter(pk=held[0].pk).update(planned_people=50, title="=1+1")
    client.force_login(coordinator)
    content = client.get(reverse("events_admin:figures_csv")).getvalue().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content)))

    assert [len(row) for row in rows] == [8] * 4
    assert (rows[3][4:], rows[3][0][0] != "=") == (["50", "60", "4", "3"], True)


def test_an_organisation_that_shares_an_address_with_another_is_written_to_for_itself(directory, invite):
    OrganisationPage.objects.filter(pk=directory["klub"].pk).update(email="lawka@przyklad.example")

    assert invite()[1] == ["lawka", "lawka", "liszki"]
