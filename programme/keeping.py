"""What has been published as a version or an edition can be cited, so it stays."""

from django.utils.translation import gettext as _

from programme.models import FrozenReport, StatementVersion
from shared.pages.deletion_guards import keeps


@keeps
def statements_stay(page) -> str:
    if StatementVersion.objects.filter(page__path__startswith=page.path).exists():
        return _("Published versions of a statement can be cited, so they are not deleted. Unpublish the page instead.")
    return ""


@keeps
def reports_stay(page) -> str:
    if FrozenReport.objects.filter(report__path__startswith=page.path).exists():
        return _("A published yearly report can be cited, so it is not deleted. Unpublish the page instead.")
    return ""
