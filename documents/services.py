"""Versions of documents: made when a changed text is published, never edited afterwards."""

import hashlib

from django.db import transaction

from documents.models import DocumentPage, Unit, Version
from documents.numbering import read_units


def text_digest(text: str) -> str:
    return hashlib.sha256("\n".join(line.strip() for line in text.splitlines() if line.strip()).encode()).hexdigest()


@transaction.atomic
def make_version(document: DocumentPage) -> Version:
    """The version that holds the document's current text: the latest one, or a new one when the text has changed."""
    DocumentPage.objects.select_for_update().get(pk=document.pk)
    digest = text_digest(document.text)
    latest = Version.objects.filter(document=document.pk).order_by("-number").first()
    if latest and latest.text_digest == digest:
        return latest
    version = Version.objects.create(
        document=document,
        number=latest.number + 1 if latest else 1,
        title=document.title,
        change_note=document.change_note,
        text_digest=digest,
    )
    Unit.objects.bulk_create(
        Unit(
            version=version,
            order=order,
            kind=unit.kind,
            number=unit.number,
            label=unit.label,
            anchor=unit.anchor,
            depth=unit.depth,
            text=unit.text,
        )
        for order, unit in enumerate(read_units(document.text))
    )
    return version


class DraftChanged(Exception):
    """Somebody has saved another draft since the editor looked."""


@transaction.atomic
def save_text(document: DocumentPage, *, text: str, seen: str, by) -> None:
    """The numbered text as a draft of the page; it is never published here, and nobody's newer draft is covered unseen."""
    locked = DocumentPage.objects.select_for_update().get(pk=document.pk)
    if str(locked.latest_revision_id or "") != seen:
        raise DraftChanged
    draft = locked.get_latest_revision_as_object()
    draft.text = text
    draft.save_revision(user=by, log_action=True, clean=False)
