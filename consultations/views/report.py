"""The report: one structure, four faces; PDF and XLSX are drawn once (docs/decisions/0008)."""

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from consultations import reports
from consultations.renderers import report_pdf, report_xlsx
from shared.lists.downloads import TYPES, csv_download, named
from shared.looks.rendered_files import open_rendered

PER_PAGE = 200
DRAWN = {"pdf": report_pdf, "xlsx": report_xlsx}


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
    if suffix != "csv" and suffix not in DRAWN:
        raise Http404
    source = published(stage, request)
    consultation = source.consultation
    name = f"raport-{consultation.code.replace('/', '-')}.{suffix}"
    comments = reports.comments_of(consultation)
    if suffix == "csv":
        rows = (row for row, _tone in reports.rows_of(consultation, comments.iterator()))
        return csv_download(name, reports.header(), rows, excel=request.GET.get("excel") == "1")
    report = reports.figures(source)
    content = open_rendered(
        reports.folder(consultation),
        f"{get_language()}.{suffix}",
        reports.stamp(report, consultation),
        lambda: DRAWN[suffix](reports.with_rows(report, consultation, comments)),
    )
    return named(FileResponse(content, content_type=TYPES[suffix]), name)
