"""A page made from what somebody sent is unpublished, not deleted; messages about it may go with it."""

from django.utils.translation import gettext as _

from practices.models import Submission
from shared.pages.deletion_guards import keeps


@keeps
def submissions_stay(page) -> str:
    if not Submission.objects.filter(page__path__startswith=page.path).exists():
        return ""
    return _("A good practice that somebody sent in is not deleted. Unpublish the page instead: nothing is lost.")
