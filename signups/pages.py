"""What pages with slots show, and in which language."""

from django.utils.translation import get_language

from signups.models import Slot

SHOWN_SLOTS = 40


def in_this_language(page):
    """The translation of the page into the reader's language when there is one."""
    if get_language() == page.locale.language_code:
        return page
    found = type(page)._default_manager.live().filter(translation_key=page.translation_key)
    return found.filter(locale__language_code=get_language()).select_related("locale").first() or page


def slots_context(source) -> dict:
    """The slots of a page that lie ahead, with places left; one query."""
    if not source.pk:
        return {"slots": [], "slots_past": []}
    found = list(Slot.objects.filter(page=source.pk).counted().order_by("starts_at", "pk")[: SHOWN_SLOTS * 3])
    is_taking = source.takes_signups()
    for slot in found:
        slot.left = None if slot.capacity is None else max(0, slot.capacity - slot.taken)
        slot.can_sign = is_taking and not slot.is_cancelled and slot.closed_at is None and not slot.has_begun()
        slot.can_queue = slot.can_sign and slot.left == 0
    ahead = [slot for slot in found if not slot.is_over() and slot.closed_at is None]
    return {
        "slots": ahead[:SHOWN_SLOTS],
        "slots_past": [slot for slot in found if slot.is_over()],
        "is_taking": is_taking,
    }
