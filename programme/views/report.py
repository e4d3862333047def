"""The yearly report: a frozen edition as a page, PDF and CSV; a draft in the preview shows the plan as it is now."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from programme import reports
from programme.models import FrozenReport
from programme.renderers import DRAWN_BY, RENDERERS, csv_header, csv_rows
from programme.reports import Report
from shared.lists.downloads import csv_download, rendered_download
from shared.looks.rendered_files import make_stamp


def editions_of(page) -> list[FrozenReport]:
    """All editions, newest first; they belong to the source-language page."""
    return list(FrozenReport.objects.filter(report=page.canonical.pk).order_by("-number"))


def chosen(request: HttpRequest, page, number: int | None) -> tuple[Report, FrozenReport | None, list[FrozenReport]]:
    """The edition asked for, else the newest; a preview is drawn from the plan."""
    editions = editions_of(page)
    if getattr(request, "is_preview", False):
        return reports.build(page), None, editions
    edition = next((one for one in editions if number in (None, one.number)), None)
    if edition is None and (number or page.is_translation):
        raise Http404
    return (reports.read(edition.data, page) if edition else reports.build(page)), edition, editions


def page(request: HttpRequest, page, number: int | None = None) -> HttpResponse:
    report, edition, editions = chosen(request, page, number)
    context = {
        "report": report,
        "edition": edition,
        "editions": editions,
        "is_newest": not editions or edition in (None, editions[0]),
        **reports.in_words(report),
    }
    return page.render(request, context_overrides=context)


def file(request: HttpRequest, page, suffix: str, number: int | None = None) -> HttpResponse:
    if suffix != "csv" and suffix not in RENDERERS:
        raise Http404
    report, edition, _editions = chosen(request, page, number)
    name = f"raport-{report.year}" + (f"-wydanie-{edition.number}" if edition and edition.number > 1 else "")
    if suffix == "csv":
        return csv_download(f"{name}.csv", csv_header(), csv_rows(report))
    return rendered_download(
        suffix,
        name,
        folder=f"yearly-report-{page.pk}",
        edition=str(edition.number if edition else "draft"),
        stamp=make_stamp(report, get_language(), by=DRAWN_BY),
        render=lambda: RENDERERS[suffix](report),
    )
