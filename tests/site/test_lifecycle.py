"""One table of moves: who may, from where, what stands in the way, what follows - and nothing on a refusal."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.urls import reverse
from wagtail.models import ModelLogEntry

from consultations.lifecycle import COMMENT, CONSULTATION
from consultations.models import Comment, ConsultationPage, Submitter
from shared.acts.lifecycle import Lifecycle, Move, MoveNotAllowed, MoveRefused, OneOf
from shared.models import SentLetter
from tests.desks import press
from tests.factories import scenery
from tests.parallel import at_once

REASON = "Zebranie wiejskie odwołano."


def state_of(comment) -> str:
    return Comment.objects.values_list("state", flat=True).get(pk=comment.pk)


def at(comment, state: str):
    Comment.objects.update(state=state)
    comment.refresh_from_db()
    return comment


def entries() -> list:
    rows = ModelLogEntry.objects.filter(action="lifecycle.move").order_by("pk")
    return [(row.user_id, row.object_id, row.data) for row in rows]


def anyone(user, obj) -> bool:
    return True


# --- from where, and who --------------------------------------------------------------------------------------

MOVES = {
    # move: the states it starts from, the state it ends in
    "publish": (("pending", "hidden"), "published"),
    "hide": (("pending", "published"), "hidden"),
    "undo": (("published", "hidden"), "pending"),
}


@pytest.mark.parametrize("name", MOVES)
@pytest.mark.parametrize("state", Comment.State.values)
def test_a_move_starts_only_from_its_states(comment, moderator, state, name):
    at(comment, state)
    sources, target = MOVES[name]

    if state in sources:
        COMMENT.apply(name, comment, by=moderator, reason="threat")
    else:
        with pytest.raises(MoveNotAllowed):
            COMMENT.apply(name, comment, by=moderator, reason="threat")

    assert (state_of(comment), len(entries())) == ((target, 1) if state in sources else (state, 0))


MAY = ["moderator", "clerk"]
MAY_NOT = ["coordinator", "other_clerk", "editor", "resident", "nobody"]


@pytest.mark.parametrize("who", MAY + MAY_NOT)
def test_whoever_may_not_is_offered_no_button_and_changes_nothing(request, comment, who):
    user = AnonymousUser() if who == "nobody" else request.getfixturevalue(who)
    offered = [move.name for move in COMMENT.available(comment, user)]
    if who in MAY:
        COMMENT.apply("hide", comment, by=user, reason="threat")
    else:
        with pytest.raises(PermissionDenied):
            COMMENT.apply("hide", comment, by=user, reason="threat")

    assert offered == (["hide", "undo"] if who in MAY else [])
    assert (state_of(comment), len(entries())) == (("hidden", 1) if who in MAY else ("published", 0))


@pytest.mark.parametrize("state", Comment.State.values)
def test_the_screen_offers_exactly_what_the_table_lets_pass(comment, moderator, state):
    at(comment, state)
    offered = {move.name for move in COMMENT.available(comment, moderator)}
    passed = set()
    for name in COMMENT.moves:
        at(comment, state)
        try:
            COMMENT.apply(name, comment, by=moderator, reason="threat")
            passed.add(name)
        except (MoveNotAllowed, PermissionDenied):
            pass

    assert offered == passed == {name for name, (sources, _target) in MOVES.items() if state in sources}
    assert [name for name in MOVES if COMMENT.can(name, at(comment, state), moderator) != (name in offered)] == []


def test_an_unknown_move_is_an_error_and_no_address(client, consultation, clerk, settings):
    settings.STAFF_WITHOUT_TOTP = True
    client.force_login(clerk)

    with pytest.raises(KeyError):
        CONSULTATION.apply("delete", consultation, by=clerk)
    assert client.post(reverse("consultations_admin:move", args=[consultation.pk, "delete"])).status_code == 404
    assert ConsultationPage.objects.get().state == "announced"


def test_who_may_not_is_told_so_even_when_it_is_too_late(comment, neighbour):
    """The state of what one may not decide about is nobody's business: 403 goes before 409."""
    Comment.objects.update(state="withdrawn")

    with pytest.raises(PermissionDenied):
        COMMENT.apply("publish", Comment.objects.get(), by=neighbour)


# --- what stands in the way -----------------------------------------------------------------------------------


