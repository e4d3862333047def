"""The editor's desk: who may see and decide what people sent in, the draft, the refusal, the publication."""

import itertools
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import GroupPagePermission, ModelLogEntry, Page

from practices.lifecycle import SUBMISSION
from practices.models import PracticeIndexPage, PracticePage, Submission
from practices.services import make_draft
from shared.acts import retention
from shared.acts.lifecycle import MoveNotAllowed, MoveRefused
from tests.desks import hidden_fields, shown
from tests.factories import practices, scenery

S = Submission.State
WHO = ["editor", "coordinator", "other_editor", "clerk", "moderator", "resident", "nobody"]
MAY = {"editor", "coordinator"}


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    settings.STAFF_WITHOUT_TOTP = True


@pytest.fixture
def nobody():
    return None


def enter(client, request, who):
    user = request.getfixturevalue(who)
    if user:
        client.force_login(user)


def address(name: str, submission) -> str:
    return reverse(f"practices_admin:{name}", args=[submission.pk])


def decide(client, submission, name: str, **typed):
    """The button of a screen opened now."""
    return client.post(reverse("practices_admin:move", args=[submission.pk, name]), {**shown(submission), **typed})


# --- who -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("who", "name"), itertools.product(WHO, ["submission", "identity"]))
def test_what_was_sent_is_read_by_its_editors_only(client, request, submission, who, name):
    enter(client, request, who)
    answer = client.get(address(name, submission))

    staff = who not in ("resident", "nobody")
    assert answer.status_code == (200 if who in MAY else 404 if staff else 302)
    assert (practices.PRIVATE in answer.content.decode()) == (who in MAY and name == "identity")


@pytest.mark.parametrize(("who", "name"), itertools.product(WHO, ["take", "refuse"]))
def test_only_its_editors_decide(client, request, submission, who, name):
    enter(client, request, who)
    decide(client, submission, name, reason="Brakuje kosztu.")

    decided = {"take": S.TAKEN, "refuse": S.REFUSED}[name]
    assert Submission.objects.get().state == (decided if who in MAY else S.NEW)
    assert PracticePage.objects.count() == (1 if who in MAY and name == "take" else 0)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("editor", 200),
        ("other_editor", 200),
        ("coordinator", 200),
        ("clerk", 403),
        ("moderator", 403),
        ("resident", 302),
        ("nobody", 302),
    ],
)
def test_the_list_shows_what_is_theirs_to_decide(client, request, submission, who, status):
    enter(client, request, who)
    answer = client.get(reverse("practices_admin:index"))

    assert (answer.status_code == 200, status == 200) in [(True, True), (False, False)]
    if status == 200:
        assert (submission.title in answer.content.decode()) == (who in MAY)


@pytest.mark.parametrize("who", WHO)
def test_addresses_of_senders_are_visible_to_their_editors_only(request, submission, who):
    from django.contrib.auth.models import AnonymousUser

    user = request.getfixturevalue(who) or AnonymousUser()
    assert list(Submission.objects.visible_to(user)) == ([submission] if who in MAY else [])


@pytest.mark.parametrize("who", [who for who in WHO if who not in (*MAY, "nobody")])
def test_moves_are_refused_below_the_screens_as_well(request, submission, who):
    with pytest.raises(PermissionDenied):
        SUBMISSION.apply("take", submission, by=request.getfixturevalue(who))
    with pytest.raises(PermissionDenied):
        SUBMISSION.apply("refuse", submission, by=request.getfixturevalue(who), reason="Nie")


def test_reading_who_sent_it_is_written_down(client, editor, submission):
    client.force_login(editor)
    client.get(address("identity", submission))

    assert [(e.action, e.object_id) for e in ModelLogEntry.objects.filter(user=editor, action="identity.read")] == [
        ("identity.read", str(submission.pk))
    ]


def test_the_menu_leads_editors_to_the_desk(client, editor, clerk):
    leads = []
    for user in (editor, clerk):
        client.force_login(user)
        leads.append(reverse("practices_admin:index") in client.get("/cms/").content.decode())

    assert leads == [True, False]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_with_one_and_three(
    client, coordinator, listed, skawina, count, django_assert_max_num_queries
):
    for _number in range(count):
        practices.make_submission(skawina)
    client.force_login(coordinator)
    client.get(reverse("practices_admin:index"))

    with django_assert_max_num_queries(26):  # Wagtail's own screen takes most of them
        assert len(client.get(reverse("practices_admin:index")).context["page_obj"]) == count


