"""A meeting with a poll, invitations or an organisation behind it is unpublished, not deleted."""

from django.utils.translation import gettext as _

from events.models import EventPage, Invitation, TimePoll
from shared.pages.deletion_guards import keeps


@keeps
def answers_stay(page) -> str:
    asked = TimePoll.objects.filter(event__path__startswith=page.path).exists()
    if not asked and not Invitation.objects.filter(event__path__startswith=page.path).exists():
        return ""
    return _("People have been invited or asked here, so it is not deleted. Unpublish the page instead.")


@keeps
def hosts_stay(page) -> str:
    if not EventPage.objects.filter(organisation__path__startswith=page.path).exists():
        return ""
    return _("This organisation is the host of events. Mark it as dormant or struck off instead.")
