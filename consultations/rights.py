"""Editors and hosts work on the branch of their municipality; coordinators on the whole tree."""

from wagtail.models import Page

from accounts.models import Office
from accounts.rights import model_rights, page_rights
from consultations.models import ConsultationIndexPage, ConsultationKind

ROLE = Office.Role
model_rights(ROLE.COORDINATOR, ConsultationKind)
WORK = ("add", "change", "publish")


@page_rights
def branches(role: str, municipality):
    """The pages and kinds of rights of a role's group."""
    if role == ROLE.COORDINATOR:
        return [(page, (*WORK, "lock", "unlock", "bulk_delete")) for page in Page.objects.filter(depth=1)]
    if role not in (ROLE.EDITOR, ROLE.HOST):
        return []
    found = ConsultationIndexPage.objects.filter(municipality__isnull=False)
    return [(page, WORK) for page in (found.filter(municipality=municipality) if municipality else found)]