@pytest.mark.parametrize("state", ["waiting", "finished", "refused", "x'"])
def test_the_tabs_show_each_state(client, coordinator, listed, skawina, state):
    for made in S.values:
        practices.make_submission(skawina, state=made, title=f"Stan {made}")
    client.force_login(coordinator)

    shown = [row.state for row in client.get(reverse("practices_admin:index"), {"stan": state}).context["page_obj"]]
    assert shown == ([state] if state in S.values else ["new", "taken"])


# --- the draft ---------------------------------------------------------------------------------------------------------


def test_a_draft_takes_the_words_to_their_places(submission, editor, listed):
    page = make_draft(submission, by=editor)
    made = PracticePage.objects.get(pk=page.pk)

    assert (made.live, made.get_parent().pk, made.slug, made.owner) == (
        False,
        listed.pk,
        "zebranie-na-ktore-chce-sie-przyjsc",
        editor,
    )
    assert [str(step.value) for step in made.steps] == [
        "Zapytaliśmy sąsiadów.",
        "Ugotowaliśmy zupę.",
        "Zaprosiliśmy każdego.",
    ]
    assert [(r.value, r.label) for r in made.results.all()] == [("", "61 osób na zebraniu"), ("", "19 nowych twarzy")]
    assert (made.situation, made.went_wrong, made.money_sources, made.who, made.municipality, made.cost) == (
        submission.situation, submission.went_wrong, submission.cost, submission.who, submission.municipality, None,
    )  # fmt: skip
    assert (submission.state, submission.page_id, made.latest_revision.user) == (S.TAKEN, made.pk, editor)


@pytest.mark.parametrize(("may", "address"), [(True, practices.PRIVATE), (False, "")])
def test_the_address_goes_to_the_page_only_with_consent(submission, editor, may, address):
    submission.may_contact = may
    submission.save()

    assert make_draft(submission, by=editor).contact_email == address


def test_a_draft_asked_for_twice_is_one_page(client, editor, submission):
    client.force_login(editor)
    answers = [decide(client, submission, "take") for _twice in (1, 2)]

    page = PracticePage.objects.get()
    assert [a.headers["Location"] for a in answers] == [reverse("wagtailadmin_pages:edit", args=[page.pk])] * 2


def test_the_editor_may_open_the_draft_and_add_pages(client, editor, other_editor, submission, listed):
    page = make_draft(submission, by=editor)
    opened = []
    for user in (editor, other_editor):
        client.force_login(user)
        opened.append(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code)
        opened.append(
            client.get(reverse("wagtailadmin_pages:add", args=["practices", "practicepage", listed.pk])).status_code
        )

    assert opened == [200] * 4


def test_two_stories_of_the_same_name_get_two_addresses(submission, editor, skawina):
    other = practices.make_submission(skawina)
    slugs = [make_draft(sent, by=editor).slug for sent in (submission, other)]

    assert slugs == ["zebranie-na-ktore-chce-sie-przyjsc", "zebranie-na-ktore-chce-sie-przyjsc-2"]


def test_without_a_list_the_editor_reads_what_to_do(client, editor, home, skawina):
    submission = practices.make_submission(skawina)
    client.force_login(editor)
    answer = decide(client, submission, "take")

    sentence = gettext("There is no list of good practices. Add it below the front page first.")
    assert (answer.status_code, sentence in answer.content.decode(), Submission.objects.get().state) == (
        422,
        True,
        S.NEW,
    )


# --- refusing ------------------------------------------------------------------------------------------------------------


def test_a_refusal_needs_a_reason_and_the_sender_reads_it(
    client, editor, submission, django_capture_on_commit_callbacks
):
    client.force_login(editor)
    with django_capture_on_commit_callbacks(execute=True):
        without = decide(client, submission, "refuse", reason=" ")
        decide(client, submission, "refuse", reason="Brakuje kosztu.")
        decide(client, submission, "refuse", reason="Jeszcze raz.")

    stored = Submission.objects.get()
    assert (without.status_code, stored.state, stored.reason, stored.decided_by) == (
        422,
        S.REFUSED,
        "Brakuje kosztu.",
        editor,
    )
    assert [(m.to, "Brakuje kosztu." in m.body) for m in mail.outbox] == [([practices.PRIVATE], True)]


