"""Organisations with members, claims or a history are not deleted: they are struck off, and their page goes."""

from django.utils.translation import gettext as _

from ngos.models import OrganisationPage
from shared.pages.deletion_guards import keeps


@keeps
def organisations_stay(page) -> str:
    below = OrganisationPage._base_manager.filter(path__startswith=page.path)
    if (
        below.exclude(memberships=None).exists()
        or below.exclude(claims=None).exists()
        or below.exclude(register_rows=None).exists()
    ):
        return _(
            "An organisation with members or a history is not deleted. Strike it off instead: its page goes, its history stays."
        )
    return ""
