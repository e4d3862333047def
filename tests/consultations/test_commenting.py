"""Sending a comment through the two screens: who, when, and that nothing typed is lost."""

import uuid
from datetime import datetime, time, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from consultations.models import (
    Comment,
    CommentStagePage,
    CommentVersion,
    ConsultationPage,
    DocumentStagePage,
    Submitter,
)
from places.models import PrivacyNotice
from tests.factories import scenery

WARSAW = ZoneInfo("Europe/Warsaw")
OPINION = "Termin czternastu dni jest za długi"
PESEL = "44051401359"
SECOND = timedelta(seconds=1)


def address(stage, fragment="p1-u1", language="pl"):
    with translation.override(language):
        url = reverse("consultations:comment_create", args=[stage.pk])
    return f"{url}?fragment={fragment}" if fragment else url


def general(**more):
    return {"kind": "general", "opinion": OPINION, **more}


def sent(**more):
    """Everything the second screen posts: the words it carries and the sender."""
    return general(step="send", form_key=str(uuid.uuid4()), who="person", notice_read="on", **more)


def midnight(day):
    return datetime.combine(day, time(0, 0), WARSAW)


def moments(stage):
    after = midnight(stage.closes_on + timedelta(days=1))
    return {
        "before": midnight(stage.opens_on) - SECOND,
        "first day 00:00": midnight(stage.opens_on),
        "last day 23:59:59": after - SECOND,
        "after 00:00:00": after,
    }


def set_mode(stage, mode):
    DocumentStagePage.objects.filter(pk=stage.pk).update(mode=mode)


def set_moderation(consultation, moderation):
    ConsultationPage.objects.filter(pk=consultation.pk).update(moderation=moderation)


def stored():
    return list(Comment.objects.order_by("number").values_list("number", "state"))


def body(answer):
    return unescape(answer.content.decode())


# --- before / first day / last day / after x mode x who -------------------------------------------------------

INSIDE = {
    ("open", None): (302, [(1, "pending")]),
    ("open", "resident"): (302, [(1, "pending")]),
    ("confirmed", None): (302, [(1, "unconfirmed")]),
    ("confirmed", "resident"): (302, [(1, "unconfirmed")]),
    ("signed_in", None): (403, []),
    ("signed_in", "resident"): (302, [(1, "pending")]),
}
OUTSIDE = {key: (403 if key == ("signed_in", None) else 409, []) for key in INSIDE}
TABLE = {
    "before": OUTSIDE,
    "first day 00:00": INSIDE,
    "last day 23:59:59": INSIDE,
    "after 00:00:00": OUTSIDE,
}
CASES = [(when, mode, who, *TABLE[when][mode, who]) for when in TABLE for mode, who in INSIDE]


@pytest.mark.parametrize(("when", "mode", "who", "status", "rows"), CASES)
def test_a_comment_is_taken_on_the_days_of_the_stage_from_those_whom_the_stage_asks(
    client, request, stage, when, mode, who, status, rows
):
    set_mode(stage, mode)
    person = request.getfixturevalue(who) if who else None
    with time_machine.travel(moments(stage)[when], tick=False):
        if person:
            client.force_login(person)
        answer = client.post(address(stage), sent(email="anna@przyklad.example"))

    assert (answer.status_code, stored()) == (status, rows)


@pytest.mark.parametrize("when", ["before", "after 00:00:00"])
@pytest.mark.parametrize("step", ["check", "back", "send"])
def test_outside_the_days_every_screen_still_shows_what_was_typed(client, stage, when, step):
    with time_machine.travel(moments(stage)[when], tick=False):
        answer = client.post(address(stage), {**sent(), "step": step})

    assert (answer.status_code, OPINION in body(answer), stored()) == (409 if step == "send" else 200, True, [])
    assert answer.context["late"] is True


def test_a_person_signed_out_in_the_meantime_keeps_the_text(client, stage):
    set_mode(stage, "signed_in")

    answer = client.post(address(stage), sent())

    assert (answer.status_code, OPINION in body(answer), stored()) == (403, True, [])


def test_a_stage_for_the_signed_in_leads_others_to_the_sign_in_and_back(client, stage):
    set_mode(stage, "signed_in")

    answer = client.get(address(stage))

    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('account_login')}?next={address(stage)}"


REFUSED_SENDERS = {
    "organisation without a name": {"who": "organisation", "public_name": ""},
    "organisation with a name of blanks": {"who": "organisation", "public_name": " \u200b "},
    "company without a name": {"who": "company", "public_name": ""},
    "unknown kind of sender": {"who": "king"},
    "notice not read": {"notice_read": ""},
    "broken e-mail": {"email": "anna@"},
    "report asked without e-mail": {"wants_report": "on", "email": ""},
    "broken key": {"form_key": "1"},
    "no key": {"form_key": ""},
}


