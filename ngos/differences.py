"""What differs between two versions of a profile, field by field, word by word."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ngos.models import OrganisationPage
from shared.looks.diffing import Difference

WORDS = (
    "title", "short_name", "mission", "what_we_do", "how_to_join", "needs", "looks_for_volunteers", "room", "equipment",
    "skills", "fields", "target_groups", "picture", "picture_alt", "hours", "phone", "email", "show_email", "website",
    "village", "address", "show_address", "area_of_activity", "legal_form", "krs", "nip", "regon", "register_name",
    "register_number", "founded", "is_pbo", "representation_rule", "term_ends_on", "board", "reports", "grants",
)  # fmt: skip


def told(organisation: OrganisationPage, name: str) -> str:
    """A field as people read it."""
    if name == "legal_form":
        return str(organisation.get_legal_form_display())
    value = getattr(organisation, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name in ("fields", "target_groups"):
        return "; ".join(str(row) for row in value.all())
    if name == "board":
        return "; ".join(f"{seat.function} {seat.name}".strip() for seat in value.all())
    if name == "reports":
        return "; ".join(f"{report.year} {report.get_kind_display()} {report.url}".strip() for report in value.all())
    if name == "grants":
        return "; ".join(f"{grant.year} {grant.giver}: {grant.purpose} ({grant.amount} zł)" for grant in value.all())
    return "" if value is None else str(value)


def label(name: str) -> str:
    field = OrganisationPage._meta.get_field(name)
    if name in ("board", "reports", "grants"):
        return capfirst(field.related_model._meta.verbose_name)
    return capfirst(str(field.verbose_name))


def differences(before: OrganisationPage, after: OrganisationPage) -> list[Difference]:
    pairs = ((name, told(before, name), told(after, name)) for name in WORDS)
    return [Difference(name, label(name), old, new) for name, old, new in pairs if old != new]


def word_fields(organisation: OrganisationPage) -> list[tuple[str, str]]:
    """Everything a version says, without what is empty."""
    rows = ((label(name), told(organisation, name)) for name in WORDS)
    return [(name, text) for name, text in rows if text]
