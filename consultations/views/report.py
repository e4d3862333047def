"""The report: one structure, four faces; PDF and XLSX are drawn once (docs/decisions/0008)."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from consultations import reports
from consultations.renderers import RENDERERS
from shared.lists.downloads import csv_download, rendered_download

PER_PAGE = 200


def published(stage, request: HttpRequest):
    """The report's source stage once the report is public; a preview in the admin shows it earlier."""
    source = stage.canonical
    preview = getattr(request, "is_preview", False)
    if not preview and source.consultation.state != source.consultation.State.REPORTED:
        raise Http404
    return source


def page(request: HttpRequest, stage) -> HttpResponse:
    """All figures on every page of the list; the files hold all comments in one piece."""
    source = published(stage, request)
    consultation = source.consultation
    report = reports.figures(source)
    paginator = Paginator(reports.comments_of(consultation), PER_PAGE)
    paginator.count = report.numbers[0][1]  # counted already
    page_obj = paginator.get_page(request.GET.get("page"))
    reports.with_rows(report, consultation, page_obj.object_list)
    context = {"report": report, "page_obj": page_obj, "consultation": consultation}
    return stage.render(request, context_overrides=context, template="consultations/report.html")


def file(request: HttpRequest, stage, suffix: str) -> HttpResponse:
    if suffix != "csv" and suffix not in RENDERERS:
        raise Http404
    source = published(stage, request)
    consultation = source.consultation
    name = f"raport-{consultation.code.replace('/', '-')}"
    comments = reports.comments_of(consultation)
    if suffix == "csv":
        rows = (row for row, _tone in reports.rows_of(consultation, comments.iterator()))
        return csv_download(f"{name}.csv", reports.header(), rows, excel=request.GET.get("excel") == "1")
    report = reports.figures(source)
    return rendered_download(
        suffix,
        name,
        folder=reports.folder(consultation),
        edition=get_language() or "pl",
        stamp=reports.stamp(report, consultation),
        render=lambda: RENDERERS[suffix](reports.with_rows(report, consultation, comments)),
    )