@pytest.mark.parametrize("how", REFUSED_SENDERS, ids=str)
def test_a_refused_second_screen_keeps_the_text(client, stage, how):
    answer = client.post(address(stage), {**sent(), **REFUSED_SENDERS[how]})

    assert (answer.status_code, OPINION in body(answer), stored()) == (422, True, [])


def test_confirmed_mode_asks_for_an_email(client, stage):
    set_mode(stage, "confirmed")

    answer = client.post(address(stage), sent())

    assert (answer.status_code, OPINION in body(answer), stored()) == (422, True, [])


# --- the two screens ------------------------------------------------------------------------------------------


def test_the_first_screen_offers_the_fragment_to_change(client, stage, unit):
    answer = client.get(address(stage))

    assert answer.status_code == 200
    assert answer.context["form"].initial == {
        "kind": "change", "current_text": unit.text, "proposed_text": unit.text,
    }  # fmt: skip


def test_the_first_screen_stores_nothing_and_shows_the_text_on_the_second(client, stage):
    answer = client.post(address(stage), general(step="check"))

    assert (answer.status_code, OPINION in body(answer), stored()) == (200, True, [])
    assert "sender" in answer.context


def test_the_key_of_the_second_screen_makes_a_whole_journey(client, stage):
    check = client.post(address(stage), general(step="check"))
    key = check.context["sender"]["form_key"].value()

    answer = client.post(
        address(stage), {**general(), "step": "send", "form_key": str(key), "who": "person", "notice_read": "on"}
    )

    comment = Comment.objects.get()
    assert (comment.form_key, comment.words.opinion, comment.unit.anchor) == (uuid.UUID(str(key)), OPINION, "p1-u1")
    assert answer["Location"] == reverse("consultations:receipt", args=[comment.slug])


def test_going_back_keeps_the_text_and_stores_nothing(client, stage):
    answer = client.post(address(stage), {**sent(), "step": "back"})

    assert (answer.status_code, answer.context["form"]["opinion"].value(), stored()) == (200, OPINION, [])
    assert OPINION in body(answer)


def test_the_same_form_sent_twice_is_one_comment_with_one_number(client, stage):
    form = sent()

    first, second = client.post(address(stage), form), client.post(address(stage), form)

    assert stored() == [(1, "pending")]
    assert first["Location"] == second["Location"]
    assert ConsultationPage.objects.get(pk=stage.consultation.pk).comment_counter == 1
    assert (CommentVersion.objects.count(), Submitter.objects.count()) == (1, 1)


def test_two_forms_are_two_comments(client, stage):
    client.post(address(stage), sent())
    client.post(address(stage), sent())

    assert stored() == [(1, "pending"), (2, "pending")]


CHANGES = {
    "lawful": ({"proposed_text": "Nowe brzmienie", "rationale": "Bo tak lepiej"}, 302),
    "without reasons": ({"proposed_text": "Nowe brzmienie", "rationale": ""}, 422),
    "with blank reasons": ({"proposed_text": "Nowe brzmienie", "rationale": " \n\u200b "}, 422),
    "without a change": ({"proposed_text": "Stare brzmienie", "rationale": "Bo tak lepiej"}, 422),
    "with an invisible change": ({"proposed_text": "Stare\u200b brzmienie ", "rationale": "Bo tak lepiej"}, 422),
    "without any wording": ({"proposed_text": "", "rationale": "Bo tak lepiej"}, 422),
}


@pytest.mark.parametrize("step", ["check", "send"])
@pytest.mark.parametrize("how", CHANGES, ids=str)
def test_a_change_needs_other_words_and_reasons(client, stage, how, step):
    words, status = CHANGES[how]
    form = {**sent(), "step": step, "kind": "change", "opinion": "", "current_text": "Stare brzmienie", **words}

    answer = client.post(address(stage), form)

    assert answer.status_code == (200 if (status, step) == (302, "check") else status)
    assert len(stored()) == (1 if (status, step) == (302, "send") else 0)
    if answer.status_code != 302:
        assert all(words[name] in body(answer) for name in words if words[name].strip() and "\u200b" not in words[name])


CHANGE = {"kind": "change", "current_text": "S", "proposed_text": "N", "rationale": "B"}


def test_a_change_is_stored_as_two_wordings_and_reasons(client, stage):
    client.post(address(stage), {**sent(), **CHANGE, "opinion": ""})

    words = Comment.objects.get().words
    assert (words.current_text, words.proposed_text, words.rationale, words.opinion) == ("S", "N", "B", "")


