"""The office's screens: who may enter, what each says."""

import pytest
from django.urls import reverse

from consultations.lifecycle import COMMENT
from consultations.models import Comment, Response
from consultations.permissions import Author
from consultations.services import edit_comment
from shared.acts.lifecycle import MoveRefused
from tests.desks import press, shown
from tests.factories import scenery


def unanswered(comment) -> str:
    """What the form of a comment without an answer says it has read."""
    return f"|{comment.words_id}"


def seen_of(*comments) -> dict[str, str]:
    """What the queue, opened now, would post about the comments."""
    return {f"seen-{comment.pk}": shown(comment, "words_id")["seen_state"] for comment in comments}


@pytest.fixture(autouse=True)
def without_totp(settings):
    settings.STAFF_WITHOUT_TOTP = True


def screens(consultation, comment, stage):
    return {
        "index": reverse("consultations_admin:index"),
        "queue": reverse("consultations_admin:queue"),
        "panel": reverse("consultations_admin:panel", args=[consultation.pk]),
        "desk": reverse("consultations_admin:desk", args=[consultation.pk]),
        "dates": reverse("consultations_admin:dates", args=[stage.pk]),
        "identity": reverse("consultations_admin:identity", args=[comment.pk]),
    }


TABLE = {
    "clerk": {"index": 200, "queue": 200, "panel": 200, "desk": 200, "dates": 200, "identity": 200},
    "moderator": {"index": 200, "queue": 200, "panel": 200, "desk": 200, "dates": 403, "identity": 200},
    "coordinator": {"index": 200, "queue": 200, "panel": 200, "desk": 200, "dates": 200, "identity": 404},
    "other_clerk": {"index": 200, "queue": 200, "panel": 404, "desk": 404, "dates": 404, "identity": 404},
    "resident": {"index": 302, "queue": 302, "panel": 302, "desk": 302, "dates": 302, "identity": 302},
    None: {"index": 302, "queue": 302, "panel": 302, "desk": 302, "dates": 302, "identity": 302},
}


@pytest.mark.parametrize("who", TABLE, ids=str)
def test_each_role_enters_its_own_screens_only(client, request, who, consultation, comment, stage):
    if who:
        client.force_login(request.getfixturevalue(who))

    answers = {name: client.get(url) for name, url in screens(consultation, comment, stage).items()}

    # Wagtail's admin turns a refusal into a redirect to its front page with a message.
    found = {
        name: 403
        if a.status_code == 302 and a["Location"] == "/cms/" and who not in (None, "resident")
        else a.status_code
        for name, a in answers.items()
    }
    assert found == TABLE[who]


def test_the_index_of_another_clerk_is_empty(client, other_clerk, consultation):
    client.force_login(other_clerk)

    assert list(client.get(reverse("consultations_admin:index")).context["consultations"]) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_costs_the_same_for_one_and_for_three(
    client, moderator, consultation, stage, count, django_assert_max_num_queries
):
    for number in range(1, count + 1):
        scenery.make_comment(consultation, stage, number, state="pending")
    client.force_login(moderator)
    client.get(reverse("consultations_admin:queue"))

    with django_assert_max_num_queries(24):
        answer = client.get(reverse("consultations_admin:queue"))

    assert len(answer.context["page_obj"]) == count


def test_a_moderator_publishes_one_comment_and_undoes_it(client, moderator, consultation, stage):
    comment = scenery.make_comment(consultation, stage, 1, state="pending")
    client.force_login(moderator)
    queue = reverse("consultations_admin:queue")

    client.post(queue, {"publish": comment.pk, **seen_of(comment)})
    assert Comment.objects.get().state == "published"
    client.post(queue, {"bulk": "undo", "pick": [comment.pk], **seen_of(comment)})
    assert Comment.objects.get().state == "pending"


