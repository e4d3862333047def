"""Who decides about answers, whose comments a moderator sees, and what reading an identity leaves behind."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.models import Office
from consultations.models import Comment, ConsultationIndexPage, Response
from consultations.services import publish_responses
from tests.conftest import person
from tests.consultations.test_office_screens import seen_of
from tests.desks import hidden_fields
from tests.factories import scenery
from tests.kept import kept


@pytest.fixture(autouse=True)
def without_totp(settings):
    settings.STAFF_WITHOUT_TOTP = True


@kept
def elsewhere(home, consultation, liszki, document):
    """A comment of another municipality."""
    lists = scenery.child(
        consultation.get_parent().get_parent(),
        ConsultationIndexPage(title="Liszki", slug="liszki", municipality=liszki),
    )
    page = scenery.make_consultation(lists, slug="droga")
    stage = scenery.make_stages(page)[0]
    return scenery.make_comment(scenery.announced(page, sequence=2), stage, 1, words={"opinion": "Z Liszek"})


# --- whose comments ----------------------------------------------------------------------------------------------

SEEN = {
    ("moderator", "skawina"): ["Uwaga numer 1"],
    ("host", "skawina"): ["Uwaga numer 1"],
    ("moderator", None): ["Uwaga numer 1", "Z Liszek"],
    ("host", None): ["Uwaga numer 1", "Z Liszek"],
    ("editor", "skawina"): [],
    ("coordinator", None): [],
}


@pytest.mark.parametrize(("role", "where"), SEEN)
def test_the_comments_a_person_moderates(client, comment, elsewhere, skawina, role, where):
    user = person("ktos@przyklad.example", Office.Role(role), skawina if where else None)
    found = Comment.objects.moderated_by(user).order_by("consultation")

    assert [comment.words.main_text for comment in found] == SEEN[role, where]


def test_a_moderator_of_the_whole_area_decides_everywhere(client, comment, elsewhere):
    client.force_login(person("obszar@przyklad.example", Office.Role.MODERATOR))
    Comment.objects.update(state="pending")

    picked = {"pick": [comment.pk, elsewhere.pk], **seen_of(comment, elsewhere)}
    client.post(reverse("consultations_admin:queue"), {**picked, "bulk": "publish"})

    assert list(Comment.objects.values_list("state", flat=True)) == ["published", "published"]


# --- identities ---------------------------------------------------------------------------------------------------


def readings() -> list[tuple]:
    found = ModelLogEntry.objects.filter(action="identity.read")
    return list(found.values_list("user__email", "object_id"))


@pytest.mark.parametrize("who", ["clerk", "moderator"])
def test_every_reading_of_an_identity_is_logged(client, request, comment, who):
    user = request.getfixturevalue(who)
    client.force_login(user)
    for _time in range(2):
        client.get(reverse("consultations_admin:identity", args=[comment.pk]))

    assert readings() == [(user.email, str(comment.pk))] * 2


@pytest.mark.parametrize("who", ["other_clerk", "coordinator", "editor"])
def test_a_refused_reading_reads_nothing(client, request, comment, who):
    client.force_login(request.getfixturevalue(who))

    answer = client.get(reverse("consultations_admin:identity", args=[comment.pk]))

    assert (answer.status_code, readings()) == (404, [])


# --- answers ------------------------------------------------------------------------------------------------------


@kept
def responses(consultation, comment, second_clerk):
    """A draft and an approved answer of somebody else."""
    words = {"consultation": consultation, "author": second_clerk, "verdict": "accepted"}
    return [Response.objects.create(state=state, **words) for state in ("draft", "approved")]


def states():
    return list(Response.objects.order_by("pk").values_list("state", flat=True))


ACTS = {"approve_all": ["approved", "approved"], "publish_answers": ["draft", "published"]}


def press_for_all(client, consultation, act):
    """The button of a screen opened now; whoever has no such button posts its stamp all the same."""
    screen = client.get(reverse("consultations_admin:desk", args=[consultation.pk]))
    name = {"approve_all": "seen_drafts", "publish_answers": "seen_approved"}[act]
    address = reverse(f"consultations_admin:{act}", args=[consultation.pk])
    return client.post(address, {"seen_state": screen.context[name]})


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["moderator", "coordinator"])
def test_only_the_host_approves_and_publishes_answers(client, request, consultation, responses, act, who):
    client.force_login(request.getfixturevalue(who))

    answer = press_for_all(client, consultation, act)

    # Wagtail's admin turns a refusal into a redirect to its front page with a message.
    assert (answer.status_code, answer["Location"], states()) == (302, "/cms/", ["draft", "approved"])


@pytest.mark.parametrize("act", ACTS)
def test_the_refusal_does_not_wait_for_answers_to_decide_about(client, consultation, comment, moderator, act):
    client.force_login(moderator)

    assert press_for_all(client, consultation, act)["Location"] == "/cms/"


@pytest.mark.parametrize("act", ACTS)
def test_the_host_approves_and_publishes_answers(client, consultation, responses, clerk, act):
    client.force_login(clerk)

    press_for_all(client, consultation, act)

    assert states() == ACTS[act]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("change", ["another one", "other words"])
def test_answers_that_have_changed_since_the_screen_was_drawn_are_not_decided_together(
    client, consultation, responses, clerk, second_clerk, act, change
):
    client.force_login(clerk)
    screen = client.get(reverse("consultations_admin:desk", args=[consultation.pk]))
    address = reverse(f"consultations_admin:{act}", args=[consultation.pk])
    old = hidden_fields(screen, address)
    for response in responses:
        if change == "other words":
            response.text = "Inne słowa."
            response.save()
        else:
            Response.objects.create(
                consultation=consultation, state=response.state, author=second_clerk, verdict="accepted"
            )
    before = states()
    answer = client.post(address, old)

    assert (answer.status_code, len(answer.context["refused"]), states()) == (409, 1, before)


def test_after_the_report_answers_are_not_published(client, consultation, responses, clerk):
    client.force_login(clerk)
    type(consultation).objects.update(state="reported")
    answer = press_for_all(client, consultation, "publish_answers")

    assert (answer.status_code, len(answer.context["refused"]), states()) == (409, 1, ["draft", "approved"])


@pytest.mark.parametrize("who", ["moderator", "coordinator", "other_clerk", "resident"])
def test_the_act_itself_refuses_whoever_is_not_the_host(request, consultation, responses, who):
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        publish_responses(consultation, by=request.getfixturevalue(who))
    assert states() == ["draft", "approved"]


# --- the clerk's own time zone --------------------------------------------------------------------------------------


def test_a_clerk_cannot_choose_a_time_zone_that_would_move_the_first_and_the_last_day(client, clerk):
    from wagtail.users.models import UserProfile

    client.force_login(clerk)
    page = client.get("/cms/account/").content.decode()
    client.post(
        "/cms/account/",
        {
            "name_email-first_name": "A", "name_email-last_name": "B", "name_email-email": clerk.email,
            "locale-preferred_language": "pl", "locale-current_time_zone": "Pacific/Auckland",
            "theme-theme": "system", "theme-contrast": "system", "theme-density": "default",
        },
    )  # fmt: skip

    assert "current_time_zone" not in page
    assert UserProfile.get_for_user(clerk).get_current_time_zone() == "Europe/Warsaw"
