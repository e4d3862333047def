"""Who may do what with campaigns."""

from accounts.roles import Role, municipalities_of
from ngos.permissions import can_edit
from signups.permissions import can_host, can_keep

__all__ = ["can_edit", "can_host", "can_keep", "decides_somewhere", "may_publish_alone"]


def decides_somewhere(user) -> bool:
    return municipalities_of(user, Role.EDITOR, Role.COORDINATOR) != []


def may_publish_alone(user, campaign) -> bool:
    """Editors of the municipality; members of an organisation one of whose campaigns has been approved before."""
    if can_keep(user, campaign):
        return True
    return can_host(user, campaign) and campaign.organisation_id is not None and had_one_before(campaign)


def had_one_before(campaign) -> bool:
    before = type(campaign).objects.source_language().filter(organisation=campaign.organisation_id)
    return before.filter(state__in=["published", "summed_up"]).exclude(pk=campaign.pk).exists()
