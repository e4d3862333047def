"""A document to read, to compare, to take away."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from documents.comparing import SAME, around_changes, compare, counts, sums
from documents.models import Version
from documents.reading import edition_of, reading_context, version_units, versions_of
from documents.renderers import DRAWN_BY, RENDERERS, document_txt
from shared.intake.limits import client_address, too_many
from shared.lists.downloads import rendered_download
from shared.looks.rendered_files import make_stamp


def numbered(versions: list[Version], number: int) -> Version:
    """The version with this number, or 404."""
    version = next((version for version in versions if version.number == number), None)
    if version is None:
        raise Http404
    return version


def read(request: HttpRequest, page, number: int | None = None) -> HttpResponse:
    """The newest version, or the one whose permanent address was asked for; versions live at the source language."""
    if number is not None:
        if page.is_translation:
            return redirect(f"{page.canonical.url}wersja/{number}/")
        numbered(versions_of(page), number)
    if request.GET.get("szukaj") and too_many("search.address", client_address(request)):
        return render(request, "429.html", status=429)
    return page.render(request, context_overrides=reading_context(page, request, number))


def comparison(request: HttpRequest, page, old: int, new: int) -> HttpResponse:
    """What changed between two versions: the changed units, or all of them; in one column or beside each other."""
    if page.is_translation:
        return redirect(f"{page.canonical.url}porownaj/{old}/{new}/")
    if old > new:
        return redirect(f"{page.url}porownaj/{new}/{old}/")
    versions = versions_of(page)
    before, after = numbered(versions, old), numbered(versions, new)
    changes = compare(version_units(before), version_units(after))
    shows_all = request.GET.get("zakres") == "calosc"
    context = {
        "before": before,
        "after": after,
        "notes": [version for version in reversed(versions) if old < version.number <= new],
        "changes": changes if shows_all else around_changes(changes),
        "sums": sums(counts(changes)),
        "is_same": all(change.kind == SAME for change in changes),
        "shows_all": shows_all,
        "is_beside": request.GET.get("widok") == "obok",
    }
    return page.render(request, context_overrides=context, template="documents/comparison.html")


def file(request: HttpRequest, page, suffix: str, number: int | None = None) -> HttpResponse:
    """The whole text as PDF/UA, DOCX or plain text: the newest version or the one asked for."""
    if suffix not in RENDERERS:
        raise Http404
    versions = versions_of(page)
    if number is not None and page.is_translation:
        return redirect(f"{page.canonical.url}wersja/{number}/pobierz/{suffix}/")
    version = numbered(versions, number) if number is not None else next(iter(versions), None)
    edition = edition_of(page, None if page.is_translation else version)
    return rendered_download(
        suffix,
        f"{page.slug}-{edition.version.number}" if edition.version else page.slug,
        folder=f"document-{page.pk}",
        edition=str(edition.version.number if edition.version else "text"),
        stamp=make_stamp(document_txt(edition), get_language(), by=DRAWN_BY),
        render=lambda: RENDERERS[suffix](edition),
    )