def test_what_was_typed_comes_back_with_a_refusal(client, editor, submission):
    client.force_login(editor)
    answer = decide(client, submission, "refuse", reason="x" * 2001)

    assert (answer.status_code, len(answer.context["refused"]), Submission.objects.get().state) == (422, 1, S.NEW)
    assert "x" * 2001 in answer.content.decode()


@pytest.mark.parametrize("name", ["finish", "xyz"])
def test_the_desk_makes_no_other_moves(client, editor, submission, name):
    client.force_login(editor)

    assert (decide(client, submission, name).status_code, Submission.objects.get().state) == (404, S.NEW)


def test_a_decision_made_on_an_old_screen_is_refused_with_what_is_there_now(client, editor, coordinator, submission):
    screen, move = address("submission", submission), reverse("practices_admin:move", args=[submission.pk, "refuse"])
    client.force_login(coordinator)
    old = hidden_fields(client.get(screen), move)
    client.force_login(editor)
    decide(client, submission, "take")
    client.force_login(coordinator)
    answer = client.post(move, {**old, "reason": "Powtarza inną."})

    stored = Submission.objects.get()
    assert (answer.status_code, stored.state, stored.reason) == (409, S.TAKEN, "")
    said = " ".join(answer.context["refused"])
    assert (str(S.TAKEN.label) in said, str(editor) in said, "Powtarza inną." in answer.content.decode()) == (True,) * 3


def test_of_two_refusals_the_second_reads_the_reason_of_the_first(client, editor, submission):
    client.force_login(editor)
    move = reverse("practices_admin:move", args=[submission.pk, "refuse"])
    old = hidden_fields(client.get(address("submission", submission)), move)
    answers = [client.post(move, {**old, "reason": reason}) for reason in ("Brakuje kosztu.", "Drugi powód.")]

    assert [answer.status_code for answer in answers] == [302, 409]
    assert "Brakuje kosztu." in " ".join(answers[1].context["refused"])
    assert Submission.objects.get().reason == "Brakuje kosztu."


def test_a_decision_that_does_not_say_what_it_saw_is_refused(client, editor, submission):
    client.force_login(editor)
    answer = client.post(reverse("practices_admin:move", args=[submission.pk, "refuse"]), {"reason": "Nie"})

    assert (answer.status_code, Submission.objects.get().state) == (409, S.NEW)


def test_a_refused_draft_is_let_go(submission, editor):
    page = make_draft(submission, by=editor)
    SUBMISSION.apply("refuse", submission, by=editor, reason="Powtarza inną.")
    PracticePage.objects.get(pk=page.pk).delete()

    assert (Submission.objects.get().page, PracticePage.objects.count()) == (None, 0)


@pytest.mark.parametrize(
    ("state", "name"),
    [(S.FINISHED, "take"), (S.FINISHED, "refuse"), (S.REFUSED, "take"), (S.REFUSED, "refuse"), (S.TAKEN, "take")],
)
def test_what_is_decided_stays_decided(submission, editor, state, name):
    Submission.objects.update(state=state)

    with pytest.raises(MoveNotAllowed):
        SUBMISSION.apply(name, submission, by=editor, reason="Nie")


def test_the_table_offers_what_may_be_done(submission, editor, other_editor, coordinator):
    offered = {
        user.email: [m.name for m in SUBMISSION.available(submission, user)]
        for user in (editor, other_editor, coordinator)
    }

    assert list(offered.values()) == [["take", "refuse"], [], ["take", "refuse"]]


# --- publishing ------------------------------------------------------------------------------------------------------------


def completed(page) -> PracticePage:
    page = PracticePage.objects.get(pk=page.pk)
    page.summary, page.cost = "Krótko.", 640
    return page


def publish(page, user):
    completed(page).save_revision(user=user).publish(user=user)


