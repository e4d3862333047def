"""Scenery of meetings and sign-ups: the calendar, a meeting with places, somebody who has one."""

import uuid
from datetime import datetime, time, timedelta

from django.utils import timezone

from events.models import EventIndexPage, EventPage, TimeOption, TimePoll
from signups.models import SignUp, Slot
from signups.repeating import local
from signups.slot_copies import facts_for
from tests.factories.scenery import child

ONLINE = "https://spotkanie.przyklad.example/pokoj-77"
CONTACT = "gospodarz.ukryty@przyklad.example"


def day(days: int, hour: int = 17, minute: int = 0) -> datetime:
    """The local hour of the day so many days from today."""
    return local(timezone.localdate() + timedelta(days=days), time(hour, minute))


def make_calendar(home) -> EventIndexPage:
    return EventIndexPage.objects.child_of(home).first() or child(
        home, EventIndexPage(title="Wydarzenia", slug="wydarzenia", intro="Przyjdź i powiedz swoje.")
    )


def make_event(calendar, *, slug: str = "spotkanie", days: int | None = 10, hours: int = 2, **details) -> EventPage:
    """A public meeting so many days from today at five (None: its date is being chosen), with places to sign up for."""
    times = {"starts_at": day(days), "ends_at": day(days) + timedelta(hours=hours)} if days is not None else {}
    facts = {
        "title": "Spotkanie sąsiadów",
        "slug": slug,
        "summary": "Rozmawiamy o godzinach otwarcia.",
        "venue": "Świetlica, ul. Przykładowa 1",
        "takes_people": True,
        "contact_name": "Biuro dialogu",
        "contact_email": CONTACT,
    }
    many = {name: details.pop(name) for name in ("goals",) if name in details}
    page = EventPage(**{**facts, **times, **details})
    for name, rows in many.items():
        setattr(page, name, rows)
    return child(calendar, page)


def make_slot(page, *, days: int | None = 10, hour: int = 17, hours: float = 2, **details) -> Slot:
    """Places at a page; `days=None` leaves the date to be arranged."""
    times = {"starts_at": None, "ends_at": None}
    if days is not None:
        times = {"starts_at": day(days, hour), "ends_at": day(days, hour) + timedelta(hours=hours)}
    return Slot.objects.create(page_id=page.pk, **{**facts_for(page), **times, **details})


def make_signup(slot, name: str = "Ola", *, state: str = "accepted", **details) -> SignUp:
    """Somebody on the list as history would have left it; the address follows from the name."""
    now = timezone.now()
    facts = {"email": f"{name.lower()}@przyklad.example", "form_key": uuid.uuid4(), "state": state}
    facts["confirmed_at"] = None if state == "unconfirmed" else now - timedelta(days=30)
    facts["queued_at"] = now if state in ("waiting", "offered") else None
    facts["held_until"] = now + timedelta(hours=24) if state == "offered" else None
    if state == "consent":
        guardian = {"guardian_name": "Rodzic", "guardian_email": f"rodzic.{name.lower()}@przyklad.example"}
        facts |= {"age": "teen", "consent_asked_at": now, "held_until": now + timedelta(days=7), **guardian}
    created = details.pop("created_at", None)
    made = SignUp.objects.create(slot=slot, name=name, **{**facts, **details})
    if created:
        SignUp.objects.filter(pk=made.pk).update(created_at=created)
    return SignUp.objects.get(pk=made.pk)


def make_poll(event, *, days=(20, 21, 22), closes: int = 7) -> TimePoll:
    poll = TimePoll.objects.create(event=event, closes_on=timezone.localdate() + timedelta(days=closes))
    for number in days:
        TimeOption.objects.create(poll=poll, starts_at=day(number), ends_at=day(number, 19))
    return poll


def states(slot) -> dict[str, str]:
    """The people of a slot by name, each with the state of their sign-up."""
    return dict(SignUp.objects.filter(slot=slot.pk).order_by("pk").values_list("name", "state"))
