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
