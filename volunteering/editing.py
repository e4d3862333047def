"""Campaigns made and changed by members of an organisation, outside Wagtail's admin."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from ngos.permissions import may_edit
from shared.acts.drafts import find_free_slug, lock_unchanged
from shared.acts.lifecycle import MoveRefused
from signups.permissions import may_host
from volunteering.models import CampaignIndexPage, CampaignPage

S = CampaignPage.State


def list_of_campaigns() -> CampaignIndexPage | None:
    return CampaignIndexPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()


@transaction.atomic
def start_campaign(page: CampaignPage, *, organisation, by) -> CampaignPage:
    """Store a new campaign of an organisation as a draft that nobody sees; `page` comes filled in from the form."""
    if not may_edit(by, organisation):
        raise PermissionDenied
    parent = list_of_campaigns()
    if parent is None:
        raise MoveRefused([_("There is no list of campaigns yet. Ask the editor of the municipality to add it.")])
    page.organisation, page.municipality = organisation, organisation.municipality
    page.slug, page.live, page.owner, page.locale = (
        find_free_slug(page.title, parent, otherwise="kampania"),
        False,
        by,
        parent.locale,
    )
    parent.add_child(instance=page)
    page.save_revision(user=by, log_action=True, clean=False)
    return page


@transaction.atomic
def save_words(draft: CampaignPage, *, by, seen: int | None) -> str:
    """Store a draft that the form has filled in as a revision; returns "public" or "draft".

    An approved campaign changes at once; one that waits for its editor brings the newest words to the decision.
    `seen` is the revision the form was opened on; EditedMeanwhile (shared/acts/drafts.py) when a newer one exists.
    """
    stored = lock_unchanged(draft, seen=seen)
    if not may_host(by, stored):
        raise PermissionDenied
    revision = draft.save_revision(user=by, log_action=True, changed=True, clean=False)
    if stored.state in (S.PUBLISHED, S.SUMMED_UP):
        revision.publish(user=by, skip_permission_checks=True)
        return "public"
    return "draft"
