"""The report: one structure, four faces."""

from django.http import Http404, HttpRequest, HttpResponse

from consultations import reports
from consultations.renderers import report_csv, report_pdf, report_xlsx

TYPES = {
    "pdf": ("application/pdf", report_pdf),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", report_xlsx),
    "csv": ("text/csv; charset=utf-8", report_csv),
}


def published(stage, request: HttpRequest):
    """The report's source stage once the report is public; a preview in the admin shows it earlier."""
    source = stage.canonical
    preview = getattr(request, "is_preview", False)
    if not preview and source.consultation.state != source.consultation.State.REPORTED:
        raise Http404
    return source


def page(request: HttpRequest, stage) -> HttpResponse:
    source = published(stage, request)
    context = {"report": reports.build(source), "header": reports.header(), "consultation": source.consultation}
    return stage.render(request, context_overrides=context, template="consultations/report.html")


def file(request: HttpRequest, stage, suffix: str) -> HttpResponse:
    if suffix not in TYPES:
        raise Http404
    source = published(stage, request)
    content_type, draw = TYPES[suffix]
    response = HttpResponse(draw(reports.build(source)), content_type=content_type)
    name = f"raport-{source.consultation.code.replace('/', '-')}.{suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
