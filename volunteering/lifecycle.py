"""Every move a campaign can make, and who may make it."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import may_decide
from shared.acts.lifecycle import Lifecycle, Move
from signups.models import Slot
from signups.permissions import SYSTEM, may_host
from signups.services import cancel_slot
from volunteering import emails
from volunteering.models import CampaignPage
from volunteering.permissions import may_manage, may_publish_alone

S = CampaignPage.State


def gaps(campaign: CampaignPage) -> list[str]:
    """What a campaign lacks before people may see it."""
    newest = campaign.get_latest_revision_as_object()
    found = list(newest.protection_gaps().values())
    if not Slot.objects.filter(page=campaign.pk).planned().exists():
        found.append(_("Add at least one date first: people sign up for a date, or for “to be arranged”."))
    if not newest.contact_email:
        found.append(_("Give the e-mail of the contact: questions of volunteers go there."))
    if newest.organisation_id and not newest.organisation.is_public:
        found.append(_("The profile of the organisation is not public yet. Publish it first."))
    return found


def no_reason(campaign: CampaignPage, user: Any, reason: str) -> dict:
    return {"reason": ""}


def go_live(campaign: CampaignPage, user: Any, reason: str) -> None:
    """The newest words become public together with the decision."""
    if campaign.has_unpublished_changes or not campaign.live:
        revision = campaign.get_latest_revision() or campaign.save_revision(user=user, clean=False)
        revision.publish(user=user if getattr(user, "pk", None) else None, skip_permission_checks=True)
        campaign.refresh_from_db()


def with_reason(campaign: CampaignPage, user: Any, reason: str) -> dict:
    return {"reason": reason}


def cancel_shifts(campaign: CampaignPage, user: Any, reason: str) -> None:
    """Everybody who signed up gets a letter with the reason."""
    for slot in Slot.objects.filter(page=campaign.pk).planned():
        if not slot.is_over():
            cancel_slot(slot, by=SYSTEM, reason=reason)


def close_shifts(campaign: CampaignPage, user: Any, reason: str) -> None:
    Slot.objects.filter(page=campaign.pk, starts_at=None, closed_at=None).update(closed_at=timezone.now())


def nothing_to_tell(campaign: CampaignPage) -> list[str]:
    if not campaign.get_latest_revision_as_object().result_words.strip():
        return [_("Write what came of it first: two sentences are enough.")]
    ahead = Slot.objects.filter(page=campaign.pk).planned().exclude(starts_at=None)
    if any(not slot.is_over() for slot in ahead):
        return [_("There is a shift that is not over yet.")]
    return []


# fmt: off
CAMPAIGN = Lifecycle(
    #    move        from                       to            who                 guard, act, then
    Move("submit",   (S.DRAFT,),                S.SUBMITTED,  may_host,           guard=gaps,
         then=(emails.post_campaign_submitted,)),
    Move("publish",  (S.DRAFT, S.SUBMITTED),    S.PUBLISHED,  may_publish_alone,  guard=gaps, writes=no_reason, act=go_live,
         then=(emails.post_campaign_published,)),
    Move("return",   (S.SUBMITTED,),            S.DRAFT,      may_decide,         writes=with_reason, needs_reason=True,
         then=(emails.post_campaign_returned,)),
    Move("take_back", (S.SUBMITTED,),           S.DRAFT,      may_host),
    Move("cancel",   (S.PUBLISHED,),            S.CANCELLED,  may_manage,         writes=with_reason, act=cancel_shifts,
         needs_reason=True),
    Move("sum_up",   (S.PUBLISHED,),            S.SUMMED_UP,  may_manage,         guard=nothing_to_tell, act=close_shifts),
)
# fmt: on
