"""The author's own link: the number for everybody, the words for the author alone, changes until the last day."""

from datetime import UTC, datetime, time, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.links import links
from consultations.models import Comment, CommentVersion, ConsultationPage, DocumentStagePage, Follower, Response
from shared.intake.links import WithoutSecrets
from tests.factories import scenery
from tests.kept import kept

WARSAW = ZoneInfo("Europe/Warsaw")
OPINION = "Termin czternastu dni jest za długi"
NEW = {"opinion": "Wystarczy siedem dni"}


def body(answer):
    return unescape(answer.getvalue().decode())


def url(name, comment):
    return reverse(f"consultations:{name}", args=[comment.slug])


def link(purpose, pk):
    return reverse("consultations:link", args=[links.make(purpose, pk)])


def last_second(stage):
    return datetime.combine(stage.closes_on, time(23, 59, 59), WARSAW)


def after(stage):
    return datetime.combine(stage.closes_on + timedelta(days=1), time(0, 0), WARSAW)


def words_of(comment):
    return list(CommentVersion.objects.filter(comment=comment).values_list("number", "origin", "opinion"))


@kept
def made(consultation, stage):
    """A comment of a private person that waits for a moderator."""
    return scenery.make_comment(
        consultation, stage, 7, words={"opinion": OPINION}, state="pending", name="Anna Sekret", email="anna@tajne.example"
    )  # fmt: skip


@pytest.fixture
def author(client, made):
    """A browser that has opened the link from the letter."""
    client.get(link("author", made.pk))
    return client


# --- receipt and link -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["unconfirmed", "pending", "published", "hidden", "withdrawn"])
def test_anybody_sees_on_the_receipt_that_the_number_exists_but_no_words(client, made, state):
    Comment.objects.filter(pk=made.pk).update(state=state)

    answer = client.get(url("receipt", made))

    assert answer.status_code == 200
    assert [text in body(answer) for text in (made.code, OPINION, "Anna Sekret", "anna@tajne.example")] == [
        True, False, False, False,
    ]  # fmt: skip


def test_the_author_sees_the_words_on_the_receipt(author, made):
    assert OPINION in body(author.get(url("receipt", made)))


@pytest.mark.parametrize(
    "slug", ["KS-2026-001-9999", "KS-2026-001", "XX-2026-001-0007", "KS-2026-001-0007-1", "KS-a-b-c", "KS-2026-001-²"]
)
def test_a_number_that_does_not_exist_is_not_found(client, made, slug):
    assert client.get(f"/uwagi/pokwitowanie/{slug}/").status_code == 404


def test_the_receipt_of_a_consultation_that_is_not_public_is_not_found(client, made):
    ConsultationPage.objects.update(live=False)

    assert client.get(url("receipt", made)).status_code == 404


@pytest.mark.parametrize(
    ("state", "status"), [("unconfirmed", 404), ("pending", 404), ("published", 200), ("hidden", 200), ("withdrawn", 200)]
)  # fmt: skip
def test_the_public_page_of_a_comment_shows_words_of_published_ones_only(client, made, state, status):
    Comment.objects.filter(pk=made.pk).update(state=state)

    answer = client.get(url("comment", made))

    assert (answer.status_code, OPINION in body(answer)) == (status, state == "published")


