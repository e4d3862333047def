"""One function per letter; the words stand in templates/volunteering/emails/."""

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry

from ngos.models import Membership
from shared.intake.following import letter_to_confirm
from shared.letters import Letter, letter, post
from shared.models import SentLetter
from signups.emails import link as own_link
from signups.models import SignUp, Slot
from volunteering.links import links
from volunteering.models import Follower


def absolute(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}"


def _campaign(campaign, name: str, subject: str) -> Letter:
    context = {"campaign": campaign, "desk_url": absolute(reverse("signups:host_page", args=[campaign.pk]))}
    context["office_url"] = absolute(reverse("volunteering_admin:campaign", args=[campaign.pk]))
    return Letter(subject=subject % {"title": campaign.title}, template=f"volunteering/emails/{name}", context=context)


@letter
def campaign_submitted(campaign) -> Letter | None:
    """To the municipality: a first campaign waits for its editor."""
    if campaign.state != campaign.State.SUBMITTED:
        return None
    return _campaign(_newest(campaign), "campaign_submitted", _("A campaign waits for you: %(title)s"))


@letter
def campaign_published(campaign) -> Letter | None:
    if campaign.state != campaign.State.PUBLISHED:
        return None
    return _campaign(campaign, "campaign_published", _("Your campaign is public: %(title)s"))


@letter
def campaign_returned(campaign) -> Letter | None:
    if campaign.state != campaign.State.DRAFT:
        return None
    return _campaign(_newest(campaign), "campaign_returned", _("Your campaign needs a change: %(title)s"))


def _newest(campaign):
    return campaign.get_latest_revision_as_object()


@letter
def volunteering_to_confirm(follower) -> Letter:
    asked = _(
        "Somebody, probably you, asked for letters when volunteers are missing nearby. Confirm the address by the link, within fourteen days."
    )
    why = _("You get this letter because this address was given for letters about volunteering.")
    url = absolute(reverse("volunteering:link", args=[links.make("follow", follower.pk)]))
    return letter_to_confirm(_("Confirm that you want letters about volunteering"), asked=asked, why=why, url=url)


@letter
def shortage(follower) -> Letter | None:
    """To a follower; the occasion is the key of the shift that lacks people."""
    slot = Slot.objects.counted().select_related("page").filter(pk=follower.occasion or 0).first()
    if (
        slot is None
        or follower.confirmed_at is None
        or slot.has_begun()
        or slot.is_cancelled
        or slot.taken >= (slot.needed or 0)
    ):
        return None
    campaign = slot.host_page
    if not campaign.takes_signups():
        return None
    context = {
        "slot": slot, "campaign": campaign, "lacking": slot.needed - slot.taken,
        "url": absolute(reverse("signups:sign", args=[slot.pk])),
    }  # fmt: skip
    unsubscribe = absolute(reverse("volunteering:unsubscribe", args=[links.make("unfollow", follower.pk)]))
    subject = _("People are needed: %(title)s") % {"title": campaign.title}
    return Letter(subject, "volunteering/emails/shortage", context, unsubscribe_url=unsubscribe)


@letter
def certificate_ready(signup) -> Letter | None:
    certificate = getattr(signup, "certificate", None)
    if certificate is None or not certificate.is_valid:
        return None
    subject = _("Your certificate: %(title)s") % {"title": certificate.campaign.title}
    context = {"certificate": certificate, "campaign": certificate.campaign, "url": own_link("own", signup)}
    return Letter(subject, "volunteering/emails/certificate_ready", context)


def _members(campaign) -> list[str]:
    """The addresses of those who keep the organisation's profile; without one the contact's."""
    if not campaign.organisation_id:
        return [campaign.contact_email]
    held = Membership.objects.active().filter(organisation=campaign.organisation_id, user__is_active=True)
    return list(held.values_list("user__email", flat=True))


def _turn(campaign) -> str:
    """The number of the decision: a campaign sent or returned once more is told once more, though its words are the same."""
    return str(PageLogEntry.objects.filter(page=campaign.pk, action="lifecycle.move").count())


def post_campaign_submitted(campaign) -> None:
    if campaign.municipality_id:
        post(campaign_submitted, to=campaign.municipality.email, about=campaign, occasion=_turn(campaign))


def post_campaign_published(campaign) -> None:
    if not campaign.organisation_id:
        return
    for address in _members(campaign):
        post(campaign_published, to=address, about=campaign)


def post_campaign_returned(campaign) -> None:
    for address in _members(campaign):
        post(campaign_returned, to=address, about=campaign, occasion=_turn(campaign))


def post_shortage(slot, campaign) -> int:
    """Write to those who follow the municipality or field, about each shift once; returns how many are told now."""
    place = Q(municipality=None) | Q(municipality=campaign.municipality_id)
    topic = Q(topic="") | Q(topic=campaign.topic)
    followers = Follower.objects.exclude(confirmed_at=None).filter(place, topic)
    signed = {folded(email) for email in slot.signups.live().values_list("email", flat=True)}
    told = set(
        SentLetter.objects.filter(letter="shortage", about__endswith=f"#{slot.pk}").values_list("about", flat=True)
    )
    chosen = [
        follower
        for follower in followers
        if folded(follower.email) not in signed and f"{follower._meta.label_lower}:{follower.pk}#{slot.pk}" not in told
    ]
    for follower in chosen:
        post(shortage, to=follower.email, about=follower, language=follower.language, occasion=str(slot.pk))
    return len(chosen)


def folded(address: str) -> str:
    return address.strip().lower()


def post_certificate(certificate, signup: SignUp) -> None:
    post(certificate_ready, to=signup.email, about=signup, language=signup.language, occasion=certificate.number)
