"""A change on its way to the public: sent, returned with a reason, sent again, approved; letters say it in our words."""

import pytest
from django.core import mail
from django.urls import reverse

from ngos import approval
from ngos.models import OrganisationPage
from shared.acts.lifecycle import MoveNotAllowed
from shared.models import SentLetter
from tests.factories import ngos
from tests.ngos.test_panel import CONTACT, REGISTER, live, save, seen

REASON = "W KRS jest inna nazwa."


@pytest.fixture(autouse=True)
def without_totp(settings):
    settings.STAFF_WITHOUT_TOTP = True


@pytest.fixture
def returned(client, organisation, ngo_member, editor, django_capture_on_commit_callbacks):
    """A change of the name that the editor has sent back."""
    client.force_login(ngo_member)
    save(client, organisation, REGISTER, "rejestr")
    client.force_login(editor)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("ngos_admin:change", args=[organisation.pk]),
            {"seen_state": seen(organisation), "reject": "1", "reason": REASON},
        )
    return organisation


def test_the_member_reads_the_reason_in_a_letter_of_ours_and_in_the_panel(client, returned, ngo_member):
    client.force_login(ngo_member)
    panel = client.get(reverse("ngos:panel", args=[returned.pk])).content.decode()

    assert [
        (letter.to, REASON in letter.body, "/cms/" in letter.body)
        for letter in mail.outbox
        if ngo_member.email in letter.to
    ] == [([ngo_member.email], True, False)]
    assert REASON in panel


def test_of_two_who_decide_about_a_change_the_second_reads_what_the_first_has_said(client, returned, editor):
    """`returned` has been sent back by one; another still has the screen with the change open."""
    answer = client.post(
        reverse("ngos_admin:change", args=[returned.pk]), {"seen_state": seen(returned), "approve": "1"}
    )

    said = " ".join(answer.context["refused"])
    assert (answer.status_code, live(returned).title) == (409, "Stowarzyszenie Wspólna Ławka")
    assert (REASON in said, str(editor) in said) == (True, True)


def test_a_corrected_change_waits_for_the_editor_again(client, returned, ngo_member, editor):
    client.force_login(ngo_member)
    save(client, returned, {**REGISTER, "title": "Stowarzyszenie Ławka Wspólna"}, "rejestr")
    panel = client.get(reverse("ngos:panel", args=[returned.pk])).content.decode()
    client.force_login(editor)
    desk = client.get(reverse("ngos_admin:index")).context["waiting"]

    assert (live(returned).workflow_in_progress, REASON in panel) == (True, False)
    assert [page.pk for page in desk] == [returned.pk]


def test_a_change_sent_back_through_the_admin_of_wagtail_can_be_sent_again(client, organisation, ngo_member, editor):
    client.force_login(ngo_member)
    save(client, organisation, REGISTER, "rejestr")
    live(organisation).current_workflow_state.current_task_state.specific.reject(user=editor, comment=REASON)

    save(client, organisation, {**REGISTER, "title": "Stowarzyszenie Ławka Wspólna"}, "rejestr")

    task = live(organisation).current_workflow_state.current_task_state
    assert (live(organisation).workflow_in_progress, task.revision_id) == (True, seen(organisation))


def test_the_approved_change_is_public_and_the_members_are_told(
    client, organisation, ngo_member, editor, django_capture_on_commit_callbacks
):
    client.force_login(ngo_member)
    save(client, organisation, REGISTER, "rejestr")
    client.force_login(editor)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("ngos_admin:change", args=[organisation.pk]), {"seen_state": seen(organisation), "approve": "1"}
        )

    assert (live(organisation).title, [letter.to for letter in mail.outbox if ngo_member.email in letter.to]) == (
        REGISTER["title"],
        [[ngo_member.email]],
    )


@pytest.mark.parametrize(
    ("section", "words", "outcome"),
    [("kontakt", CONTACT, "public"), ("rejestr", REGISTER, "waiting")],
)
def test_a_draft_is_sent_later_with_one_button(client, organisation, ngo_member, section, words, outcome):
    client.force_login(ngo_member)
    save(client, organisation, words, section, draft="1")
    before = (live(organisation).workflow_in_progress, live(organisation).has_unpublished_changes)

    answer = client.post(reverse("ngos:send", args=[organisation.pk]))

    after = (live(organisation).workflow_in_progress, live(organisation).has_unpublished_changes)
    assert (answer.status_code, before) == (302, (False, True))
    assert after == {"public": (False, False), "waiting": (True, True)}[outcome]


def test_a_name_in_an_earlier_draft_does_not_slip_through_with_the_hours(client, organisation, ngo_member):
    client.force_login(ngo_member)
    save(client, organisation, REGISTER, "rejestr", draft="1")

    save(client, organisation, CONTACT)

    assert (live(organisation).title, live(organisation).hours) == ("Stowarzyszenie Wspólna Ławka", "")
    assert live(organisation).workflow_in_progress is True


@pytest.mark.parametrize("who", ["neighbour", "editor"])
def test_only_members_send_a_draft(request, client, organisation, ngo_member, who):
    client.force_login(ngo_member)
    save(client, organisation, CONTACT, draft="1")
    client.force_login(request.getfixturevalue(who))

    assert client.post(reverse("ngos:send", args=[organisation.pk])).status_code == 404
    assert live(organisation).hours == ""


def test_without_a_draft_there_is_nothing_to_send(organisation, ngo_member):
    with pytest.raises(MoveNotAllowed):
        approval.send_draft(organisation, by=ngo_member)


def test_a_former_member_gets_no_letter(organisation, ngo_member, neighbour, editor, client):
    ngos.make_member(organisation, neighbour, "editor")
    organisation.memberships.filter(user=neighbour).update(since="2020-01-01", until="2020-12-31")
    client.force_login(ngo_member)
    save(client, organisation, REGISTER, "rejestr")
    task = live(organisation).current_workflow_state.current_task_state

    approval.settle_change(OrganisationPage.objects.get(), task, by=editor, approve=False, reason=REASON)

    assert [row.recipient for row in SentLetter.objects.filter(letter="change_returned")] == [ngo_member.email]