def test_the_link_is_exchanged_for_a_session_and_a_clean_address(client, made):
    answer = client.get(link("author", made.pk))

    assert (answer.status_code, answer["Location"]) == (302, url("own", made))
    assert answer["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert client.get(url("own", made)).context["form"]["opinion"].value() == OPINION


@pytest.mark.parametrize("name", ["own", "confirm", "withdraw"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_foreign_session_finds_nothing(made, name, method):
    answer = getattr(Client(), method)(url(name, made), NEW)

    assert answer.status_code == (405 if (name, method) == ("withdraw", "get") else 404)
    assert (Comment.objects.get().state, words_of(made)) == ("pending", [(1, "received", OPINION)])


def test_the_proof_of_one_comment_opens_no_other(author, consultation, stage, made):
    other = scenery.make_comment(consultation, stage, 8, state="pending")

    answers = [author.get(url("own", other)), author.post(url("own", other), NEW), author.post(url("withdraw", other))]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert Comment.objects.get(number=8).state == "pending"


def test_signed_in_neighbours_and_moderators_are_not_the_author(client, neighbour, moderator, made):
    for person in (neighbour, moderator):
        client.force_login(person)
        assert client.post(url("withdraw", made)).status_code == 404

    assert Comment.objects.get().state == "pending"


@pytest.mark.parametrize("token", ["abc", "WyJhdXRob3IiLDFd:1abc:xyz", "a" * 300, "::"])
def test_a_forged_link_is_gone(client, made, token):
    assert client.get(f"/uwagi/link/{token}/").status_code == 410


def test_a_link_with_one_letter_changed_is_gone(client, made):
    token = links.make("author", made.pk)
    forged = token[:-1] + ("A" if token[-1] != "A" else "B")

    assert client.get(reverse("consultations:link", args=[forged])).status_code == 410


@pytest.mark.parametrize("purpose", links.days)
def test_a_link_lives_as_long_as_its_purpose(purpose):
    start = datetime(2026, 3, 1, 12, tzinfo=UTC)
    age = timedelta(days=links.days[purpose])
    with time_machine.travel(start, tick=False):
        token = links.make(purpose, 5)

    with time_machine.travel(start + age - timedelta(seconds=1), tick=False):
        assert links.read(token) == (purpose, 5)
    with time_machine.travel(start + age + timedelta(seconds=1), tick=False):
        assert links.read(token) is None


def test_an_expired_link_is_gone(client, made):
    token = links.make("author", made.pk)

    with time_machine.travel(timezone.now() + timedelta(days=181), tick=False):
        assert client.get(reverse("consultations:link", args=[token])).status_code == 410


def test_a_link_for_another_purpose_does_not_open_the_comment(client, made):
    follower = Follower.objects.create(pk=made.pk, consultation=made.consultation, email="x@przyklad.example")

    client.get(link("follow", follower.pk))

    assert client.get(url("own", made)).status_code == 404


def test_a_link_whose_purpose_is_unknown_is_gone(client, made):
    assert client.get(link("admin", made.pk)).status_code == 410


# --- editing --------------------------------------------------------------------------------------------------


def test_an_edit_adds_a_version_and_keeps_the_earlier_ones(author, made):
    author.post(url("own", made), NEW)
    answer = author.post(url("own", made), {"opinion": "Najlepiej pięć dni"})

    assert answer["Location"] == url("receipt", made)
    assert words_of(made) == [
        (1, "received", OPINION),
        (2, "edited", "Wystarczy siedem dni"),
        (3, "edited", "Najlepiej pięć dni"),
    ]
    comment = Comment.objects.get()
    assert (comment.words.number, comment.number) == (3, 7)


@pytest.mark.parametrize(
    ("state", "moderation", "then"),
    [
        ("pending", "before", "pending"),
        ("published", "before", "pending"),
        ("published", "after", "published"),
        ("pending", "after", "pending"),
        ("unconfirmed", "before", "unconfirmed"),
        ("unconfirmed", "after", "unconfirmed"),
    ],
)
def test_an_edited_comment_is_read_again_where_reading_comes_first(author, made, state, moderation, then):
    Comment.objects.filter(pk=made.pk).update(state=state)
    ConsultationPage.objects.update(moderation=moderation)

    author.post(url("own", made), NEW)

    comment = Comment.objects.get()
    assert (comment.state, comment.words.opinion) == (then, NEW["opinion"])


@pytest.mark.parametrize("state", ["hidden", "withdrawn"])
def test_a_decided_comment_is_not_edited(author, made, state):
    Comment.objects.filter(pk=made.pk).update(state=state)

    assert author.post(url("own", made), NEW).status_code == 409
    assert words_of(made) == [(1, "received", OPINION)]


def test_a_comment_edited_to_hold_a_pesel_waits_for_a_moderator(author, made):
    Comment.objects.filter(pk=made.pk).update(state="published")
    ConsultationPage.objects.update(moderation="after")

    warned = author.post(url("own", made), {"opinion": "Mój numer 44051401359"})
    before = Comment.objects.get().state
    author.post(url("own", made), {"opinion": "Mój numer 44051401359", "anyway": "1"})

    comment = Comment.objects.get()
    assert (warned.status_code, "44051401359" in warned.content.decode(), before) == (422, True, "published")
    assert (comment.has_pesel, comment.state) == (True, "pending")


def test_words_with_a_public_answer_no_longer_change_but_can_be_withdrawn(author, made, clerk):
    answer = Response.objects.create(
        consultation=made.consultation, verdict="accepted", author=clerk, state="published"
    )
    Comment.objects.filter(pk=made.pk).update(state="published", response=answer)

    refused = author.post(url("own", made), {"opinion": "Zupełnie inne słowa"})
    author.post(url("withdraw", made))

    assert (refused.status_code, "Zupełnie inne słowa" in refused.content.decode()) == (409, True)
    assert (len(words_of(made)), Comment.objects.get().state) == (1, "withdrawn")


def test_an_approved_answer_to_changed_words_is_read_again(author, made, clerk, second_clerk):
    answer = Response.objects.create(
        consultation=made.consultation, verdict="accepted", author=clerk, approved_by=second_clerk, state="approved"
    )
    Comment.objects.filter(pk=made.pk).update(response=answer)

    author.post(url("own", made), {"opinion": "Inne słowa"})

    answer.refresh_from_db()
    assert (answer.state, answer.approved_by) == ("draft", None)


def test_the_last_second_of_the_last_day_is_in_time(made, stage):
    client = Client()
    with time_machine.travel(last_second(stage), tick=False):
        client.get(link("author", made.pk))
        assert client.post(url("own", made), NEW).status_code == 302

    assert len(words_of(made)) == 2


def test_after_the_last_day_an_edit_is_refused_and_nothing_changes(made, stage):
    client = Client()
    with time_machine.travel(after(stage), tick=False):
        client.get(link("author", made.pk))
        shown = client.get(url("own", made))
        answer = client.post(url("own", made), NEW)

    assert (shown.status_code, answer.status_code) == (200, 409)
    assert (words_of(made), Comment.objects.get().state) == ([(1, "received", OPINION)], "pending")


def test_an_edit_that_comes_too_late_is_shown_again_and_not_thrown_away(made, stage):
    client = Client()
    with time_machine.travel(after(stage), tick=False):
        client.get(link("author", made.pk))
        answer = client.post(url("own", made), NEW)

    assert NEW["opinion"] in body(answer)


def test_a_comment_cannot_be_edited_into_nothing(author, made):
    answer = author.post(url("own", made), {"opinion": " \u200b"})

    assert (answer.status_code, words_of(made)) == (422, [(1, "received", OPINION)])


def test_a_proposed_change_cannot_lose_its_reasons_in_an_edit(client, consultation, stage, unit):
    words = {"current_text": "S", "proposed_text": "N", "rationale": "Bo tak"}
    comment = scenery.make_comment(consultation, stage, 7, unit=unit, words=words, kind="change", state="pending")
    client.get(link("author", comment.pk))

    answer = client.post(url("own", comment), {**words, "rationale": ""})

    assert (answer.status_code, Comment.objects.get().words.rationale) == (422, "Bo tak")


def test_a_cancelled_consultation_lets_nobody_rewrite_a_comment(author, made):
    ConsultationPage.objects.update(state="cancelled")

    assert author.post(url("own", made), NEW).status_code == 409
    assert words_of(made) == [(1, "received", OPINION)]


def test_an_edit_changes_no_other_field(author, made):
    author.post(url("own", made), {**NEW, "kind": "support", "state": "published", "number": "1", "who": "group"})

    comment = Comment.objects.get()
    assert (comment.kind, comment.state, comment.number, comment.who) == ("general", "pending", 7, "person")


# --- withdrawing ----------------------------------------------------------------------------------------------

WITHDRAW = {
    "pending": (302, "withdrawn"),
    "published": (302, "withdrawn"),
    "hidden": (409, "hidden"),
    "withdrawn": (409, "withdrawn"),
}


@pytest.mark.parametrize("state", WITHDRAW)
def test_the_author_withdraws_until_the_last_day(author, made, state):
    Comment.objects.filter(pk=made.pk).update(state=state)

    answer = author.post(url("withdraw", made))

    assert (answer.status_code, Comment.objects.get().state) == WITHDRAW[state]


def test_after_the_last_day_nothing_is_withdrawn(made, stage):
    client = Client()
    with time_machine.travel(after(stage), tick=False):
        client.get(link("author", made.pk))
        answer = client.post(url("withdraw", made))

    assert (answer.status_code, Comment.objects.get().state) == (403, "pending")


def test_a_withdrawn_number_stays_in_the_register_without_words_and_name(author, made, consultation):
    Comment.objects.filter(pk=made.pk).update(state="published", who="organisation", public_name="Klub Seniora")

    author.post(url("withdraw", made))

    register = body(author.get(f"{consultation.url}wykaz-uwag/"))
    table = author.get(f"{consultation.url}wykaz-uwag/csv/").getvalue().decode()
    for page in (register, table):
        assert [text in page for text in (made.code, OPINION, "Klub Seniora")] == [True, False, False]
    assert words_of(made) == [(1, "received", OPINION)]


def test_a_withdrawal_is_not_made_by_opening_an_address(author, made):
    assert author.get(url("withdraw", made)).status_code == 405
    assert Comment.objects.get().state == "pending"


# --- confirming -----------------------------------------------------------------------------------------------


@kept
def waiting(consultation, stage, made):
    DocumentStagePage.objects.update(mode="confirmed")
    Comment.objects.filter(pk=made.pk).update(state="unconfirmed")
    return Comment.objects.get(pk=made.pk)


def test_the_letter_leads_to_a_button(client, waiting):
    answer = client.get(link("confirm", waiting.pk))

    assert answer["Location"] == url("confirm", waiting)
    assert client.get(url("confirm", waiting)).status_code == 200
    assert client.head(url("confirm", waiting)).status_code == 200
    assert Comment.objects.get().state == "unconfirmed"


@pytest.mark.parametrize(("moderation", "state"), [("before", "pending"), ("after", "published")])
def test_the_button_confirms_once(client, waiting, moderation, state, django_capture_on_commit_callbacks, mailoutbox):
    ConsultationPage.objects.update(moderation=moderation)
    client.get(link("confirm", waiting.pk))

    with time_machine.travel(timezone.now() + timedelta(seconds=5), tick=False) as clock:
        with django_capture_on_commit_callbacks(execute=True):
            client.post(url("confirm", waiting))
        first = Comment.objects.select_related("submitter").get()
        clock.shift(60)
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(url("confirm", waiting))
    second = Comment.objects.select_related("submitter").get()

    assert (first.state, answer["Location"]) == (state, url("receipt", waiting))
    assert (second.state, second.published_at) == (first.state, first.published_at)
    assert second.submitter.email_confirmed_at == first.submitter.email_confirmed_at
    assert [letter.to for letter in mailoutbox] == [["anna@tajne.example"]]


@pytest.mark.parametrize("state", ["pending", "published", "hidden", "withdrawn"])
def test_a_late_confirmation_changes_no_decision(client, made, state):
    Comment.objects.filter(pk=made.pk).update(state=state)
    client.get(link("confirm", made.pk))

    client.post(url("confirm", made))

    assert Comment.objects.get().state == state


def test_a_confirmed_comment_with_a_pesel_still_waits_for_a_moderator(client, waiting):
    ConsultationPage.objects.update(moderation="after")
    Comment.objects.filter(pk=waiting.pk).update(has_pesel=True)
    client.get(link("confirm", waiting.pk))

    client.post(url("confirm", waiting))

    assert Comment.objects.get().state == "pending"


def test_an_unconfirmed_comment_stands_nowhere(client, consultation, waiting):
    pages = [
        client.get(consultation.url),
        client.get(f"{consultation.url}wykaz-uwag/"),
        client.get(f"{consultation.url}wykaz-uwag/csv/"),
        client.get(f"{consultation.url}wykaz-uwag/atom/"),
    ]

    assert [(waiting.code in body(page), OPINION in body(page)) for page in pages] == [(False, False)] * 4
    assert consultation.clock.numbers["received"] == 0


# --- following ------------------------------------------------------------------------------------------------


@kept
def follower(consultation):
    return Follower.objects.create(consultation=consultation, email="ola@przyklad.example", confirmed_at=timezone.now())


def test_a_draft_consultation_is_not_followed(client, consultation):
    ConsultationPage.objects.update(state="draft")

    assert client.post(reverse("consultations:follow", args=[consultation.pk]), {"email": "a@b.pl"}).status_code == 404


@pytest.mark.parametrize("purpose", ["author", "confirm", "follow", "admin"])
def test_no_other_link_unsubscribes(client, follower, purpose):
    token = links.make(purpose, follower.pk)

    assert client.post(reverse("consultations:unsubscribe", args=[token])).status_code == 410
    assert Follower.objects.count() == 1


def test_following_ends_for_one_consultation_only(client, lists, follower):
    other = scenery.make_consultation(lists[0], slug="inne")
    Follower.objects.create(consultation=other, email=follower.email)

    client.post(reverse("consultations:unsubscribe", args=[links.make("unfollow", follower.pk)]))

    assert list(Follower.objects.values_list("consultation", flat=True)) == [other.pk]


# --- nothing of it stays behind ---------------------------------------------------------------------------------


NEVER = "max-age=0, no-cache, no-store, must-revalidate, private"


@pytest.mark.parametrize("name", ["receipt", "own", "confirm"])
def test_no_shared_computer_keeps_the_pages_of_the_author(author, made, name):
    assert author.get(url(name, made))["Cache-Control"] == NEVER


@pytest.mark.parametrize("address", ["/uwagi/{}/nowa/", "/obserwuj/wypisz/", "/uwagi/link/x/"])
def test_no_shared_computer_keeps_the_forms(client, made, stage, address):
    assert client.get(address.format(stage.pk))["Cache-Control"] == NEVER


SETTLED = {
    "reported": lambda: ConsultationPage.objects.update(state="reported"),
    "cancelled": lambda: ConsultationPage.objects.update(state="cancelled"),
    "withdrawn": lambda: Comment.objects.update(state="withdrawn"),
}


@pytest.mark.parametrize("what", SETTLED)
@pytest.mark.parametrize("purpose", ["author", "confirm"])
def test_an_old_letter_opens_nothing_more_than_everybody_sees(client, made, what, purpose):
    SETTLED[what]()
    answer = client.get(link(purpose, made.pk))
    receipt = body(client.get(answer["Location"]))

    assert (answer.status_code, answer["Location"]) == (302, url("receipt", made))
    assert [text in receipt for text in (made.code, OPINION, "<textarea", "Zmień lub wycofaj")] == [True] + [False] * 3
    assert [client.get(url("own", made)).status_code, client.post(url("own", made), NEW).status_code] == [404, 404]
    assert words_of(made) == [(1, "received", OPINION)]


@pytest.mark.parametrize("what", SETTLED)
def test_a_session_from_before_edits_nothing(author, made, what):
    SETTLED[what]()
    shown = body(author.get(url("own", made)))
    posted = author.post(url("own", made), NEW)

    assert ["<textarea" in shown, "Wycofaj uwagę" in shown, posted.status_code] == [False, False, 409]
    assert words_of(made) == [(1, "received", OPINION)]


def test_earlier_words_of_a_withdrawn_comment_are_not_shown_again(author, made):
    author.post(url("own", made), NEW)
    author.post(url("withdraw", made))

    assert [text in body(author.get(url("own", made))) for text in (OPINION, NEW["opinion"])] == [False, False]


@pytest.mark.parametrize("purpose", links.days)
def test_a_link_is_in_no_referer_and_in_no_log(client, made, purpose, caplog):
    """A good link, one that has lost its last letter, and one whose object is gone; Django logs every refusal."""
    follower = Follower.objects.create(consultation=made.consultation, email="x@przyklad.example")
    good = links.make(purpose, made.pk if purpose in ("author", "confirm") else follower.pk)
    tokens = [good, good[:-1], links.make(purpose, 999)]
    name = "unsubscribe" if purpose == "unfollow" else "link"
    caplog.handler.addFilter(WithoutSecrets())

    answers = [client.get(reverse(f"consultations:{name}", args=[token])) for token in tokens]

    found = [answer for answer in answers if answer.status_code != 404]
    assert [answer["Referrer-Policy"] for answer in found] == ["no-referrer"] * len(found)
    assert [good in answer.content.decode() for answer in answers] == [False] * 3
    assert [record for record in caplog.messages if any(token in record for token in tokens)] == []
