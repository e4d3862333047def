"""Versions of documents: made when a changed text is published, never edited afterwards."""

import hashlib
from typing import Any

from django.db import transaction

from documents.models import DocumentPage, Unit, Version
from documents.numbering import read_units
from shared.acts.drafts import lock_unchanged
from shared.acts.versions import keep_version


def text_digest(text: str) -> str:
    return hashlib.sha256("\n".join(line.strip() for line in text.splitlines() if line.strip()).encode()).hexdigest()


def make_version(document: DocumentPage) -> Version:
    """The version that holds the document's current text: the latest one, or a new one when the text has changed."""
    digest = text_digest(document.text)
    return keep_version(
        document,
        Version.objects.filter(document=document.pk),
        is_same=lambda latest: latest.text_digest == digest,
        make=lambda number: store_version(document, number, digest),
    )


def store_version(document: DocumentPage, number: int, digest: str) -> Version:
    """The version with its units, as the text is read today."""
    version = Version.objects.create(
        document=document, number=number, title=document.title, change_note=document.change_note, text_digest=digest
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


@transaction.atomic
def save_text(document: DocumentPage, *, text: str, seen: int | None, by: Any) -> None:
    """The numbered text as a draft of the page; it is never published here. EditedMeanwhile when `seen` is not the newest."""
    draft = lock_unchanged(document, seen=seen).get_latest_revision_as_object()
    draft.text = text
    draft.save_revision(user=by, log_action=True, clean=False)
