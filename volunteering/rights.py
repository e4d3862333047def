"""Editors of all municipalities share the list of campaigns; each changes what belongs to their municipality."""

from accounts.models import Office
from accounts.rights import page_rights
from volunteering.models import CampaignIndexPage


@page_rights
def lists(role: str, municipality):
    """The pages and kinds of rights of a role's group (signups.permissions narrows “change” to one's own)."""
    if role != Office.Role.EDITOR:
        return []
    return [(page, ("add", "change", "publish")) for page in CampaignIndexPage.objects.all()]
