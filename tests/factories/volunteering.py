"""Scenery of volunteering: the list, a campaign with its shift, people who signed up, hours, followers."""

import uuid
from datetime import time, timedelta

from django.utils import timezone

from signups.models import SignUp, Slot
from signups.repeating import span
from signups.slot_copies import facts_for
from tests.factories.scenery import child
from volunteering.models import CampaignIndexPage, CampaignPage, Certificate, Follower, HoursEntry

CONTACT = "kontakt.ukryty@przyklad.example"


def make_list(home) -> CampaignIndexPage:
    return CampaignIndexPage.objects.child_of(home).first() or child(
        home, CampaignIndexPage(title="Wolontariat", slug="wolontariat", intro="Szukamy rąk do pracy.")
    )


def make_campaign(index, *, slug: str = "paczki", state: str = "published", days: int | None = 10, **details):
    """A campaign with one shift of four hours so many days from today (None: without a shift)."""
    page = CampaignPage(
        **{
            "title": "Świąteczne paczki",
            "slug": slug,
            "summary": "Pakujemy paczki dla sąsiadów.",
            "tasks": "sortowanie darów\n- pakowanie",
            "when_words": "sobota od 9 do 13",
            "people_wanted": 5,
            "contact_name": "Biuro dialogu",
            "contact_email": CONTACT,
            "state": state,
            **details,
        }
    )
    made = child(index, page)
    if days is not None:
        make_slot(made, days=days)
    return CampaignPage.objects.get(pk=made.pk)


def make_slot(page, *, days: int | None = 10, begins: int = 9, hours: int = 4, **facts) -> Slot:
    """A shift at the same hours so many days from today; `days=None` is one to be arranged."""
    starts_at = ends_at = None
    if days is not None:
        day = timezone.localdate() + timedelta(days=days)
        starts_at, ends_at = span(day, time(begins), time(begins + hours))
    return Slot.objects.create(page_id=page.pk, starts_at=starts_at, ends_at=ends_at, **facts_for(page), **facts)


def slot_of(page) -> Slot:
    return Slot.objects.get(page=page.pk)


def make_signup(slot, email: str = "ola@przyklad.example", **details) -> SignUp:
    """Somebody with a place, whose address is confirmed."""
    facts = {"name": "Ola Nowak", "state": "accepted", "confirmed_at": timezone.now(), "form_key": uuid.uuid4()}
    return SignUp.objects.create(slot=slot, email=email, **{**facts, **details})


def make_hours(signup, *, minutes: int = 240, ago: int = 1) -> HoursEntry:
    return HoursEntry.objects.create(signup=signup, day=timezone.localdate() - timedelta(days=ago), minutes=minutes)


def make_certificate(campaign, *, sequence: int = 1, **details) -> Certificate:
    today = timezone.localdate()
    facts = {"name": "Ola Nowak", "host_name": campaign.host_name, "scope": "pakowanie", "minutes": 240}
    return Certificate.objects.create(
        campaign=campaign, year=today.year, sequence=sequence, from_on=today, to_on=today,
        **{**facts, "code": "ABCDEFGHJKMN", **details},
    )  # fmt: skip


def make_follower(email: str = "chetna@przyklad.example", **details) -> Follower:
    return Follower.objects.create(email=email, **{"confirmed_at": timezone.now(), **details})
