"""What was said at a meeting enters the register like any other comment: by whom, when, under which number."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from consultations.meetings import meetings_with_remarks, stage_for, units_of
from consultations.models import (
    Comment,
    CommentStagePage,
    CommentVersion,
    ConsultationPage,
    DocumentStagePage,
    StagePage,
    Submitter,
)
from documents.models import Unit
from events.models import EventPage
from shared.acts.lifecycle import MoveRefused
from tests.consultations.remarks import WORDS, enter, published_at_once
from tests.factories import scenery

WHO = ["clerk", "second_clerk", "moderator", "coordinator", "other_clerk", "editor", "resident", None]
MAY = {"clerk", "second_clerk"}


@pytest.fixture(autouse=True)
def without_totp(settings):
    settings.STAFF_WITHOUT_TOTP = True


def url(consultation, event) -> str:
    return reverse("consultations_admin:remarks", args=[consultation.pk, event.pk])


def send(client, consultation, event, **data):
    words = {"kind": "general", "opinion": WORDS, "who": "person", "form_key": str(uuid.uuid4())}
    return client.post(url(consultation, event), {**words, **data})


# --- who ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", WHO)
def test_only_hosts_of_that_consultation_enter_remarks(client, request, consultation, meeting, who):
    user = request.getfixturevalue(who) if who else None
    if user:
        client.force_login(user)
    answers = [client.get(url(consultation, meeting)), send(client, consultation, meeting)]

    outside = who in ("resident", None)
    expected = [200, 302] if who in MAY else [302, 302] if outside else [404, 404]
    assert ([answer.status_code for answer in answers], Comment.objects.count()) == (expected, int(who in MAY))


@pytest.mark.parametrize("who", [who for who in WHO if who not in MAY and who])
def test_the_service_refuses_others_as_well(request, consultation, meeting, who):
    user = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        enter(consultation, meeting, user)

    assert (Comment.objects.count(), meetings_with_remarks(consultation, user)) == (0, [])


def test_a_host_of_another_municipality_sees_no_way(client, consultation, meeting, clerk, moderator):
    ways = []
    for user in (clerk, moderator):
        client.force_login(user)
        panel = client.get(reverse("consultations_admin:panel", args=[consultation.pk])).content.decode()
        ways.append(url(consultation, meeting) in panel)

    assert ways == [True, False]


# --- from which meeting -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "details", "takes"),
    [
        (-1, {}, True),  # it goes on
        (0.1, {}, False),  # it begins in six minutes
        (-0.01, {}, True),
        (-200, {}, False),  # over a week ago: the stage was not open yet
        (-3, {}, True),  # it is over since an hour
        (-1, {"state": "cancelled"}, False),
        (-1, {"live": False}, False),
        (-1, {"about": None}, False),
    ],
)
def test_remarks_come_from_a_public_meeting_about_it_that_has_begun(client, consultation, make_meeting, clerk, hours, details, takes):  # fmt: skip
    meeting = make_meeting(hours, **details)
    client.force_login(clerk)
    answer = send(client, consultation, meeting)

    refusal = 409 if hours == -200 else 404
    assert (answer.status_code, Comment.objects.count()) == ((302, 1) if takes else (refusal, 0))


def test_a_meeting_whose_date_is_still_chosen_takes_no_remarks(client, consultation, make_meeting, clerk):
    meeting = make_meeting(starts_at=None, ends_at=None)
    client.force_login(clerk)

    assert (send(client, consultation, meeting).status_code, Comment.objects.count()) == (404, 0)
    with pytest.raises(MoveRefused):
        enter(consultation, meeting, clerk)


@pytest.mark.parametrize("about", ["stage", "document", "other"])
def test_a_meeting_about_a_stage_is_about_its_consultation(lists, document, consultation, make_meeting, clerk, about):
    other = scenery.announced(scenery.make_consultation(lists[0], slug="inna"), sequence=2)
    subject = {"stage": StagePage.objects.get(slug="uwagi"), "document": document, "other": other}[about]
    meeting = make_meeting(about=subject)

    assert meetings_with_remarks(consultation, clerk) == ([meeting] if about == "stage" else [])


@pytest.mark.parametrize("state", ["draft", "reported", "cancelled"])
def test_before_the_announcement_and_after_the_report_nothing_is_added(client, consultation, meeting, clerk, state):
    ConsultationPage.objects.filter(pk=consultation.pk).update(state=state)
    client.force_login(clerk)
    statuses = [client.get(url(consultation, meeting)).status_code, send(client, consultation, meeting).status_code]

    assert (statuses, Comment.objects.count()) == ([404, 404], 0)
    with pytest.raises(MoveRefused):
        enter(consultation, meeting, clerk)
    assert ConsultationPage.objects.get(pk=consultation.pk).comment_counter == 0


# --- to which stage and unit -------------------------------------------------------------------------------------------------------------


def test_the_stage_of_the_day_of_the_meeting_takes_the_remark(consultation, stage, make_meeting, clerk):
    """Entered a week after the last day, it still belongs to the stage that was open that day."""
    today = timezone.localdate()
    StagePage.objects.filter(pk=stage.pk).update(opens_on=today - timedelta(9), closes_on=today - timedelta(3))
    later = scenery.child(
        consultation, CommentStagePage(title="Druga tura", slug="druga", opens_on=today - timedelta(1), closes_on=today)
    )
    first, second = make_meeting(-5 * 24), make_meeting(-1, slug="drugie")

    fresh = ConsultationPage.objects.get(pk=consultation.pk)
    assert [enter(fresh, each, clerk).stage_id for each in (first, second)] == [stage.pk, later.pk]


@pytest.mark.parametrize(("days", "takes"), [(0, True), (1, False)])
def test_the_first_and_the_last_day_count(consultation, stage, make_meeting, clerk, days, takes):
    meeting = make_meeting(-24)
    day = timezone.localtime(meeting.starts_at).date()
    StagePage.objects.filter(pk=stage.pk).update(opens_on=day - timedelta(5), closes_on=day - timedelta(days))

    fresh = ConsultationPage.objects.get(pk=consultation.pk)
    assert (stage_for(fresh, meeting) is not None) is takes
    StagePage.objects.filter(pk=stage.pk).update(opens_on=day + timedelta(days), closes_on=day + timedelta(9))
    assert (stage_for(ConsultationPage.objects.get(pk=consultation.pk), meeting) is not None) is takes


def test_a_stage_on_a_document_comes_before_a_general_one(consultation, stage, meeting):
    dates = {"opens_on": stage.opens_on, "closes_on": stage.closes_on}
    general = scenery.child(consultation, CommentStagePage(title="Ogólne", slug="ogolne", **dates))
    general.move(consultation, "first-child")

    assert stage_for(ConsultationPage.objects.get(pk=consultation.pk), meeting).pk == stage.pk


def test_units_are_those_of_the_frozen_text(consultation, stage, document, meeting):
    document.text += "§ 3. Nowy paragraf\n1. Dopisany po zamrożeniu.\n"
    document.save()
    units = units_of(stage_for(consultation, meeting))

    assert {unit.version_id for unit in units} == {DocumentStagePage.objects.get(pk=stage.pk).version_id}
    assert units_of(None) == []


@pytest.mark.parametrize("chosen", ["", "p1-u1"])
def test_a_remark_is_about_a_unit_or_the_whole_document(client, consultation, stage, meeting, clerk, chosen):
    unit = Unit.objects.get(version=stage.version, anchor="p1-u1")
    client.force_login(clerk)
    answer = send(client, consultation, meeting, unit=unit.pk if chosen else "")

    assert (Comment.objects.get().unit, f"unit={unit.pk}" in answer["Location"]) == (unit if chosen else None, bool(chosen))  # fmt: skip


def test_a_unit_of_another_document_is_refused(client, lists, consultation, meeting, clerk):
    other = scenery.make_document(lists[1], slug="inny")
    foreign = Unit.objects.filter(version__document=other).exclude(label="").first()
    client.force_login(clerk)
    answer = send(client, consultation, meeting, unit=foreign.pk)

    assert (answer.status_code, list(answer.context["form"].errors), Comment.objects.count()) == (422, ["unit"], 0)


# --- what is stored ---------------------------------------------------------------------------------------------------------------------------


def test_a_remark_is_a_comment_with_the_meeting_as_its_channel(consultation, stage, meeting, clerk, skawina):
    comment = enter(published_at_once(consultation), meeting, clerk, municipality=skawina)

    comment.refresh_from_db()
    assert (comment.channel, comment.event, comment.stage_id, comment.municipality, comment.words.opinion) == (
        "meeting", meeting, stage.pk, skawina, WORDS,
    )  # fmt: skip
    assert list(CommentVersion.objects.values_list("origin", flat=True)) == [CommentVersion.Origin.RECEIVED]


@pytest.mark.parametrize(("moderation", "state"), [("before", "pending"), ("after", "published")])
def test_moderation_holds_for_what_was_said_too(consultation, meeting, clerk, moderation, state):
    ConsultationPage.objects.filter(pk=consultation.pk).update(moderation=moderation)
    comment = enter(ConsultationPage.objects.get(pk=consultation.pk), meeting, clerk)

    assert (comment.state, comment.published_at is not None) == (state, state == "published")


def test_nobodys_name_is_kept(client, consultation, meeting, clerk):
    client.force_login(clerk)
    send(client, consultation, meeting, public_name="Jan Kowalski", name="Jan Kowalski", email="jan@przyklad.example")

    submitter = Submitter.objects.get()
    assert (Comment.objects.get().public_name, submitter.name, submitter.email) == ("", "", "")


@pytest.mark.parametrize(("name", "status"), [("", 422), ("  ", 422), ("Koło\u200b Gospodyń", 302)])
def test_an_organisation_is_named(client, consultation, meeting, clerk, name, status):
    client.force_login(clerk)
    answer = send(client, consultation, meeting, who="organisation", public_name=name)

    assert answer.status_code == status
    assert list(Comment.objects.values_list("who", "public_name")) == ([("organisation", "Koło Gospodyń")] if status == 302 else [])  # fmt: skip


@pytest.mark.parametrize("when", ["goes on", "over"])
def test_the_time_of_a_remark_is_the_meetings(consultation, make_meeting, clerk, when):
    meeting = make_meeting(-1 if when == "goes on" else -3)
    before = timezone.now()
    comment = enter(consultation, meeting, clerk)

    if when == "over":
        assert comment.created_at == meeting.ends_at
    else:
        assert before <= comment.created_at <= timezone.now()


@pytest.mark.parametrize("field", ["opinion", "rationale"])
def test_a_pesel_is_refused_at_its_field(client, consultation, meeting, clerk, field):
    client.force_login(clerk)
    answer = send(client, consultation, meeting, **{field: "Pan o numerze 44051401359 mówił"})

    assert (answer.status_code, list(answer.context["form"].errors), Comment.objects.count()) == (422, [field], 0)


def test_a_pesel_that_reaches_the_register_another_way_waits_for_a_moderator(consultation, meeting, clerk):
    comment = enter(published_at_once(consultation), meeting, clerk, who="organisation", public_name="Koło 44051401359")

    assert (comment.state, comment.has_pesel) == ("pending", True)


@pytest.mark.parametrize(
    ("data", "field"),
    [({"opinion": ""}, "opinion"), ({"opinion": " \n"}, "opinion"), ({"kind": "xyz"}, "kind"), ({"kind": "change"}, "kind"),
     ({"who": ""}, "who"), ({"municipality": "999"}, "municipality"), ({"unit": "abc"}, "unit"), ({"form_key": "x"}, "form_key")],
)  # fmt: skip
def test_bad_input_gets_a_sentence_and_loses_nothing(client, consultation, meeting, clerk, data, field):
    client.force_login(clerk)
    answer = send(client, consultation, meeting, rationale="Bo tak wolą sąsiedzi", **data)

    assert (answer.status_code, list(answer.context["form"].errors), Comment.objects.count()) == (422, [field], 0)
    assert "Bo tak wolą sąsiedzi" in answer.content.decode()


# --- numbers -------------------------------------------------------------------------------------------------------------------------------------


def test_a_double_click_is_one_comment(client, consultation, meeting, clerk):
    client.force_login(clerk)
    key = str(uuid.uuid4())
    answers = [send(client, consultation, meeting, form_key=key).status_code for _twice in (1, 2)]

    assert (answers, Comment.objects.count(), CommentVersion.objects.count(), Submitter.objects.count()) == (
        [302, 302], 1, 1, 1,
    )  # fmt: skip
    assert ConsultationPage.objects.get(pk=consultation.pk).comment_counter == 1


def test_remarks_and_comments_share_numbers_without_gaps(client, consultation, stage, meeting, clerk):
    scenery.make_comment(consultation, stage, 1)
    client.force_login(clerk)
    send(client, consultation, meeting, opinion="")  # refused
    for _time in range(2):
        send(client, consultation, meeting)
    with pytest.raises(MoveRefused):
        enter(consultation, EventPage(state="cancelled"), clerk)
    send(client, consultation, meeting)

    assert list(Comment.objects.order_by("number").values_list("number", "channel")) == [
        (1, "form"), (2, "meeting"), (3, "meeting"), (4, "meeting"),
    ]  # fmt: skip


def test_the_screen_shows_what_has_been_entered_and_begins_the_next_one(client, consultation, meeting, clerk, skawina):
    client.force_login(clerk)
    answer = client.get(send(client, consultation, meeting, municipality=skawina.pk)["Location"])

    assert ([comment.number for comment in answer.context["entered"]], answer.context["count"]) == ([1], 1)
    assert (answer.context["form"]["municipality"].value(), WORDS in answer.content.decode()) == (str(skawina.pk), True)
    assert answer.context["form"]["opinion"].value() is None