def test_a_guard_stops_the_move_with_its_sentences(comment, moderator):
    happened = []
    table = Lifecycle(
        Move("hide", ("published",), "hidden", anyone, guard=lambda obj: ["Brakuje planu.", "Brakuje mapy."],
             act=lambda *facts: happened.append(facts), then=(happened.append,)),
    )  # fmt: skip

    with pytest.raises(MoveRefused) as refusal:
        table.apply("hide", comment, by=moderator)

    assert refusal.value.reasons == ["Brakuje planu.", "Brakuje mapy."]
    assert (state_of(comment), comment.state, happened, entries()) == ("published", "published", [], [])


@pytest.mark.parametrize("lifecycle", [COMMENT, CONSULTATION])
def test_a_reason_is_asked_for_where_people_lose_something(lifecycle):
    needed = {name for name, move in lifecycle.moves.items() if move.needs_reason}

    assert needed == ({"hide"} if lifecycle is COMMENT else {"cancel"})


@pytest.mark.parametrize(
    ("reason", "code", "state"),
    [("", 422, "announced"), (" \n\t ", 422, "announced"), (f"  {REASON} ", 302, "cancelled")],
)
def test_a_cancellation_waits_for_its_reason(client, consultation, clerk, settings, reason, code, state):
    settings.STAFF_WITHOUT_TOTP = True
    client.force_login(clerk)

    cancel = reverse("consultations_admin:move", args=[consultation.pk, "cancel"])
    answer = press(client, reverse("consultations_admin:panel", args=[consultation.pk]), cancel, reason=reason)

    page = ConsultationPage.objects.get()
    assert (answer.status_code, page.state, page.cancel_reason) == (code, state, REASON if code == 302 else "")


# --- what follows ---------------------------------------------------------------------------------------------


def test_the_act_runs_first_and_the_effects_see_the_decision(comment, moderator):
    order = []
    table = Lifecycle(
        Move("hide", ("published",), "hidden", anyone, act=lambda obj, user, reason: order.append((user, reason)),
             then=(lambda obj: order.append("first"), lambda obj: order.append(state_of(obj)))),
    )  # fmt: skip

    table.apply("hide", comment, by=moderator, reason=REASON)

    assert order == [(moderator, REASON), "first", "hidden"]


def test_a_letter_is_committed_with_its_decision_or_not_at_all(comment, moderator):
    Submitter.objects.update(email="mieszkanka@przyklad.example")

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        COMMENT.apply("hide", Comment.objects.get(), by=moderator, reason="threat")
        assert [row.letter for row in SentLetter.objects.all()] == ["comment_hidden"]
        raise ZeroDivisionError

    assert (state_of(comment), list(SentLetter.objects.all()), entries()) == ("published", [], [])


def test_an_effect_that_fails_takes_the_move_back(comment, moderator):
    def breaks(obj):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Lifecycle(Move("hide", ("published",), "hidden", anyone, then=(breaks,))).apply("hide", comment, by=moderator)

    assert (state_of(comment), comment.state, entries()) == ("published", "published", [])


def test_an_act_that_fails_takes_the_move_back(comment, moderator):
    def breaks(obj, user, reason):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Lifecycle(Move("hide", ("published",), "hidden", anyone, act=breaks)).apply("hide", comment, by=moderator)

    assert (state_of(comment), entries()) == ("published", [])


def test_every_decision_is_logged_with_its_person_and_reason(comment, moderator):
    COMMENT.apply("hide", comment, by=moderator, reason="threat")
    COMMENT.apply("publish", comment, by=moderator)

    assert entries() == [
        (moderator.pk, str(comment.pk), {"move": "hide", "from": "published", "to": "hidden", "reason": "threat"}),
        (moderator.pk, str(comment.pk), {"move": "publish", "from": "hidden", "to": "published", "reason": ""}),
    ]


def test_a_decision_without_an_account_is_logged_without_a_person(comment):
    Lifecycle(Move("hide", ("published",), "hidden", anyone)).apply("hide", comment, by=AnonymousUser())

    assert [(user, data["to"]) for user, _pk, data in entries()] == [(None, "hidden")]


def test_a_move_writes_no_other_column(comment, moderator):
    before = Comment.objects.values().get()
    comment.public_name, comment.has_pesel = "Podrzucone", True

    COMMENT.apply("undo", comment, by=moderator)

    assert Comment.objects.values().get() == {**before, "state": "pending"}


