"""Sessions at which a SWOT was made or voted on stay, and so does the address of a SWOT that can be cited."""

from django.utils.translation import gettext as _

from shared.pages.deletion_guards import keeps
from strategy.models import Ballot, SessionPage, SwotPage, SwotVersion


@keeps
def sessions_stay(page) -> str:
    below = SessionPage._base_manager.filter(path__startswith=page.path).values("pk")
    if SwotVersion.objects.filter(session__in=below).exists() or Ballot.objects.filter(session__in=below).exists():
        return _(
            "A version of a SWOT or a ballot belongs to this session: it is not deleted. Unpublish the page instead."
        )
    return ""


@keeps
def swot_pages_stay(page) -> str:
    areas = SwotPage._base_manager.filter(path__startswith=page.path).values("area")
    if SwotVersion.objects.published().filter(area__in=areas).exists():
        return _("Published versions of a SWOT can be cited, so their page is not deleted. Unpublish it instead.")
    return ""
