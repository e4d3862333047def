"""Editors and hosts of all municipalities share the calendar; each changes what belongs to their municipality."""

from accounts.models import Office
from accounts.rights import page_rights
from events.models import EventIndexPage

ROLE = Office.Role


@page_rights
def calendars(role: str, municipality):
    """The pages and kinds of rights of a role's group (signups.permissions narrows “change” to one's own)."""
    if role not in (ROLE.EDITOR, ROLE.HOST):
        return []
    return [(page, ("add", "change", "publish")) for page in EventIndexPage.objects.all()]
