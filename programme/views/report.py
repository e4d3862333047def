"""The yearly report: a frozen edition as a page, PDF and CSV; a draft in the preview shows the plan as it is now."""

from django.http import Http404, HttpRequest, HttpResponse

from programme import reports
from programme.models import FrozenReport
from programme.renderers import report_csv, report_pdf
from programme.reports import Report

TYPES = {"pdf": ("application/pdf", report_pdf), "csv": ("text/csv; charset=utf-8", report_csv)}


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
    if suffix not in TYPES:
        raise Http404
    report, edition, _editions = chosen(request, page, number)
    content_type, draw = TYPES[suffix]
    response = HttpResponse(draw(report), content_type=content_type)
    name = f"raport-{report.year}" + (f"-wydanie-{edition.number}" if edition and edition.number > 1 else "")
    response["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    return response
