"""Who may do what with campaigns."""

from typing import Any

from accounts.roles import may_decide
from signups.permissions import may_host


def may_manage(user: Any, campaign: Any) -> bool:
    """The host, and whoever decides in that municipality: cancels, sums up."""
    return may_host(user, campaign) or may_decide(user, campaign)


def may_publish_alone(user: Any, campaign: Any) -> bool:
    """Editors of the municipality; members of an organisation one of whose campaigns has been approved before."""
    if may_decide(user, campaign):
        return True
    return may_host(user, campaign) and campaign.organisation_id is not None and had_one_before(campaign)


def had_one_before(campaign: Any) -> bool:
    before = type(campaign).objects.source_language().filter(organisation=campaign.organisation_id)
    return (
        before.filter(state__in=(campaign.State.PUBLISHED, campaign.State.SUMMED_UP)).exclude(pk=campaign.pk).exists()
    )