@pytest.mark.parametrize("kind", ["change", "general"])
def test_words_typed_for_another_kind_are_not_dropped_without_a_word(client, stage, kind):
    answer = client.post(address(stage), {**sent(), **CHANGE, "kind": kind, "opinion": "Ważne słowa"})

    assert (answer.status_code, stored()) == (422, [])
    assert [words in answer.content.decode() for words in ("Ważne słowa", "\nN</textarea>")] == [True, True]


@pytest.mark.parametrize("kind", ["general", "question", "support"])
def test_other_kinds_need_words(client, stage, kind):
    answer = client.post(address(stage), {**sent(), "kind": kind, "opinion": " \u202e "})

    assert (answer.status_code, stored()) == (422, [])


def test_there_is_no_change_of_wording_without_a_fragment(client, stage):
    answer = client.post(address(stage, fragment=""), {**sent(), "kind": "change", "proposed_text": "x"})

    assert (answer.status_code, stored()) == (422, [])


def test_a_comment_on_the_whole_document_has_no_fragment(client, stage):
    client.post(address(stage, fragment=""), sent())

    assert Comment.objects.get().unit is None


@pytest.mark.parametrize(("length", "status"), [(5000, 302), (5001, 422)])
@pytest.mark.parametrize("name", ["opinion", "rationale"])
def test_five_thousand_characters_pass_and_one_more_does_not(client, stage, name, length, status):
    text = "ż" * length

    answer = client.post(address(stage), {**sent(), name: text})

    assert (answer.status_code, len(stored())) == (status, 1 if status == 302 else 0)
    if status == 302:
        assert getattr(Comment.objects.get().words, name) == text
    else:
        assert text in body(answer)


def test_line_ends_as_browsers_send_them_count_once(client, stage):
    client.post(address(stage), {**sent(), "opinion": "a\r\n" * 2499 + "bb"})

    assert Comment.objects.get().words.opinion == "a\n" * 2499 + "bb"


# --- what is in the text --------------------------------------------------------------------------------------

MARKUP = "<script>alert(1)</script><b onmouseover=x>pogrubione</b> & {{ settings.SECRET_KEY }}"


def test_markup_is_text_on_every_screen(client, stage):
    set_moderation(stage.consultation, "after")
    form = {**sent(), "opinion": MARKUP}
    check = client.post(address(stage), {**form, "step": "check"})
    client.post(address(stage), form)
    comment = Comment.objects.get()
    pages = [
        check,
        client.get(reverse("consultations:receipt", args=[comment.slug])),
        client.get(reverse("consultations:comment", args=[comment.slug])),
        client.get(reverse("consultations:own", args=[comment.slug])),
        client.get(comment.consultation.url),
        client.get(f"{comment.consultation.url}wykaz-uwag/"),
        client.get(f"{stage.url}?fragment=p1-u1"),
    ]

    assert comment.words.opinion == MARKUP
    assert [page.status_code for page in pages] == [200] * len(pages)
    assert [b"<script>alert(1)" in page.content or b"<b onmouseover" in page.content for page in pages] == [
        False
    ] * len(pages)
    assert [MARKUP in body(page) for page in pages] == [True] * len(pages)


def test_control_and_direction_characters_are_not_stored(client, stage):
    dirty = "\u202ePierwsza\u200b li\x07nia\u2066\r\nDru\x1bga\ufeff\tlinia\u2069\u061c\x9f"

    client.post(address(stage), {**sent(), "opinion": dirty})

    assert Comment.objects.get().words.opinion == "Pierwsza linia\nDruga\tlinia"


def test_a_nul_is_not_an_error_of_the_server(client, stage):
    answer = client.post(address(stage), {**sent(), "opinion": "a\x00b", "who": "group", "public_name": "Klub\x00"})

    assert answer.status_code in (302, 422)


# --- what may not be set from outside -------------------------------------------------------------------------


