"""Slots as entries of calendar files."""

from django.conf import settings

from shared.lists.calendars import Entry


def entry_of(slot, *, note: str = "") -> Entry:
    """A slot as an entry; `note` holds what only the person may read (the address of an online meeting)."""
    page = slot.host_page
    place = ", ".join(part for part in (slot.place or page.venue, page.place_words) if part)
    title = f"{page.title}: {slot.label}" if slot.label else page.title
    url = f"{settings.PUBLIC_URL}{page.url or '/'}"
    text = "\n\n".join(part for part in (page.summary, note, url) if part)
    cancelled = slot.is_cancelled or page.is_cancelled
    key = f"slot-{slot.pk}" if page.has_shifts else f"event-{page.pk}"  # the same as in public calendars
    return Entry(key, title, slot.starts_at, slot.ends_at, place, text, url, cancelled)
