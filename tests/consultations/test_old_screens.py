"""Two people at the desks of a consultation: whoever comes second decides nothing and reads what is there now."""

import pytest
from django.urls import reverse

from consultations.lifecycle import COMMENT, CONSULTATION, RESPONSE
from consultations.models import Comment, ConsultationPage, Response
from tests.consultations.test_office_screens import seen_of
from tests.desks import hidden_fields
from tests.factories import scenery

REASON = "Zmieniła się ustawa, konsultacje zaczniemy od nowa."


@pytest.fixture(autouse=True)
def without_totp(settings):
    settings.STAFF_WITHOUT_TOTP = True


@pytest.fixture
def queue():
    return reverse("consultations_admin:queue")


@pytest.fixture
def pending(comment):
    Comment.objects.update(state="pending")
    return Comment.objects.get()


# --- comments ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second"), [("hide", "publish"), ("publish", "hide"), ("hide", "hide"), ("publish", "publish")]
)
def test_of_two_moderators_the_second_decides_nothing(client, queue, pending, clerk, moderator, first, second):
    """A comment that has been hidden is not published again from a screen on which it still waited."""
    old = seen_of(pending)
    COMMENT.apply(first, pending, by=clerk, reason="threat" if first == "hide" else "")
    client.force_login(moderator)
    answer = client.post(queue, {second: pending.pk, f"reason-{pending.pk}": "duplicate", **old})

    said, now = answer.context["refused"][0], Comment.objects.get()
    assert (answer.status_code, now.state) == (409, {"hide": "hidden", "publish": "published"}[first])
    assert [words in said for words in (pending.code, str(now.get_state_display()), str(clerk))] == [True] * 3
    assert (now.hidden_reason, now.get_hidden_reason_display() in said) == ("threat" if first == "hide" else "", True)


def test_a_bulk_decision_leaves_out_what_somebody_else_has_decided(
    client, queue, consultation, stage, clerk, moderator
):
    made = [scenery.make_comment(consultation, stage, number, state="pending") for number in (1, 2, 3)]
    old = seen_of(*made)
    COMMENT.apply("hide", made[1], by=clerk, reason="threat")
    client.force_login(moderator)
    answer = client.post(queue, {"bulk": "publish", "pick": [comment.pk for comment in made], **old})

    states = list(Comment.objects.order_by("number").values_list("state", flat=True))
    assert (answer.status_code, len(answer.context["refused"]), states) == (
        409, 1, ["published", "hidden", "published"],
    )  # fmt: skip
    assert sorted(pk for pk, _seen in client.session["moderation_decided"]) == [made[0].pk, made[2].pk]


def undo_of(client, queue, comment) -> dict[str, str]:
    """The fields of the button that takes back the last decision."""
    return {**hidden_fields(client.get(queue), name=f"seen-{comment.pk}"), "bulk": "undo"}


def test_an_undo_does_not_take_back_what_a_colleague_has_decided_since(client, queue, pending, clerk, moderator):
    client.force_login(moderator)
    client.post(queue, {"hide": pending.pk, f"reason-{pending.pk}": "threat", **seen_of(pending)})
    undo = undo_of(client, queue, pending)
    COMMENT.apply("publish", Comment.objects.get(), by=clerk)
    answer = client.post(queue, undo)

    assert (answer.status_code, Comment.objects.get().state) == (409, "published")


def test_the_undo_of_the_screen_takes_back_one_s_own_decision(client, queue, pending, moderator):
    client.force_login(moderator)
    client.post(queue, {"publish": pending.pk, **seen_of(pending)})
    answer = client.post(queue, undo_of(client, queue, pending))

    assert (answer.status_code, Comment.objects.get().state) == (302, "pending")
    assert "moderation_decided" not in client.session


def test_a_decision_about_comments_that_does_not_say_what_it_saw_is_refused(client, queue, pending, moderator):
    client.force_login(moderator)

    assert client.post(queue, {"publish": pending.pk}).status_code == 409
    assert Comment.objects.get().state == "pending"


def test_what_cannot_be_done_after_the_report_is_said_in_the_queue(client, queue, comment, moderator):
    Comment.objects.update(state="hidden", hidden_reason="threat")
    ConsultationPage.objects.update(state="reported")
    client.force_login(moderator)
    answer = client.post(queue, {"publish": comment.pk, **seen_of(comment)})

    assert (answer.status_code, comment.code in answer.context["refused"][0]) == (409, True)
    assert Comment.objects.get().state == "hidden"


