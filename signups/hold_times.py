"""How long a place is kept for somebody: an offer from the waiting list, a guardian's consent."""

from datetime import datetime, timedelta

OFFER = timedelta(hours=24)
SHORT_OFFER = timedelta(hours=3)  # when less than two days are left
CONSENT = timedelta(days=7)
NEAR = timedelta(days=2)


def offer_ends(now: datetime, starts_at: datetime | None) -> datetime:
    """Until when an offered place is kept: a day, three hours when the slot is near, never past its beginning."""
    if starts_at is None:
        return now + OFFER
    return min(now + (SHORT_OFFER if starts_at - now < NEAR else OFFER), starts_at)


def consent_ends(now: datetime, starts_at: datetime | None) -> datetime:
    """Until when a place is kept for a minor whose guardian has been asked."""
    return now + CONSENT if starts_at is None else min(now + CONSENT, starts_at)
