"""All editors of municipalities share the list of good practices."""

from accounts.models import Office
from accounts.rights import page_rights
from practices.models import PracticeIndexPage


@page_rights
def lists(role: str, municipality):
    """The pages and kinds of rights of a role's group (coordinators have the whole tree from consultations)."""
    if role != Office.Role.EDITOR:
        return []
    return [(page, ("add", "change", "publish")) for page in PracticeIndexPage.objects.all()]