def test_fields_that_are_nobodys_to_send_have_no_effect(client, lists, consultation, stage):
    other = scenery.make_consultation(lists[0], slug="inne")
    other_document = scenery.make_document(lists[1], slug="inny", text="§ 1. Inny\n1. Inny tekst.\n")
    other_unit = other_document.versions.get().units.first()
    now = datetime(2026, 1, 1, tzinfo=WARSAW)

    client.post(
        address(stage),
        {
            **sent(), "state": "published", "number": "99", "consultation": other.pk, "response": "1", "unit": other_unit.pk,
            "created_at": now.isoformat(), "published_at": now.isoformat(), "hidden_reason": "threat", "stage": "1",
            "external_id": "x", "language": "xx", "has_pesel": "on", "email_confirmed_at": now.isoformat(), "user": "1",
            "origin": "edited", "version": "7", "comment_counter": "500",
        },
    )  # fmt: skip

    comment = Comment.objects.get()
    found = {
        name: getattr(comment, name)
        for name in (
            "state", "number", "consultation_id", "stage_id", "response_id", "hidden_reason", "external_id", "language",
            "has_pesel", "published_at",
        )
    }  # fmt: skip
    assert found == {
        "state": "pending", "number": 1, "consultation_id": consultation.pk, "stage_id": stage.pk, "response_id": None,
        "hidden_reason": "", "external_id": "", "language": "pl", "has_pesel": False, "published_at": None,
    }  # fmt: skip
    assert (comment.unit.anchor, comment.unit.version_id) == ("p1-u1", stage.version_id)
    assert comment.created_at > now + timedelta(days=1)
    assert (comment.submitter.email_confirmed_at, comment.submitter.user) == (None, None)
    assert (comment.words.origin, comment.words.number) == ("received", 1)


def test_a_fragment_of_another_version_is_not_found(client, consultation, stage, document):
    from documents.services import make_version

    document.text += "§ 3. Nowy\n1. Nowy ustęp.\n"
    document.save()
    new = make_version(document).units.exclude(anchor__in=stage.version.units.values("anchor")).last()

    url = address(stage, fragment=new.anchor)

    assert (client.get(url).status_code, client.post(url, sent()).status_code, stored()) == (404, 404, [])


def test_an_unknown_fragment_is_not_found(client, stage):
    assert client.post(address(stage, fragment="p99-u99"), sent()).status_code == 404


def test_a_stage_of_a_draft_consultation_is_not_found(client, consultation, stage):
    ConsultationPage.objects.filter(pk=consultation.pk).update(state="draft")

    assert (client.get(address(stage)).status_code, client.post(address(stage), sent()).status_code) == (404, 404)
    assert stored() == []


def test_a_stage_that_is_not_published_is_not_found(client, stage):
    DocumentStagePage.objects.filter(pk=stage.pk).update(live=False)

    assert (client.get(address(stage)).status_code, client.post(address(stage), sent()).status_code) == (404, 404)


def test_a_stage_that_collects_nothing_is_not_found(client, consultation):
    answers = [page for page in consultation.get_children() if page.slug in ("odpowiedzi", "raport")]

    assert [client.get(address(page)).status_code for page in [*answers, consultation]] == [404, 404, 404]


@pytest.mark.parametrize("state", ["cancelled", "reported"])
def test_a_finished_consultation_takes_nothing_and_keeps_the_text(client, consultation, stage, state):
    ConsultationPage.objects.filter(pk=consultation.pk).update(state=state)

    answer = client.post(address(stage), sent())

    assert (answer.status_code, OPINION in body(answer), stored()) == (409, True, [])


def test_a_stage_without_a_document_takes_comments(client, lists):
    page = scenery.make_consultation(lists[0], slug="bez-dokumentu")
    scenery.make_stages(page)
    scenery.announced(page, sequence=5)
    stage = CommentStagePage.objects.child_of(page).get()

    assert client.post(address(stage, fragment=""), sent()).status_code == 302
    assert (Comment.objects.get().unit, Comment.objects.get().code[-9:]) == (None, "/005/0001")


# --- PESEL, names, robots -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        (f"mój numer {PESEL}", True),
        ("mój numer 440514-01359", True),
        ("mój numer 440 514 01 359", True),
        ("mój numer 44051401358", False),
        ("konto 44051401359123456", False),
        ("telefon 12 555 01 20", False),
    ],
)
def test_a_pesel_number_is_flagged_and_warned_of(client, stage, text, flagged):
    form = {**sent(), "opinion": text}

    check = client.post(address(stage), {**form, "step": "check"})
    client.post(address(stage), form)

    assert check.context["form"].warns_of_pesel is flagged
    assert ('class="error-summary"' in check.content.decode()) is flagged
    assert Comment.objects.get().has_pesel is flagged


@pytest.mark.parametrize(("text", "state"), [("Zwykła uwaga", "published"), (f"numer {PESEL}", "pending")])
def test_a_pesel_number_waits_for_a_moderator_even_when_others_do_not(client, stage, text, state):
    set_moderation(stage.consultation, "after")

    client.post(address(stage), {**sent(), "opinion": text})

    assert stored() == [(1, state)]


