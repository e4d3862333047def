"""One function per letter; the words stand in templates/ngos/emails/."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry

from ngos.links import links
from ngos.models import Membership
from shared.letters import Letter, letter, post


def absolute(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}"


def _about(organisation, name: str, subject: str, *, path: str = "", **context) -> Letter:
    url = absolute(path or reverse("ngos:panel", args=[organisation.pk]))
    details = {"organisation": organisation, "url": url, **context}
    return Letter(subject=subject, template=f"ngos/emails/{name}", context=details)


@letter
def invitation(invited) -> Letter | None:
    if not invited.is_open:
        return None
    subject = _("Keep the profile: %(name)s") % {"name": invited.organisation.title}
    path = reverse("ngos:invitation_link", args=[links.make("invitation", invited.pk)])
    return _about(invited.organisation, "invitation", subject, path=path, invitation=invited)


@letter
def claim_accepted(claim) -> Letter:
    subject = _("The profile is yours to keep: %(name)s") % {"name": claim.organisation.title}
    return _about(claim.organisation, "claim_accepted", subject)


@letter
def claim_refused(claim) -> Letter:
    subject = _("We could not confirm your request: %(name)s") % {"name": claim.organisation.title}
    return _about(claim.organisation, "claim_refused", subject, path=reverse("ngos:mine"), claim=claim)


@letter
def profile_published(membership) -> Letter:
    subject = _("The profile is public: %(name)s") % {"name": membership.organisation.title}
    return _about(membership.organisation, "profile_published", subject)


@letter
def gone_dormant(membership) -> Letter:
    subject = _("The organisation is marked as dormant: %(name)s") % {"name": membership.organisation.title}
    return _about(membership.organisation, "gone_dormant", subject)


@letter
def change_returned(membership) -> Letter:
    """The occasion is the revision that came back."""
    subject = _("The change needs a correction: %(name)s") % {"name": membership.organisation.title}
    reason = _reason(membership.organisation, membership.occasion)
    return _about(membership.organisation, "change_returned", subject, reason=reason)


@letter
def change_approved(membership) -> Letter:
    subject = _("The change is public: %(name)s") % {"name": membership.organisation.title}
    return _about(membership.organisation, "change_approved", subject)


def _reason(organisation, revision: str) -> str:
    entries = PageLogEntry.objects.filter(page=organisation.pk, action="ngos.change_returned").order_by("-timestamp")
    return next((entry.data.get("reason", "") for entry in entries if str(entry.data.get("revision")) == revision), "")


@letter
def confirm_profile(reminder) -> Letter:
    subject = _("Confirm the data of your organisation")
    return _about(reminder.membership.organisation, "confirm_profile", subject)


@letter
def term_ends(reminder) -> Letter:
    subject = _("The term of the board ends – think of a substitute")
    return _about(reminder.membership.organisation, "term_ends", subject, days=reminder.days)


@letter
def message_to_organisation(message) -> Letter:
    subject = _("A message through the site: %(name)s") % {"name": message.organisation.title}
    return _about(message.organisation, "message_to_organisation", subject, message=message)


def post_invitation(invited) -> None:
    post(invitation, to=invited.email, about=invited, language=invited.language)


def post_claim_accepted(claim) -> None:
    post(claim_accepted, to=claim.user.email, about=claim, language=claim.language)


def post_claim_refused(claim) -> None:
    post(claim_refused, to=claim.user.email, about=claim, language=claim.language)


def post_message(message) -> None:
    post(message_to_organisation, to=message.organisation.email, about=message)


def _to_members(write, organisation, occasion: str = "") -> None:
    for membership in Membership.objects.active().filter(organisation=organisation).select_related("user"):
        post(write, to=membership.user.email, about=membership, occasion=occasion)


def post_change_settled(organisation, revision: int, *, approved: bool) -> None:
    _to_members(change_approved if approved else change_returned, organisation, occasion=str(revision))


def post_profile_published(organisation) -> None:
    _to_members(profile_published, organisation)


def post_gone_dormant(organisation) -> None:
    _to_members(gone_dormant, organisation)
