"""Editors work on the branch of their municipality; the lists of fields and groups belong to coordinators."""

from accounts.models import Office
from accounts.rights import model_rights, page_rights
from ngos.models import OrganisationIndexPage, PublicBenefitField, TargetGroup

ROLE = Office.Role
model_rights(ROLE.COORDINATOR, PublicBenefitField, TargetGroup)


@page_rights
def branches(role: str, municipality):
    """The pages and kinds of rights of a role's group (coordinators have the whole tree from consultations)."""
    if role != ROLE.EDITOR:
        return []
    found = OrganisationIndexPage.objects.filter(municipality__isnull=False)
    return [
        (page, ("add", "change", "publish"))
        for page in (found.filter(municipality=municipality) if municipality else found)
    ]
