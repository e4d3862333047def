"""Ways people go through the site: what they look for is where they look, and said in their words."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from consultations.lifecycle import COMMENT
from consultations.models import Comment, CommentVersion
from tests.factories import scenery

SENDER = {"who": "person", "notice_read": "on", "email": "ola@przyklad.example"}


def form_url(stage, unit):
    return f"{reverse('consultations:comment_create', args=[stage.pk])}?fragment={unit.anchor}"


def words_of(kind: str, unit, **more) -> dict:
    """As the form sends it: the wording filled in beforehand travels along whatever kind was chosen."""
    return {"kind": kind, "current_text": unit.text, "proposed_text": unit.text, "opinion": "", "rationale": "", **more}


@pytest.mark.parametrize("kind", ["general", "question", "support"])
def test_a_general_comment_on_a_paragraph_says_what_was_typed(client, consultation, stage, unit, kind):
    url, words = form_url(stage, unit), words_of(kind, unit, opinion="Kto ma klucze w weekend?")
    key = client.post(url, {**words, "step": "check"}).context["sender"]["form_key"].value()
    client.post(url, {**words, **SENDER, "form_key": key, "step": "send"})

    said = CommentVersion.objects.get()
    assert (said.opinion, said.current_text, said.proposed_text) == ("Kto ma klucze w weekend?", "", "")
    receipt = client.get(reverse("consultations:receipt", args=[Comment.objects.get().slug])).content.decode()
    assert "Kto ma klucze w weekend?" in receipt


def test_going_back_and_forth_keeps_what_was_typed_on_both_screens(client, consultation, stage, unit):
    url, words = form_url(stage, unit), words_of("general", unit, opinion="Proszę o oświetlenie.")
    sender = {**SENDER, "name": "Ola", "wants_report": "on"}

    back = client.post(url, {**words, **sender, "step": "back"})
    forth = client.post(url, {**words, **dict(back.context["carried"]), "step": "check"})

    assert back.context["form"]["opinion"].value() == "Proszę o oświetlenie."
    assert {name: forth.context["sender"][name].value() for name in ("email", "name", "wants_report")} == {
        "email": "ola@przyklad.example", "name": "Ola", "wants_report": "on",
    }  # fmt: skip


def test_a_browser_does_not_cut_a_long_text(client, consultation, stage, unit):
    assert "maxlength" not in client.get(form_url(stage, unit)).content.decode().split("<form")[1]


def test_too_long_a_text_comes_back_whole_with_a_sentence(client, consultation, stage, unit):
    answer = client.post(form_url(stage, unit), words_of("general", unit, opinion="x" * 6000, step="check"))

    assert (answer.status_code, len(answer.context["form"]["opinion"].value())) == (422, 6000)


@pytest.mark.indexed
def test_the_search_finds_lists_and_people_and_programmes(client, organisation, consultation):
    call_command("update_index", verbosity=0)

    for words in ("konsultacji", "organizacje", "ławka"):
        answer = client.get("/szukaj/", {"q": words})
        assert (answer.status_code, answer.context["page_obj"].paginator.count > 0) == (200, True)


def test_an_undone_hiding_leaves_no_reason_behind(comment, moderator):
    COMMENT.apply("hide", comment, by=moderator, reason="threat")
    COMMENT.apply("undo", Comment.objects.get(), by=moderator)

    assert (Comment.objects.get().state, Comment.objects.get().hidden_reason) == ("pending", "")


def test_progress_counts_what_is_to_be_answered(consultation, stage):
    for number, state in enumerate(["published", "pending", "hidden", "withdrawn", "unconfirmed"], start=1):
        scenery.make_comment(consultation, stage, number, state=state)

    assert consultation.clock.numbers["to_answer"] == 2


def test_one_answer_may_serve_comments_on_different_paragraphs(client, settings, consultation, stage, unit, clerk):
    settings.STAFF_WITHOUT_TOTP = True
    scenery.make_comment(consultation, stage, 1, unit=unit)
    elsewhere = scenery.make_comment(consultation, stage, 2)
    client.force_login(clerk)

    page = client.get(reverse("consultations_admin:desk", args=[consultation.pk]) + "?uwaga=1")

    assert [str(value) for value, _label in page.context["form"].fields["also"].choices] == [str(elsewhere.pk)]


def test_a_withdrawn_comment_says_who_withdrew_it(client, comment):
    Comment.objects.update(state="withdrawn")
    session = client.session
    session["own_comments"] = [comment.pk]
    session.save()

    page = client.get(reverse("consultations:own", args=[comment.slug])).content.decode()
    assert "Ta uwaga jest wycofana" in page