def test_hiding_needs_a_reason(client, moderator, consultation, stage):
    comment = scenery.make_comment(consultation, stage, 1, state="pending")
    client.force_login(moderator)
    queue = reverse("consultations_admin:queue")

    without = client.post(queue, {"hide": comment.pk, **seen_of(comment)})
    assert (without.status_code, len(without.context["refused"]), Comment.objects.get().state) == (422, 1, "pending")
    client.post(queue, {"hide": comment.pk, f"reason-{comment.pk}": "threat", **seen_of(comment)})
    assert (Comment.objects.get().state, Comment.objects.get().hidden_reason) == ("hidden", "threat")


def test_a_bulk_decision_takes_all_that_are_ticked(client, moderator, consultation, stage):
    comments = [scenery.make_comment(consultation, stage, number, state="pending") for number in (1, 2, 3)]
    client.force_login(moderator)

    client.post(
        reverse("consultations_admin:queue"),
        {"bulk": "publish", "pick": [c.pk for c in comments[:2]], **seen_of(*comments)},
    )

    assert list(Comment.objects.order_by("number").values_list("state", flat=True)) == [
        "published",
        "published",
        "pending",
    ]


def test_a_moderator_of_another_municipality_decides_nothing(client, other_clerk, consultation, stage):
    comment = scenery.make_comment(consultation, stage, 1, state="pending")
    client.force_login(other_clerk)

    client.post(reverse("consultations_admin:queue"), {"publish": comment.pk, **seen_of(comment)})

    assert Comment.objects.get().state == "pending"


def test_a_clerk_answers_two_comments_at_once_and_goes_to_the_next(client, clerk, consultation, stage, unit):
    first, second, _third = [scenery.make_comment(consultation, stage, n, unit=unit) for n in (1, 2, 3)]
    client.force_login(clerk)
    desk = reverse("consultations_admin:desk", args=[consultation.pk])

    answer = client.post(
        f"{desk}?uwaga=1",
        {"verdict": "explained", "text": "Tak już jest.", "also": [second.pk], "seen": unanswered(first)},
    )

    assert answer["Location"] == f"{desk}?uwaga=3"
    assert [Comment.objects.get(number=n).response_id is not None for n in (1, 2, 3)] == [True, True, False]
    assert Response.objects.get().state == "draft"


def test_a_rejection_without_reasons_is_refused_and_keeps_what_was_typed(client, clerk, consultation, comment):
    client.force_login(clerk)
    desk = reverse("consultations_admin:desk", args=[consultation.pk])

    answer = client.post(f"{desk}?uwaga=1", {"verdict": "rejected", "text": "", "changed_wording": "Nowe brzmienie"})

    assert answer.status_code == 422
    assert "Nowe brzmienie" in answer.content.decode()
    assert list(Response.objects.all()) == []


def test_two_clerks_do_not_overwrite_each_other(client, clerk, consultation, comment):
    client.force_login(clerk)
    desk = reverse("consultations_admin:desk", args=[consultation.pk])
    client.post(f"{desk}?uwaga=1", {"verdict": "explained", "text": "Pierwsza wersja.", "seen": unanswered(comment)})

    answer = client.post(
        f"{desk}?uwaga=1",
        {"verdict": "explained", "text": "Druga, z nieaktualnej strony.", "seen": unanswered(comment)},
    )

    assert answer.status_code == 422
    assert "Druga, z nieaktualnej strony." in answer.content.decode()
    assert Response.objects.get().text == "Pierwsza wersja."


def test_the_author_of_an_answer_does_not_approve_it(client, clerk, second_clerk, consultation, comment):
    client.force_login(clerk)
    client.post(
        reverse("consultations_admin:desk", args=[consultation.pk]) + "?uwaga=1",
        {"verdict": "accepted", "seen": unanswered(comment)},
    )
    response = Response.objects.get()
    approve = reverse("consultations_admin:response_move", args=[response.pk, "approve"])

    client.post(approve, shown(response, "updated_at"))
    assert Response.objects.get().state == "draft"
    client.force_login(second_clerk)
    desk = reverse("consultations_admin:desk", args=[consultation.pk])
    answer = press(client, f"{desk}?uwaga=1", approve, query="?uwaga=1")
    assert (Response.objects.get().state, answer["Location"]) == ("approved", f"{desk}?uwaga=1")
    press(client, desk, reverse("consultations_admin:publish_answers", args=[consultation.pk]))
    assert Response.objects.get().state == "published"


