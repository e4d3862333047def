"""What documents tell the layers below: a text published once can be cited, so its versions stay."""

from django.utils.translation import gettext as _

from documents.models import Version
from shared.pages.deletion_guards import guards_deletion


@guards_deletion
def keep_versions(page) -> str:
    if Version.objects.filter(document__path__startswith=page.path).exists():
        return _("Published versions of a document can be cited, so they are not deleted. Unpublish the page instead.")
    return ""
