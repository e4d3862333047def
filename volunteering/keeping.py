"""A campaign that people have seen, or that gave certificates, is cancelled or summed up, not deleted."""

from django.utils.translation import gettext as _

from shared.pages.deletion_guards import keeps
from volunteering.models import CampaignPage, Certificate


@keeps
def certificates_stay(page) -> str:
    if not Certificate.objects.filter(campaign__path__startswith=page.path).exists():
        return ""
    return _("Certificates have been issued here, so it is not deleted. Unpublish the page instead.")


@keeps
def hosts_stay(page) -> str:
    if not CampaignPage.objects.filter(organisation__path__startswith=page.path).exists():
        return ""
    return _("This organisation runs campaigns. Mark it as dormant or struck off instead.")
