"""What all desks of the office have in common: the menu, a decision and its refusals, and that these stay in the admin."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import RequestFactory
from django.urls import reverse

from accounts.models import User
from consultations.lifecycle import COMMENT
from consultations.models import Comment
from shared.acts.lifecycle import MoveNotAllowed, MoveRefused
from shared.middleware import BadInputMiddleware
from shared.office.forms import ReasonForm
from shared.office.menu import OfficeMenuItem
from shared.office.moves import Decision, Desk, require_shown, shown_state, what_is_there
from shared.office.queue import queue_context

COMMENTS = Desk(
    COMMENT,
    "consultations_admin:response_move",  # any address with a key and a name
    {"hide": Decision("Ukryj", reason="Powód"), "publish": Decision("Opublikuj", done=lambda comment: comment.code)},
    version="words_id",
)


@pytest.fixture(autouse=True)
def without_totp(settings):
    settings.STAFF_WITHOUT_TOTP = True


# --- refusals stay where the work is ----------------------------------------------------------------------------------


def answer_to(path: str, exception: Exception, user=None, **headers):
    request = RequestFactory().post(path, headers=headers)
    request.user = user or AnonymousUser()
    return BadInputMiddleware(lambda request: None).process_exception(request, exception)


@pytest.mark.parametrize("exception", [MoveNotAllowed("x"), MoveRefused(["Brakuje planu."])])
def test_a_refused_act_of_the_office_is_told_in_the_admin(clerk, consultation, exception):
    """Whatever view lets it through: the sentence stands in the frame of the admin, with the way back."""
    panel = reverse("consultations_admin:panel", args=[consultation.pk])
    office = answer_to(panel, exception, clerk, referer=f"http://testserver{panel}")
    public = answer_to("/konsultacje/", exception)

    assert (office.status_code, public.status_code) == (409, 409)
    assert ("help-critical" in office.content.decode(), "help-critical" in public.content.decode()) == (True, False)
    assert f'href="http://testserver{panel}"' in office.content.decode()


@pytest.mark.parametrize("address", ["", "https://obca.example/", "//obca.example/x", "javascript:alert(1)"])
def test_the_way_back_leads_nowhere_else(clerk, address):
    page = answer_to("/cms/konsultacje/", MoveRefused(["Nie."]), clerk, referer=address).content.decode()

    assert ("Nie." in page, "obca.example" in page, "javascript:alert" in page) == (True, False, False)


# --- a decision -------------------------------------------------------------------------------------------------------


def test_a_screen_offers_the_decisions_of_its_desk_in_its_order(comment, moderator, neighbour):
    Comment.objects.update(state="pending")
    comment = Comment.objects.get()
    gaps = {"publish": lambda: ["Najpierw przeczytaj."], "hide": lambda: []}
    offered = COMMENTS.decisions(comment, moderator, gaps=gaps)

    assert [(made.name, made.form is not None, made.gaps) for made in offered] == [
        ("hide", True, []), ("publish", False, ["Najpierw przeczytaj."]),
    ]  # fmt: skip
    assert {made.seen_state for made in offered} == {f"pending|{comment.words_id}"}
    assert COMMENTS.decisions(comment, neighbour) == []


def test_what_stands_in_the_way_is_asked_only_of_what_may_be_done(comment, moderator):
    """A gap costs queries: that of a move that cannot be made now is not looked for."""
    asked = []
    Comment.objects.update(state="published")
    COMMENTS.decisions(Comment.objects.get(), moderator, gaps={"publish": lambda: asked.append("publish") or []})

    assert asked == []


def test_a_move_that_the_desk_does_not_name_is_not_found(comment, moderator):
    with pytest.raises(Http404):
        COMMENTS.make_move(RequestFactory().post("/cms/"), comment, "undo", screen=None, back="")


@pytest.mark.parametrize("seen", ["", "pending", "hidden|{words}", "published|0", "published|{words}|x"])
def test_a_row_that_stands_otherwise_than_shown_is_not_decided(comment, seen):
    with pytest.raises(MoveNotAllowed):
        require_shown(comment, seen.format(words=comment.words_id), "words_id")


def test_a_row_that_stands_as_shown_passes(comment):
    require_shown(comment, shown_state(comment, "words_id"), "words_id")
    require_shown(comment, "published")


@pytest.mark.parametrize(("named", "told"), [(True, True), (False, False)])
def test_whoever_was_first_is_named_within_the_office_only(comment, moderator, named, told):
    COMMENT.apply("hide", comment, by=moderator, reason="threat")
    said = " ".join(what_is_there(comment, "published", named=named))

    assert (str(moderator) in said, "threat" in said) == (told, True)


def test_a_row_nobody_has_decided_about_is_told_by_its_state(comment):
    said = what_is_there(comment, "hidden", named=True)

    assert (len(said), str(comment.get_state_display()) in said[0]) == (1, True)


@pytest.mark.parametrize(
    ("reason", "valid"), [("Powód", True), (" \u200b ", False), ("x" * 2000, True), ("x" * 2001, False)]
)
def test_a_needed_reason_has_words_and_fits(reason, valid):
    form = ReasonForm({"reason": reason}, missing="Napisz powód.")

    assert form.is_valid() is valid
    assert "maxlength" not in form["reason"].as_widget()


def test_a_reason_that_is_not_needed_may_be_empty():
    form = ReasonForm({}, needed=False)

    assert (form.is_valid(), form.cleaned_data) == (True, {"reason": ""})


# --- the menu, the tabs -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", [True, False])
def test_an_item_of_the_menu_asks_for_the_person(answer):
    request, asked = RequestFactory().get("/cms/"), []
    request.user = User(email="ktos@przyklad.example")
    item = OfficeMenuItem("Kolejka", "/cms/x/", may=lambda user: asked.append(user) or answer, icon_name="check")

    assert (item.is_shown(request), asked) == (answer, [request.user])


@pytest.mark.parametrize(
    ("query", "state"), [("", "new"), ("?stan=old", "old"), ("?stan=x'", "new"), ("?stan=", "new")]
)
def test_an_unknown_tab_is_the_first(query, state):
    tabs, found = [("new", "Nowe"), ("old", "Stare")], {"new": [1, 2], "old": [3]}
    context = queue_context(RequestFactory().get(f"/cms/{query}"), title="Kolejka", tabs=tabs, rows=found.get)

    assert (context["state"], list(context["page_obj"])) == (state, found[state])
