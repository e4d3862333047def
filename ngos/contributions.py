"""What the directory tells the layers below: which organisations stay, which lists coordinators keep."""

from django.utils.translation import gettext as _

from accounts.models import Office
from accounts.rights import allow_models
from ngos.models import OrganisationPage, PublicBenefitField, TargetGroup
from shared.pages.deletion_guards import guards_deletion

allow_models(Office.Role.COORDINATOR, PublicBenefitField, TargetGroup)


@guards_deletion
def keep_organisations(page) -> str:
    """Those with members, claims or a history are not deleted: they are struck off, and their page goes."""
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
