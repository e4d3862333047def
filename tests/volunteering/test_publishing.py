"""Publishing in Wagtail's admin is the decision too; what lacks something stays hidden until it has it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from signups.models import Slot
from tests.factories import volunteering as scene
from tests.volunteering.test_lifecycle import change, stored
from volunteering.lifecycle import CAMPAIGN
from volunteering.models import CampaignPage

S = CampaignPage.State


def publish(page, user):
    page.save_revision(user=user, clean=False).publish(user=user, skip_permission_checks=True)
    return stored(page)


@pytest.mark.parametrize("state", [S.DRAFT, S.SUBMITTED])
def test_publishing_the_page_is_the_decision(client, draft, editor, ngo_member, state, django_capture_on_commit_callbacks):  # fmt: skip
    change(draft, state=state)
    with django_capture_on_commit_callbacks(execute=True):
        page = publish(stored(draft), editor)

    assert (page.state, client.get(page.url).status_code) == (S.PUBLISHED, 200)
    assert [m.to for m in mail.outbox] == [[ngo_member.email]]


def test_a_page_that_lacks_something_stays_hidden_until_it_has_it(client, draft, editor):
    Slot.objects.all().delete()
    page = publish(draft, editor)
    hidden = (page.state, page.live, client.get(page.url).status_code)
    scene.make_slot(page)
    page = publish(page, editor)

    assert (hidden, (page.state, client.get(page.url).status_code)) == ((S.DRAFT, True, 404), (S.PUBLISHED, 200))


def test_a_page_published_with_a_gap_is_made_public_from_the_desk(client, draft, editor):
    Slot.objects.all().delete()
    page = publish(draft, editor)
    scene.make_slot(page)
    CAMPAIGN.apply("publish", page, by=editor)

    assert (stored(draft).state, client.get(stored(draft).url).status_code) == (S.PUBLISHED, 200)


@pytest.mark.parametrize("who", ["other_editor", "ngo_member", "clerk"])
def test_publishing_by_somebody_who_may_not_decide_is_no_decision(request, client, draft, who):
    page = publish(draft, request.getfixturevalue(who))

    assert (page.state, client.get(page.url).status_code) == (S.DRAFT, 404)


@pytest.mark.parametrize("state", [S.CANCELLED, S.SUMMED_UP])
def test_publishing_words_again_changes_no_decision(campaign, editor, state):
    change(campaign, state=state)

    assert publish(stored(campaign), editor).state == state


def test_a_page_scheduled_by_its_editor_becomes_public_on_its_day(client, draft, editor):
    draft.go_live_at = timezone.now() + timedelta(hours=1)
    draft.save_revision(user=editor, clean=False).publish(user=editor)
    before = (stored(draft).state, client.get(draft.url).status_code)
    draft.go_live_at = timezone.now() - timedelta(minutes=1)
    draft.save_revision(user=editor, approved_go_live_at=draft.go_live_at, clean=False)
    call_command("publish_scheduled")

    assert (before, (stored(draft).state, client.get(draft.url).status_code)) == ((S.DRAFT, 404), (S.PUBLISHED, 200))


@pytest.mark.parametrize(
    ("who", "may"), [("editor", True), ("coordinator", True), ("other_editor", False), ("clerk", False), ("ngo_member", False)]
)  # fmt: skip
def test_only_its_editors_publish_the_page_in_the_admin(request, campaign, who, may):
    tester = campaign.permissions_for_user(request.getfixturevalue(who))

    assert (tester.can_publish(), tester.can_edit(), tester.can_unpublish()) == (may, may, may)


def test_a_list_made_later_gives_editors_their_rights(editor, listed):
    names = listed.group_permissions.filter(group__in=editor.groups.all()).values_list(
        "permission__codename", flat=True
    )

    assert sorted(names) == ["add_page", "change_page", "publish_page"]
