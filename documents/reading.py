"""A document as a book page: units, chapters, versions."""

from documents.models import Unit, Version
from documents.numbering import read_units


def reading_context(page, request) -> dict:
    """The chosen version's units; a preview and a translation read the page's own text instead."""
    versions = list(Version.objects.filter(document=page.canonical.pk).order_by("-number"))
    wanted = request.GET.get("wersja", "")
    version = next((v for v in versions if str(v.number) == wanted), versions[0] if versions else None)
    from_text = getattr(request, "is_preview", False) or page.is_translation or version is None
    units = read_units(page.text) if from_text else list(Unit.objects.filter(version=version).order_by("order"))
    return {
        "version": None if from_text else version,
        "versions": versions,
        "units": units,
        "chapters": [unit for unit in units if unit.kind == "chapter"],
        "is_preview": getattr(request, "is_preview", False),
    }