# --- a target that the object decides ---------------------------------------------------------------------------


def by_name(comment) -> str:
    return {"": "hidden", "Klub": "withdrawn"}.get(comment.public_name, "pending")


TWO_WAYS = Lifecycle(Move("end", ("published",), OneOf(by_name, ("hidden", "withdrawn")), anyone))


@pytest.mark.parametrize(("name", "state"), [("", "hidden"), ("Klub", "withdrawn")])
def test_the_row_as_it_is_now_decides_where_a_move_ends(comment, name, state):
    Comment.objects.update(public_name=name)  # what was read before does not count
    TWO_WAYS.apply("end", comment, by=AnonymousUser())

    assert (state_of(comment), comment.state, entries()[0][2]["to"]) == (state, state, state)


def test_a_move_ends_in_no_state_that_its_table_does_not_show(comment):
    Comment.objects.update(public_name="Spółka")

    with pytest.raises(ValueError, match="cannot end in pending"):
        TWO_WAYS.apply("end", comment, by=AnonymousUser())
    assert (state_of(comment), comment.state, entries()) == ("published", "published", [])


def test_the_table_says_what_can_be_reached():
    assert [TWO_WAYS.reachable(state) for state in ("published", "hidden")] == [{"hidden", "withdrawn"}, set()]


def test_columns_are_written_with_the_state_in_one_statement(comment, moderator, django_assert_num_queries):
    seen = []
    table = Lifecycle(
        Move("hide", ("published",), "hidden", anyone, then=(lambda obj: seen.append(obj.hidden_reason),),
             writes=lambda obj, user, reason: {"hidden_reason": reason, "public_name": obj.state}),
    )  # fmt: skip
    table.apply("hide", comment, by=moderator, reason="hate")  # kinds of objects are remembered
    Comment.objects.update(state="published", hidden_reason="")

    with django_assert_num_queries(7):  # two savepoints and their ends; lock, write, log
        table.apply("hide", comment, by=moderator, reason="threat")

    assert list(Comment.objects.values_list("state", "hidden_reason", "public_name")) == [
        ("hidden", "threat", "hidden")
    ]
    assert (comment.hidden_reason, seen) == ("threat", ["hate", "threat"])


# --- many at once -------------------------------------------------------------------------------------------------


@pytest.fixture
def several(consultation, stage):
    return [scenery.make_comment(consultation, stage, number) for number in (1, 2, 3)]


def rows(*numbers):
    return Comment.objects.filter(number__in=numbers).select_related("consultation")


def states() -> list[str]:
    return list(Comment.objects.order_by("number").values_list("state", flat=True))


def test_what_has_been_decided_meanwhile_is_left_out(several, moderator):
    Comment.objects.filter(number=2).update(state="withdrawn")

    found = COMMENT.apply_all("hide", rows(1, 2, 3), by=moderator, reason="threat")

    assert ([obj.number for obj in found], [obj.state for obj in found]) == ([1, 3], ["hidden", "hidden"])
    assert states() == ["hidden", "withdrawn", "hidden"]
    assert entries() == [
        (moderator.pk, str(obj.pk), {"move": "hide", "from": "published", "to": "hidden", "reason": "threat"}) for obj in found
    ]  # fmt: skip
    assert list(Comment.objects.order_by("number").values_list("hidden_reason", flat=True)) == ["threat", "", "threat"]


def test_nothing_to_decide_about_is_no_decision(several, moderator):
    assert COMMENT.apply_all("hide", rows(7), by=moderator, reason="threat") == []
    assert (states(), entries()) == (["published"] * 3, [])


def test_whoever_may_not_decide_about_one_decides_about_none(several, other_clerk):
    with pytest.raises(PermissionDenied):
        COMMENT.apply_all("hide", rows(1, 2), by=other_clerk, reason="threat")

    assert (states(), entries()) == (["published"] * 3, [])


def test_a_guard_that_stops_one_stops_all_and_says_each_sentence_once(several, moderator):
    def gaps(obj) -> list[str]:
        return [] if obj.number == 1 else ["Brakuje planu."]

    with pytest.raises(MoveRefused) as refusal:
        Lifecycle(Move("hide", ("published",), "hidden", anyone, guard=gaps)).apply_all(
            "hide", rows(1, 2, 3), by=moderator
        )

    assert (refusal.value.reasons, states(), entries()) == (["Brakuje planu."], ["published"] * 3, [])


