"""What the page of a campaign shows."""

from django.utils import timezone

from programme.browsing import address_of
from signups.pages import slots_context
from volunteering.figures import given_to
from volunteering.law import rights_of_volunteers
from volunteering.models import CampaignPage


def status_of(source, slots: list) -> str:
    """How a campaign stands today, in one word: it follows from its state and its shifts."""
    if source.state != CampaignPage.State.PUBLISHED:
        return source.state
    if not slots:
        return "over"
    now = timezone.now()
    if any(slot.starts_at and slot.starts_at <= now < slot.ends_at for slot in slots):
        return "running"
    return "intake" if any(slot.can_sign for slot in slots) else "closed"


def campaign_context(page, request) -> dict:
    source = page.canonical
    shown = slots_context(source)
    taken = sum(slot.taken for slot in [*shown["slots"], *shown["slots_past"]])
    return {
        "source": source,
        "status": status_of(source, shown["slots"]),
        "taken": taken,
        "task_lines": page.lines("tasks"),
        "skill_lines": page.lines("qualifications"),
        "gives": gives(page, source),
        "given": given_to(source),
        "goals": [(goal, address_of(goal, page.locale_id)) for goal in source.goals.all()] if source.pk else [],
        "rights": rights_of_volunteers(source),
        "next_slot": next((slot for slot in shown["slots"] if slot.can_sign), None),
        **shown,
    }


def gives(page, source) -> list[tuple[str, str]]:
    """What the host gives: label and words (empty words mean a plain yes)."""
    field = CampaignPage._meta.get_field
    rows = [("insurance", "") if source.insurance else None]
    rows += [(name, getattr(page, name)) for name in ("training", "food", "costs") if getattr(page, name)]
    rows += [("certificate", "") if source.certificate else None]
    return [(str(field(name).verbose_name), words) for name, words in filter(None, rows)]