def test_publishing_the_page_ends_the_way_with_one_letter(
    client, submission, editor, django_capture_on_commit_callbacks
):
    page = make_draft(submission, by=editor)
    with django_capture_on_commit_callbacks(execute=True):
        publish(page, editor)
        publish(page, editor)

    stored = Submission.objects.get()
    assert (stored.state, stored.decided_by, stored.decided_at.date()) == (S.FINISHED, editor, timezone.now().date())
    assert [(m.to, stored.page.url in m.body) for m in mail.outbox] == [([practices.PRIVATE], True)]
    assert client.get(stored.page.url).status_code == 200


def test_a_scheduled_page_ends_the_way_on_its_day(submission, editor):
    page = completed(make_draft(submission, by=editor))
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision(user=editor).publish(user=editor)
    before = Submission.objects.get().state
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    call_command("publish_scheduled")

    assert (before, Submission.objects.get().state) == (S.TAKEN, S.FINISHED)


def test_another_municipalitys_editor_cannot_publish_what_was_sent_here(submission, editor, other_editor, coordinator):
    page = completed(make_draft(submission, by=editor))
    may = [page.permissions_for_user(user).can_publish() for user in (editor, other_editor, coordinator)]

    assert may == [True, False, True]
    with pytest.raises(PermissionDenied):
        page.save_revision(user=other_editor).publish(user=other_editor)
    assert Submission.objects.get().state == S.TAKEN


def test_all_editors_share_the_other_pages(practice, editor, other_editor, clerk, moderator):
    testers = [practice.permissions_for_user(user) for user in (editor, other_editor, clerk, moderator)]

    assert [(t.can_edit(), t.can_publish()) for t in testers] == [
        (True, True),
        (True, True),
        (False, False),
        (False, False),
    ]


def test_a_list_made_later_gives_editors_their_rights(editor, home):
    before = GroupPagePermission.objects.filter(group__in=editor.groups.all()).count()
    listed = practices.make_list(home)

    rights = GroupPagePermission.objects.filter(group__in=editor.groups.all(), page=listed)
    assert (before, sorted(r.permission.codename for r in rights)) == (0, ["add_page", "change_page", "publish_page"])


def test_the_list_stands_below_the_front_page_once(listed, home):
    assert PracticeIndexPage.can_create_at(scenery.make_home()) is False
    assert [kind.__name__ for kind in PracticeIndexPage.clean_subpage_models()] == ["PracticePage"]


# --- what stays, what goes -------------------------------------------------------------------------------------------------


@pytest.fixture
def superuser(django_user_model):
    return django_user_model.objects.create_superuser("naczelna@przyklad.example", "x")


@pytest.mark.parametrize("which", ["page", "list"])
def test_a_page_made_from_what_somebody_sent_is_not_deleted(client, superuser, submission, editor, listed, which):
    page = make_draft(submission, by=editor)
    client.force_login(superuser)
    pages = Page.objects.count()
    doomed = page if which == "page" else listed
    answer = client.post(reverse("wagtailadmin_pages:delete", args=[doomed.pk]), follow=True)

    sentence = gettext(
        "A good practice that somebody sent in is not deleted. Unpublish the page instead: nothing is lost."
    )
    assert (Page.objects.count(), sentence in answer.content.decode()) == (pages, True)
    with pytest.raises(ProtectedError):
        PracticePage.objects.get(pk=page.pk).delete()


def test_an_ordinary_practice_is_deleted(client, superuser, practice):
    client.force_login(superuser)
    client.post(reverse("wagtailadmin_pages:delete", args=[practice.pk]))

    assert PracticePage.objects.count() == 0


@pytest.mark.parametrize(
    ("state", "days", "gone"),
    [(S.REFUSED, 91, True), (S.FINISHED, 91, True), (S.REFUSED, 89, False), (S.NEW, 400, False), (S.TAKEN, 400, False)],
)
def test_who_sent_it_is_forgotten_ninety_days_after_the_decision(submission, state, days, gone):
    Submission.objects.update(state=state, decided_at=timezone.now() - timedelta(days=days))

    assert (retention.erase("senders_of_practices"), retention.erase("senders_of_practices")) == (int(gone), 0)
    stored = Submission.objects.get()
    assert ((stored.email, stored.name) == ("", ""), stored.title) == (gone, practices.WORDS["title"])


def test_a_reason_is_needed_below_the_screen_as_well(submission, editor):
    with pytest.raises(MoveRefused):
        SUBMISSION.apply("refuse", submission, by=editor, reason="  ")
