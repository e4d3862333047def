"""A document as it is read: which text, which version, its units, its citation."""

from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _

from documents import adoption
from documents.consulted_versions import consultations_on
from documents.doubts import doubts_of
from documents.models import Adoption, DocumentPage, Unit, Version
from documents.numbering import NumberedText, read_units
from documents.search import find
from shared.templatetags.razem import full_date

LONGEST_QUERY = 200


@dataclass
class Edition:
    """One text of a document: a version, or the page's own words (a preview, a translation, never published)."""

    title: str
    language: str
    path: str
    version: Version | None
    units: list[NumberedText] = field(repr=False)

    @property
    def address(self) -> str:
        return settings.PUBLIC_URL + self.path

    def cite(self, unit: NumberedText | None = None) -> str:
        """How to quote the document, or one of its units, so that everybody finds the very words."""
        words = {"title": self.title, "address": self.address + (f"#{unit.anchor}" if unit else "")}
        if self.version:
            words |= {"number": self.version.number, "day": full_date(self.version.created_at)}
            cited = _("%(title)s, version %(number)s of %(day)s, %(address)s") % words
        else:
            cited = _("%(title)s, %(address)s") % words
        return f"{unit.label}, {cited}" if unit and unit.label else cited

    @property
    def contents(self) -> list[NumberedText]:
        """What the table of contents names: headings, or the titles of paragraphs where there are none."""
        headings = [unit for unit in self.units if unit.is_heading]
        return headings or [unit for unit in self.units if unit.is_title]


def versions_of(page: DocumentPage) -> list[Version]:
    """Newest first, each with the address of what it changed; they belong to the source-language page."""
    source = page.canonical
    found = list(Version.objects.filter(document=source.pk).order_by("-number")) if source.live else []
    for version, older in zip(found, [*found[1:], None], strict=False):
        version.document = source
        version.changes_url = version.compared_with(older) if older else ""
    return found


def version_units(version: Version) -> list[Unit]:
    return list(Unit.objects.filter(version=version).order_by("order"))


def edition_of(page: DocumentPage, version: Version | None) -> Edition:
    """The frozen words of a version, or the page's own text."""
    own = version is None
    return Edition(
        title=page.title if own else version.title,
        language=page.locale.language_code if own else settings.LANGUAGE_CODE,
        path=(page.url or "/") if own else version.url,
        version=version,
        units=read_units(page.text) if own else version_units(version),
    )


def reading_context(page: DocumentPage, request, number: int | None = None) -> dict:
    """The chosen version's units; a preview and a translation read the page's own text instead."""
    is_preview = getattr(request, "is_preview", False)
    versions = versions_of(page)
    wanted = request.GET.get("wersja", "") if number is None else str(number)
    version = next((v for v in versions if str(v.number) == wanted), versions[0] if versions else None)
    edition = edition_of(page, None if is_preview or page.is_translation else version)
    query = request.GET.get("szukaj", "").strip()[:LONGEST_QUERY]
    found = find(edition.units, query) if query else []
    chosen = next((unit for unit in edition.units if unit.anchor == request.GET.get("fragment")), None)
    if is_preview:
        for unit, sentences in zip(edition.units, doubts_of(edition.units), strict=True):
            unit.notes = sentences
    return {
        "edition": edition,
        "version": edition.version,
        "is_permanent": number is not None,
        "versions": versions,
        "since": [] if is_preview else changes_since(page, versions),
        "newest_url": versions[0].compared_with(version) if edition.version and version != versions[0] else "",
        "units": found if query else edition.units,
        "query": query,
        "chosen": chosen,
        "citation": edition.cite(chosen),
        "files": [] if is_preview else [("pdf", "PDF"), ("docx", "DOCX"), ("txt", _("plain text"))],
        "canonical_url": settings.PUBLIC_URL + canonical_path(page, edition, versions),
        **adoption_context(page, is_preview),
    }


def canonical_path(page: DocumentPage, edition: Edition, versions: list[Version]) -> str:
    """The newest version lives at the page's own address, whatever was searched or quoted; older ones at theirs."""
    is_newest = edition.version is None or edition.version == versions[0]
    return (page.url or "/") if is_newest else edition.path


def changes_since(page: DocumentPage, versions: list[Version]) -> list[dict]:
    """What has become of the words that people were asked about: a comparison for every consulted version."""
    older = {version.pk: version for version in versions[1:]}
    consultations = consultations_on(page.canonical.pk) if older else []
    return [
        {"title": found.title, "url": versions[0].compared_with(older[found.version_id])}
        for found in consultations
        if found.version_id in older
    ]


def adoption_context(page: DocumentPage, is_preview: bool) -> dict:
    """The councils that are to adopt the document, in the editor's order, and how far the whole is."""
    if is_preview and not page.is_translation:
        rows = list(page.adoptions.all())
    else:
        rows = list(Adoption.objects.filter(document=page.canonical.pk).select_related("municipality"))
    return {"adoptions": rows, "adoption_sentence": adoption.sentence(row.stage for row in rows)}
