"""Drafts of pages that several people edit outside of Wagtail's admin: nobody covers another's words unseen."""

from collections.abc import Iterable

from django.utils.text import capfirst, slugify
from wagtail.models import Page

from shared.looks.diffing import Difference
from shared.search import fold

SLUG_LENGTH = 80


class EditedMeanwhile(Exception):
    """Somebody saved the page since this form was opened; nothing was stored."""


def read_seen(text: str | None) -> int | None:
    """The revision a form says it was opened on; None for a page that had none, or for nonsense."""
    return int(text) if text and text.isdecimal() and len(text) < 15 else None


def lock_unchanged(page: Page, *, seen: int | None) -> Page:
    """The stored page, its row locked until the transaction ends. EditedMeanwhile when its newest revision is not `seen`."""
    stored = type(page)._default_manager.select_for_update(of=("self",)).get(pk=page.pk)
    if stored.latest_revision_id != seen:
        raise EditedMeanwhile
    return stored


def changes_meanwhile(page: Page, *, seen: int | None, names: Iterable[str]) -> list[Difference]:
    """What the other person has changed since the form was opened, field by field, in the words of the newest draft."""
    opened = page.revisions.filter(pk=seen or 0).first()
    newest = page.latest_revision
    if newest is None:
        return []
    before, after = (opened or newest).as_object(), newest.as_object()
    rows = ((name, describe_value(before, name), describe_value(after, name)) for name in names)
    return [Difference(name, label_of(page, name), old, new) for name, old, new in rows if old != new]


def describe_value(page: Page, name: str) -> str:
    """A field as people read it: the label of a choice, the names of related rows."""
    if hasattr(page, f"get_{name}_display"):
        return str(getattr(page, f"get_{name}_display")())
    value = getattr(page, name)
    if hasattr(value, "all"):
        return "; ".join(str(row) for row in value.all())
    return "" if value is None else str(value)


def label_of(page: Page, name: str) -> str:
    return capfirst(str(page._meta.get_field(name).verbose_name))


def find_free_slug(title: str, parent: Page, *, otherwise: str, taken: Iterable[str] = ()) -> str:
    """An address of plain letters that no page below `parent` has; the second of two equal titles gets a number.

    `otherwise` stands for a title without any letter, `taken` are addresses that belong to the parent itself.
    """
    base = slugify(fold(title))[:SLUG_LENGTH].strip("-") or otherwise
    used = {*taken, *parent.get_children().filter(slug__startswith=base).values_list("slug", flat=True)}
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, len(used) + 3))) if slug not in used)