def test_a_moderator_does_not_write_answers(client, moderator, consultation, comment):
    client.force_login(moderator)

    client.post(
        reverse("consultations_admin:desk", args=[consultation.pk]) + "?uwaga=1",
        {"verdict": "accepted", "seen": unanswered(comment)},
    )

    assert list(Response.objects.all()) == []


def test_an_answer_is_not_stored_for_words_the_clerk_has_not_read(client, clerk, consultation, comment):
    client.force_login(clerk)
    desk = reverse("consultations_admin:desk", args=[consultation.pk])
    read = unanswered(comment)
    edit_comment(comment, by=Author(comment), words={"opinion": "Zupełnie inne słowa"})

    answer = client.post(f"{desk}?uwaga=1", {"verdict": "accepted", "text": "Zgoda.", "seen": read})

    assert (answer.status_code, "Zgoda." in answer.content.decode()) == (422, True)
    assert list(Response.objects.all()) == []


def test_words_changed_since_the_moderator_read_them_are_not_published(client, moderator, comment):
    Comment.objects.update(state="pending")
    client.force_login(moderator)
    read = seen_of(comment)
    edit_comment(Comment.objects.get(), by=Author(comment), words={"opinion": "Zupełnie inne słowa"})

    answer = client.post(reverse("consultations_admin:queue"), {"publish": comment.pk, **read})

    assert (answer.status_code, Comment.objects.get().state) == (409, "pending")
    assert comment.code in answer.context["refused"][0]


@pytest.mark.parametrize(
    ("move", "state", "after"),
    [("publish", "hidden", "hidden"), ("undo", "published", "published"), ("hide", "published", "hidden")],
)
def test_after_the_report_a_comment_can_only_be_hidden(consultation, comment, moderator, move, state, after):
    Comment.objects.update(state=state)
    type(consultation).objects.update(state="reported")
    fresh = Comment.objects.get()

    if after == state:
        with pytest.raises(MoveRefused):
            COMMENT.apply(move, fresh, by=moderator)
    else:
        COMMENT.apply(move, fresh, by=moderator, reason="threat")

    assert Comment.objects.get().state == after


def test_a_stray_click_without_a_tick_keeps_the_undo(client, moderator, comment):
    Comment.objects.update(state="pending")
    client.force_login(moderator)
    queue = reverse("consultations_admin:queue")
    client.post(queue, {"publish": comment.pk, **seen_of(comment)})

    client.post(queue, {"bulk": "publish"})

    assert [pk for pk, _seen in client.session["moderation_decided"]] == [comment.pk]


@pytest.mark.parametrize(("state", "who", "offered"), [("draft", "clerk", []), ("draft", "second_clerk", ["approve"]), ("approved", "clerk", ["return"]), ("published", "clerk", [])])  # fmt: skip
def test_the_desk_approves_and_returns_one_answer_at_a_time(client, request, consultation, comment, clerk, state, who, offered):  # fmt: skip
    """Answers are edited by the form and published together, whatever else the table of moves knows."""
    made = Response.objects.create(consultation=consultation, author=clerk, verdict="accepted", state=state)
    Comment.objects.update(response=made)
    client.force_login(request.getfixturevalue(who))
    desk = client.get(reverse("consultations_admin:desk", args=[consultation.pk]) + "?uwaga=1")
    others = [
        client.post(reverse("consultations_admin:response_move", args=[made.pk, name])).status_code
        for name in ("publish", "edit", "read_again")
    ]

    assert ([made.name for made in desk.context["decisions"]], others) == (offered, [404, 404, 404])
    assert Response.objects.get().state == state