def test_what_was_ticked_stays_ticked_when_the_reason_is_missing(client, queue, consultation, stage, moderator):
    made = [scenery.make_comment(consultation, stage, number, state="pending") for number in (1, 2)]
    client.force_login(moderator)
    answer = client.post(queue, {"bulk": "hide", "pick": [made[0].pk], **seen_of(*made)})

    assert (answer.status_code, answer.context["asked"].pks) == (422, [made[0].pk])
    assert f'value="{made[0].pk}" checked' in answer.content.decode()


# --- answers ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def response(consultation, comment, second_clerk):
    words = {"verdict": "explained", "text": "Tak już jest."}
    made = Response.objects.create(consultation=consultation, author=second_clerk, **words)
    Comment.objects.update(response=made)
    return made


def old_button(client, response, name: str) -> tuple[str, dict]:
    """Where the button of the desk posts to, and what."""
    desk = reverse("consultations_admin:desk", args=[response.consultation_id])
    address = reverse("consultations_admin:response_move", args=[response.pk, name])
    return f"{address}?uwaga=1", hidden_fields(client.get(f"{desk}?uwaga=1"), address)


def test_an_answer_written_anew_is_not_approved_from_an_old_screen(client, response, clerk):
    client.force_login(clerk)
    address, old = old_button(client, response, "approve")
    response.text = "Zupełnie inna odpowiedź."
    response.save()
    answer = client.post(address, old)

    assert (answer.status_code, len(answer.context["refused"]), Response.objects.get().state) == (409, 1, "draft")
    assert "Zupełnie inna odpowiedź." in answer.content.decode()


def test_an_answer_approved_by_another_is_not_approved_twice(client, response, clerk):
    client.force_login(clerk)
    address, old = old_button(client, response, "approve")
    RESPONSE.apply("approve", response, by=clerk)
    answer = client.post(address, old)

    said = " ".join(answer.context["refused"])
    assert (answer.status_code, Response.objects.get().state) == (409, "approved")
    assert (str(Response.State.APPROVED.label) in said, str(clerk) in said) == (True, True)


@pytest.mark.parametrize("name", ["publish", "edit", "xyz"])
def test_other_moves_of_an_answer_have_no_address(client, response, clerk, name):
    client.force_login(clerk)
    address = reverse("consultations_admin:response_move", args=[response.pk, name])

    assert (client.post(address, {"seen_state": "draft"}).status_code, Response.objects.get().state) == (404, "draft")


# --- the panel --------------------------------------------------------------------------------------------------------


@pytest.fixture
def cancel(consultation):
    return reverse("consultations_admin:move", args=[consultation.pk, "cancel"])


def open_panel(client, consultation, address) -> dict[str, str]:
    return hidden_fields(client.get(reverse("consultations_admin:panel", args=[consultation.pk])), address)


def test_of_two_who_cancel_the_second_reads_the_reason_of_the_first(client, consultation, cancel, clerk, coordinator):
    client.force_login(clerk)
    old = open_panel(client, consultation, cancel)
    CONSULTATION.apply("cancel", consultation, by=coordinator, reason=REASON)
    answer = client.post(cancel, {**old, "reason": "Inny powód."})

    said = " ".join(answer.context["refused"])
    assert (answer.status_code, ConsultationPage.objects.get().cancel_reason) == (409, REASON)
    assert (REASON in said, str(coordinator) in said) == (True, True)


def test_a_reason_that_is_too_long_comes_back_as_typed(client, consultation, cancel, clerk):
    client.force_login(clerk)
    answer = client.post(cancel, {**open_panel(client, consultation, cancel), "reason": "x" * 2001})

    assert (answer.status_code, "x" * 2001 in answer.content.decode()) == (422, True)
    assert ConsultationPage.objects.get().state == "announced"


def test_a_shorter_time_is_not_allowed_from_an_old_screen(client, consultation, coordinator):
    client.force_login(coordinator)
    override = reverse("consultations_admin:override", args=[consultation.pk])
    answer = client.post(override, {"seen_state": "draft", "reason": REASON})

    assert (answer.status_code, ConsultationPage.objects.get().override_reason) == (409, "")
