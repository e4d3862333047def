"""What sign-ups tell the layers below: a page that people have signed up for is cancelled, not deleted."""

from django.utils.translation import gettext as _

from shared.pages.deletion_guards import guards_deletion
from signups.models import SignUp, Slot


@guards_deletion
def keep_signups(page) -> str:
    if not SignUp.objects.filter(slot__page__path__startswith=page.path).exists():
        return ""
    return _("People have signed up here, so it is not deleted. Cancel it, or unpublish the page: nothing is lost.")


@guards_deletion
def keep_hosts(page) -> str:
    if not Slot.objects.filter(organisation__path__startswith=page.path).exists():
        return ""
    return _("This organisation hosts meetings or campaigns. Mark it as dormant or struck off instead.")
