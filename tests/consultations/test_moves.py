"""The tables of moves read aloud: where a comment and an answer can go, and who may send them there."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from wagtail.models import ModelLogEntry

from consultations.lifecycle import COMMENT, CONSULTATION, RESPONSE
from consultations.models import Comment, ConsultationPage, Response
from consultations.permissions import Author
from consultations.services import TooLate, answer_comments, confirm_comment, edit_comment, publish_responses
from shared.acts.lifecycle import MoveNotAllowed, MoveRefused
from tests.factories import scenery

K, R = Comment.State, Response.State
PEOPLE = ["moderator", "clerk", "second_clerk", "other_clerk", "coordinator", "editor", "resident", "nobody"]


def user_of(request, who: str, comment=None):
    if who == "author":
        return Author(comment)
    return AnonymousUser() if who == "nobody" else request.getfixturevalue(who)


def moves() -> list[tuple]:
    found = ModelLogEntry.objects.filter(action="lifecycle.move").order_by("timestamp", "pk")
    return [(entry.data["move"], entry.data["from"], entry.data["to"]) for entry in found]


# --- where they can go ----------------------------------------------------------------------------------------


def test_the_states_a_comment_can_reach():
    assert {state: COMMENT.reachable(state) for state in K.values} == {
        K.UNCONFIRMED: {K.PENDING, K.PUBLISHED},
        K.PENDING: {K.PUBLISHED, K.HIDDEN, K.WITHDRAWN},
        K.PUBLISHED: {K.PENDING, K.HIDDEN, K.WITHDRAWN},
        K.HIDDEN: {K.PENDING, K.PUBLISHED},
        K.WITHDRAWN: set(),
    }


def test_the_states_an_answer_can_reach():
    assert {state: RESPONSE.reachable(state) for state in R.values} == {
        R.DRAFT: {R.DRAFT, R.APPROVED},
        R.APPROVED: {R.DRAFT, R.PUBLISHED},
        R.PUBLISHED: set(),
    }


def test_the_states_a_consultation_can_reach():
    assert {state: CONSULTATION.reachable(state) for state in ConsultationPage.State.values} == {
        "draft": {"announced"}, "announced": {"reported", "cancelled"}, "reported": set(), "cancelled": set(),
    }  # fmt: skip


# --- an unconfirmed comment -----------------------------------------------------------------------------------


@pytest.fixture
def waiting(comment):
    Comment.objects.update(state="unconfirmed", published_at=None)
    return Comment.objects.get()


@pytest.mark.parametrize(
    ("moderation", "has_pesel", "state"),
    [("before", False, "pending"), ("before", True, "pending"), ("after", False, "published"), ("after", True, "pending")],
)  # fmt: skip
def test_a_confirmed_comment_is_shown_at_once_or_read_first(waiting, moderation, has_pesel, state):
    ConsultationPage.objects.update(moderation=moderation)
    Comment.objects.update(has_pesel=has_pesel)

    confirm_comment(waiting, by=Author(waiting))

    there = Comment.objects.select_related("submitter").get()
    assert (there.state, there.published_at is not None, waiting.state) == (state, state == "published", state)
    assert there.submitter.email_confirmed_at is not None
    assert moves() == [("confirm", "unconfirmed", state)]


@pytest.mark.parametrize("who", PEOPLE)
def test_only_the_author_confirms(request, waiting, who):
    with pytest.raises(PermissionDenied):
        confirm_comment(waiting, by=user_of(request, who))

    assert list(Comment.objects.values_list("state", "submitter__email_confirmed_at")) == [("unconfirmed", None)]


def test_the_author_of_another_comment_is_not_the_author(waiting, consultation, stage):
    other = scenery.make_comment(consultation, stage, 2)

    with pytest.raises(PermissionDenied):
        confirm_comment(waiting, by=Author(other))
    with pytest.raises(PermissionDenied):
        edit_comment(waiting, by=Author(other), words={"opinion": "Cudze słowa"})
    assert (Comment.objects.get(number=1).state, waiting.versions.count()) == ("unconfirmed", 1)


@pytest.mark.parametrize("name", [name for name in COMMENT.moves if name != "confirm"])
@pytest.mark.parametrize("who", ["author", "moderator"])
def test_until_then_nothing_else_is_decided_about_it(request, waiting, who, name):
    with pytest.raises((PermissionDenied, MoveNotAllowed)):
        COMMENT.apply(name, waiting, by=user_of(request, who, waiting), reason="threat")

    assert Comment.objects.get().state == "unconfirmed"


@pytest.mark.parametrize("state", ["reported", "cancelled"])
def test_once_the_record_stands_nothing_is_confirmed(waiting, state):
    ConsultationPage.objects.update(state=state)

    with pytest.raises(TooLate):
        confirm_comment(waiting, by=Author(waiting))
    assert list(Comment.objects.values_list("state", "submitter__email_confirmed_at")) == [("unconfirmed", None)]


@pytest.mark.parametrize("state", ["pending", "published", "hidden", "withdrawn"])
def test_a_second_click_changes_nothing(waiting, state):
    Comment.objects.update(state=state)

    confirm_comment(waiting, by=Author(waiting))

    assert (Comment.objects.get().state, waiting.state, moves()) == (state, state, [])


# --- words that change are read again -------------------------------------------------------------------------


@pytest.mark.parametrize("who", PEOPLE)
def test_only_the_author_changes_the_words(request, comment, who):
    with pytest.raises(PermissionDenied):
        edit_comment(comment, by=user_of(request, who), words={"opinion": "Cudze słowa"})
    with pytest.raises(PermissionDenied):
        COMMENT.apply("read_again", comment, by=user_of(request, who))

    assert (Comment.objects.get().state, comment.versions.count()) == ("published", 1)


@pytest.mark.parametrize(
    ("moderation", "words", "expected"),
    [("before", "Nowe słowa.", [("read_again", "published", "pending")]), ("after", "Nowe słowa.", []),
     ("after", "Mój numer to 44051401359.", [("read_again", "published", "pending")])],
)  # fmt: skip
def test_changed_words_are_read_again_where_reading_comes_first(comment, moderation, words, expected):
    ConsultationPage.objects.update(moderation=moderation)

    edit_comment(comment, by=Author(comment), words={"opinion": words})

    assert (moves(), Comment.objects.get().state) == (expected, "pending" if expected else "published")


# --- an answer ------------------------------------------------------------------------------------------------


@pytest.fixture
def response(comment, clerk, second_clerk):
    """Written by one host, approved by another."""
    made = answer_comments([comment], by=clerk, verdict="accepted", text="Zgoda.")
    RESPONSE.apply("approve", made, by=second_clerk)
    ModelLogEntry.objects.all().delete()
    return made


MAY = {
    # move: who may make it with an answer that `clerk` wrote
    "edit": {"clerk", "second_clerk"},
    "read_again": {"author"},
    "approve": {"second_clerk"},
    "return": {"clerk", "second_clerk"},
    "publish": {"clerk", "second_clerk"},
}


@pytest.mark.parametrize("who", [*PEOPLE, "author"])
@pytest.mark.parametrize("name", MAY)
def test_who_may_decide_about_an_answer(request, response, comment, who, name):
    source = RESPONSE.moves[name].sources[0]
    Response.objects.update(state=source)
    user = user_of(request, who, comment)
    if who in MAY[name]:
        RESPONSE.apply(name, response, by=user)
    else:
        with pytest.raises(PermissionDenied):
            RESPONSE.apply(name, response, by=user)

    assert Response.objects.get().state == (RESPONSE.moves[name].target if who in MAY[name] else source)
    assert MAY.keys() == RESPONSE.moves.keys()


def test_an_edited_answer_is_a_draft_of_whoever_edited_it(response, comment, clerk, second_clerk):
    answer_comments([comment], by=second_clerk, verdict="partly", text="Częściowo.", response=response)

    there = Response.objects.get()
    assert (there.state, there.author, there.approved_by, there.text) == ("draft", second_clerk, None, "Częściowo.")
    assert moves() == [("edit", "approved", "draft")]
    with pytest.raises(PermissionDenied):
        RESPONSE.apply("approve", there, by=second_clerk)


def test_an_answer_to_words_that_have_changed_is_approved_anew(response, comment, clerk):
    edit_comment(Comment.objects.get(), by=Author(comment), words={"opinion": "Inne słowa"})

    there = Response.objects.get()
    assert (there.state, there.author, there.approved_by) == ("draft", clerk, None)
    assert ("read_again", "approved", "draft") in moves()


def test_a_published_answer_is_not_taken_back_by_new_words(response, comment, clerk):
    publish_responses(response.consultation, by=clerk)

    with pytest.raises(MoveNotAllowed):
        edit_comment(Comment.objects.get(), by=Author(comment), words={"opinion": "Inne słowa"})
    with pytest.raises(MoveNotAllowed):
        RESPONSE.apply("read_again", response, by=Author(comment))
    assert (Response.objects.get().state, comment.versions.count()) == ("published", 1)


@pytest.fixture
def approved(consultation, stage, clerk, second_clerk):
    """Makes comments, each with its approved answer."""

    def make(count: int) -> None:
        for number in range(1, count + 1):
            comment = scenery.make_comment(consultation, stage, number)
            answer_comments([comment], by=clerk, verdict="accepted", text="Zgoda.")
        found = Response.objects.select_related("consultation")
        assert len(RESPONSE.apply_all("approve", found, by=second_clerk)) == count

    return make


@pytest.mark.parametrize("count", [1, 3])
def test_publishing_many_answers_costs_as_much_as_publishing_one(approved, consultation, clerk, count, django_assert_num_queries):  # fmt: skip
    approved(count)
    ModelLogEntry.objects.all().delete()

    with django_assert_num_queries(9):
        published = publish_responses(consultation, by=clerk)

    assert (published, moves()) == (count, [("publish", "approved", "published")] * count)
    assert Response.objects.filter(state="published").exclude(published_at=None).count() == count


def test_publishing_leaves_drafts_and_the_answers_of_other_consultations(approved, consultation, lists, clerk):
    approved(2)
    Response.objects.filter(comments__number=1).update(state="draft")

    assert publish_responses(consultation, by=clerk) == 1
    assert sorted(Response.objects.values_list("comments__number", "state")) == [(1, "draft"), (2, "published")]


def test_nobody_approves_own_answers_in_a_crowd(approved, clerk):
    approved(2)
    Response.objects.update(state="draft")

    with pytest.raises(PermissionDenied):
        RESPONSE.apply_all("approve", Response.objects.select_related("consultation"), by=clerk)
    assert list(Response.objects.values_list("state", flat=True)) == ["draft", "draft"]


@pytest.mark.parametrize("name", ["publish", "undo"])
def test_the_record_stands_for_many_as_for_one(comment, moderator, name):
    Comment.objects.update(state="hidden")
    ConsultationPage.objects.update(state="reported")

    with pytest.raises(MoveRefused):
        COMMENT.apply_all(name, Comment.objects.select_related("consultation"), by=moderator)
    assert Comment.objects.get().state == "hidden"
