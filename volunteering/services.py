"""Acts of volunteering that are more than one move: hours, certificates, the notice that people are missing."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from shared.acts.lifecycle import MoveNotAllowed, MoveRefused
from shared.acts.numbering import next_number
from shared.cached import forget
from signups.choices import CAME
from signups.models import SignUp, Slot
from signups.permissions import may_host
from volunteering import emails
from volunteering.codes import new_code
from volunteering.models import CampaignPage, Certificate, HoursEntry

NOTICE_DAYS = 7
S = SignUp.State


@transaction.atomic
def confirm_hours(signup: SignUp, *, by: Any, day: date, minutes: int) -> HoursEntry | None:
    """The host confirms what somebody gave on a day; zero takes it back. A certificate that was issued stays as it is."""
    signup = SignUp.objects.select_for_update(of=("self",)).select_related("slot__page").get(pk=signup.pk)
    if not may_host(by, signup.slot.host_page):
        raise PermissionDenied
    if signup.state != S.ACCEPTED or signup.erased_at:
        raise MoveNotAllowed("only people with a place give hours")
    if day > timezone.localdate():
        raise MoveRefused([_("This day has not come yet.")])
    if minutes < 1:
        HoursEntry.objects.filter(signup=signup, day=day).delete()
        return None
    entry, _made = HoursEntry.objects.update_or_create(
        signup=signup, day=day, defaults={"minutes": minutes, "confirmed_by": by}
    )
    return entry


@transaction.atomic
def confirm_shift(slot: Slot, *, by: Any) -> int:
    """Everybody marked as present gets the whole length of the shift; hours entered by hand stay. Returns how many."""
    if not may_host(by, slot.host_page):
        raise PermissionDenied
    if slot.is_cancelled:
        raise MoveRefused([_("A cancelled shift has no hours.")])
    if not slot.is_over():
        raise MoveRefused([_("The shift is not over yet.")])
    came = SignUp.objects.filter(slot=slot, state=S.ACCEPTED, erased_at=None, attendance__in=CAME)
    day = timezone.localtime(slot.starts_at).date()
    with_hours = set(HoursEntry.objects.filter(signup__slot=slot).values_list("signup", flat=True))
    rows = [
        HoursEntry(signup=signup, day=day, minutes=slot.minutes, confirmed_by=by)
        for signup in came
        if signup.pk not in with_hours
    ]
    HoursEntry.objects.bulk_create(rows, ignore_conflicts=True)
    forget("hours-of-volunteers")  # many rows at once send no signal
    return len(rows)


@transaction.atomic
def issue_certificate(signup: SignUp, *, by: Any, name: str = "") -> Certificate:
    """A certificate of all hours this person has given to the campaign; asked for again, at whichever shift, it is the same.

    Numbers run through the year, unique in the database.
    """
    signup = SignUp.objects.select_related("slot__page__locale").get(pk=signup.pk)
    campaign = signup.slot.host_page
    if not isinstance(campaign, CampaignPage) or not may_host(by, campaign):
        raise PermissionDenied
    own = [row.pk for row in same_person(signup).select_for_update(of=("self",)).order_by("pk")]
    there = Certificate.objects.filter(campaign=campaign, signup__in=own, revoked_at=None).first()
    if there:
        return there
    if not campaign.certificate:
        raise MoveRefused([_("This campaign gives no certificates.")])
    hours = HoursEntry.objects.filter(signup__in=own)
    days = list(hours.order_by("day").values_list("day", flat=True))
    if not days:
        raise MoveRefused([_("Confirm this person's hours first.")])
    Certificate.objects.filter(signup=signup).update(signup=None)
    facts = {
        "campaign": campaign, "name": name or signup.name, "host_name": campaign.host_name,
        "scope": campaign.agreement_scope or campaign.tasks, "from_on": days[0], "to_on": days[-1],
        "minutes": hours.aggregate(total=Sum("minutes"))["total"], "signup": signup, "issued_by": by,
    }  # fmt: skip
    certificate = _store_with_number(facts)
    emails.post_certificate(certificate, signup)
    return certificate


def same_person(signup: SignUp) -> Any:
    """This person's sign-ups for the campaign: two people of one household may share an address, so the name counts too."""
    return SignUp.objects.filter(
        slot__page=signup.slot.page_id, email=signup.email, name__iexact=signup.name, erased_at=None
    )


def _store_with_number(facts: dict) -> Certificate:
    """The certificate with the next number of the year."""
    year = timezone.localdate().year
    sequence = next_number(f"certificate {year}", Certificate.objects.filter(year=year), "sequence")
    return Certificate.objects.create(year=year, sequence=sequence, code=new_code(), **facts)


@transaction.atomic
def revoke_certificate(certificate: Certificate, *, by: Any, reason: str) -> Certificate:
    """Taken back, with a reason; whoever checks it reads that it is not valid."""
    certificate = Certificate.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=certificate.pk)
    if not may_host(by, certificate.campaign):
        raise PermissionDenied
    if not reason.strip():
        raise MoveRefused([_("Write the reason.")])
    if certificate.revoked_at is None:
        certificate.revoked_at, certificate.revoke_reason = timezone.now(), reason.strip()
        certificate.save(update_fields=["revoked_at", "revoke_reason"])
    return certificate


def tell_of_shortage(now: datetime | None = None) -> int:
    """A week before a shift for which too few have signed up, those who follow the municipality or field get a letter.

    Once for each shift and follower; returns how many letters were put into the outbox.
    """
    now = now or timezone.now()
    near = Slot.objects.planned().filter(starts_at__gt=now, starts_at__lte=now + timedelta(days=NOTICE_DAYS))
    counted: Any = near.exclude(needed=None).counted().select_related("page")
    lacking = [slot for slot in counted if slot.taken < slot.needed]
    campaigns = {
        page.pk: page for page in CampaignPage.objects.open(now).filter(pk__in={slot.page_id for slot in lacking})
    }
    return sum(emails.post_shortage(slot, campaigns[slot.page_id]) for slot in lacking if slot.page_id in campaigns)
