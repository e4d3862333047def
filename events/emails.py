"""One function per letter; the words stand in templates/events/emails/."""

from django.conf import settings
from django.utils.translation import gettext as _

from events.models import Invitation
from ngos.models import OrganisationPage
from shared.letters import Letter, digest, letter, post
from shared.models import SentLetter


def absolute(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}"


@letter
def invitation_to_meeting(organisation) -> Letter | None:
    """To an organisation; the occasion is the key of the round."""
    row = Invitation.objects.select_related("event__locale").filter(pk=organisation.occasion).first()
    if row is None or row.event.is_cancelled or not row.event.is_public or not row.event.is_ahead():
        return None
    event = row.event
    url = absolute(f"{event.url or '/'}?z={row.source}")
    subject = _("Invitation: %(title)s") % {"title": event.title}
    context = {"event": event, "invitation": row, "organisation": organisation, "url": url}
    return Letter(subject=subject, template="events/emails/invitation", context=context)


def post_invitation(row, organisation: OrganisationPage) -> int:
    """1 when the letter is new, 0 when this organisation has been invited to this meeting before."""
    rounds = [
        f"ngos.organisationpage:{organisation.pk}#{pk}" for pk in row.event.invitations.values_list("pk", flat=True)
    ]
    sent = SentLetter.objects.filter(letter="invitation_to_meeting", recipient_digest=digest(organisation.email))
    if sent.filter(about__in=rounds).exists():
        return 0
    post(invitation_to_meeting, to=organisation.email, about=organisation, occasion=str(row.pk))
    return 1