@pytest.mark.parametrize("reason", ["", "  "])
def test_many_at_once_need_their_reason_too(several, moderator, reason):
    with pytest.raises(MoveRefused):
        COMMENT.apply_all("hide", rows(1, 2), by=moderator, reason=reason)

    assert states() == ["published"] * 3


def test_an_effect_that_fails_takes_all_back(several, moderator):
    def breaks(objects):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Lifecycle(Move("hide", ("published",), "hidden", anyone, then_all=(breaks,))).apply_all(
            "hide", rows(1, 2), by=moderator
        )

    assert (states(), entries()) == (["published"] * 3, [])


def test_acts_and_effects_of_each_come_before_the_effects_of_all(several, moderator):
    order = []
    table = Lifecycle(
        Move("hide", ("published",), "hidden", anyone, act=lambda obj, user, reason: order.append(("act", obj.number)),
             then=(lambda obj: order.append(("then", obj.number)),),
             then_all=(lambda objects: order.append(("all", [obj.state for obj in objects])),)),
    )  # fmt: skip

    table.apply_all("hide", rows(1, 2), by=moderator)
    table.apply("hide", several[2], by=moderator)

    assert order == [
        ("act", 1), ("act", 2), ("then", 1), ("then", 2), ("all", ["hidden", "hidden"]),
        ("act", 3), ("then", 3), ("all", ["hidden"]),
    ]  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_many_are_locked_written_and_logged_at_the_price_of_one(several, moderator, count, django_assert_num_queries):
    table = Lifecycle(
        Move("hide", ("published",), "hidden", anyone, writes=lambda obj, user, reason: {"public_name": str(obj.number)}),
    )  # fmt: skip
    table.apply_all("hide", rows(1, 2, 3), by=moderator)  # kinds of objects are remembered
    Comment.objects.update(state="published", public_name="")

    with django_assert_num_queries(5):  # a savepoint and its end; lock, write, log
        table.apply_all("hide", rows(*range(1, count + 1)), by=moderator)

    assert states() == ["hidden"] * count + ["published"] * (3 - count)
    assert (
        list(Comment.objects.order_by("number").values_list("public_name", flat=True))[:count]
        == ["1", "2", "3"][:count]
    )


# --- two people at once ---------------------------------------------------------------------------------------


def test_an_old_copy_cannot_decide_again(comment, moderator, clerk):
    old = Comment.objects.get(pk=comment.pk)
    COMMENT.apply("hide", comment, by=moderator, reason="threat")

    with pytest.raises(MoveNotAllowed):
        COMMENT.apply("hide", old, by=clerk, reason="hate")

    comment.refresh_from_db()
    assert (comment.state, comment.hidden_reason, len(entries())) == ("hidden", "threat", 1)


def decide_at_once(pk: int, people: int = 5) -> dict:
    table = Lifecycle(Move("hide", ("published",), "hidden", anyone))

    def decide() -> str:
        try:
            table.apply("hide", Comment.objects.get(pk=pk), by=AnonymousUser())
        except MoveNotAllowed:
            return "late"
        return "done"

    answers = sorted(at_once([decide] * people))
    return {"answers": answers, "entries": len(entries()), "state": Comment.objects.get(pk=pk).state}


def a_comment() -> int:
    from consultations.models import CommentStagePage
    from tests.consultations.test_numbers import scene
    from tests.factories import scenery

    stage = CommentStagePage.objects.get(pk=scene())
    return scenery.make_comment(ConsultationPage.objects.get(), stage, 1).pk


def findings() -> dict:
    return decide_at_once(a_comment())


ONCE = {"answers": ["done", "late", "late", "late", "late"], "entries": 1, "state": "hidden"}


def test_five_people_who_decide_at_once_decide_once_in_a_sqlite_file(on_a_sqlite_file):
    assert on_a_sqlite_file(findings) == ONCE


def test_five_people_who_decide_at_once_decide_once_in_postgresql(transactional_db):
    if connection.vendor != "postgresql":
        pytest.skip("parallel writers need a shared database: a SQLite file in the test above")

    assert findings() == ONCE