@pytest.mark.parametrize(
    ("sender", "public"),
    [
        ({"who": "person", "public_name": "Anna Kowalska"}, ""),
        ({"who": "organisation", "public_name": " Klub\u202e  Seniora\n "}, "Klub Seniora"),
        ({"who": "group", "public_name": "Sąsiedzi"}, "Sąsiedzi"),
    ],
)
def test_only_an_organisation_has_a_public_name(client, stage, sender, public):
    client.post(address(stage), {**sent(), **sender})

    assert Comment.objects.get().public_name == public


def test_a_robot_gets_its_receipt_but_waits_for_the_moderator(client, stage):
    set_moderation(stage.consultation, "after")

    answer = client.post(address(stage), sent(website="https://spam.example"))

    assert (answer.status_code, stored()) == (302, [(1, "pending")])


@pytest.mark.parametrize(("moderation", "state"), [("before", "pending"), ("after", "published")])
def test_the_consultation_says_when_a_comment_appears(client, stage, moderation, state):
    set_moderation(stage.consultation, moderation)

    client.post(address(stage), sent())

    comment = Comment.objects.get()
    assert (comment.state, comment.published_at is not None) == (state, state == "published")


def test_the_notice_in_force_is_stored_with_the_comment(client, stage, skawina, liszki):
    PrivacyNotice.objects.create(version="1", text="Wspólna")
    own = PrivacyNotice.objects.create(municipality=skawina, version="2", text="Skawina")
    PrivacyNotice.objects.create(municipality=liszki, version="3", text="Liszki")

    client.post(address(stage), sent())

    assert Submitter.objects.get().notice == own


# --- refusals of the framework, languages, costs --------------------------------------------------------------


def test_a_form_without_its_token_comes_back_with_the_text(stage):
    answer = Client(enforce_csrf_checks=True).post(address(stage), sent(email="anna@przyklad.example"))

    assert (answer.status_code, OPINION in body(answer), "anna@przyklad.example" in body(answer), stored()) == (
        403, True, True, [],
    )  # fmt: skip


def test_the_page_of_a_refused_token_can_be_sent_once_more(stage):
    visitor = Client(enforce_csrf_checks=True)
    form = sent()
    refused = visitor.post(address(stage), form)
    typed, kept = dict(refused.context["typed"]), dict(refused.context["kept"])

    token = str(refused.context["csrf_token"])
    answer = visitor.post(address(stage), {**typed, **kept, "csrfmiddlewaretoken": token})

    assert {**typed, **kept} == form
    assert list(typed) == ["opinion"]
    assert (answer.status_code, stored()) == (302, [(1, "pending")])


def test_a_comment_written_in_english_stands_in_the_same_register(client, stage):
    assert address(stage, language="en").startswith("/en/")

    client.post(address(stage), sent())
    answer = client.post(address(stage, language="en"), sent())

    comments = Comment.objects.order_by("number").values_list("number", "language", "consultation", "stage")
    assert list(comments) == [
        (1, "pl", stage.consultation.pk, stage.pk),
        (2, "en", stage.consultation.pk, stage.pk),
    ]
    assert answer["Location"].startswith("/en/")


def test_a_comment_sent_on_a_translated_stage_belongs_to_the_source(client, consultation, stage):
    from wagtail.models import Locale

    english = Locale.objects.get_or_create(language_code="en")[0]
    consultation.copy_for_translation(english, copy_parents=True).save_revision().publish()
    translated = stage.copy_for_translation(english)
    translated.save_revision().publish()

    answer = client.post(address(translated, language="en"), sent())

    assert answer.status_code == 302
    assert [(c.consultation_id, c.stage_id, c.unit.anchor, c.number) for c in Comment.objects.all()] == [
        (consultation.pk, stage.pk, "p1-u1", 1)
    ]


BOOKKEEPING = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK", "BEGIN", "COMMIT")


def counted(queries):
    """The statements of a request without those of the session and of savepoints."""
    return [
        query["sql"]
        for query in queries
        if not query["sql"].startswith(BOOKKEEPING) and "django_session" not in query["sql"]
    ]


@pytest.mark.parametrize("before", [1, 3])
def test_sending_a_comment_costs_twelve_statements_however_many_there_are(client, stage, before):
    for _number in range(before):
        client.post(address(stage), sent(email="ktos@przyklad.example"))

    with CaptureQueriesContext(connection) as queries:
        answer = client.post(address(stage), sent(email="anna@przyklad.example"))

    statements = counted(queries.captured_queries)
    print(f"sending: {len(statements)} statements of {len(queries)}")
    assert answer.status_code == 302
    assert len(statements) <= 12, "\n".join(statements)
