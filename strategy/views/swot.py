"""The routes of a SWOT page: a version, its rows as CSV, two versions side by side."""

from django.http import Http404, HttpRequest, HttpResponse

from shared.lists.downloads import csv_download
from strategy.models import SwotPage
from strategy.reports import csv_header, csv_rows
from strategy.swot import compare_context, swot_context


def page(request: HttpRequest, page: SwotPage, number: int | None = None) -> HttpResponse:
    return page.render(request, context_overrides=swot_context(page, number))


def csv_file(request: HttpRequest, page: SwotPage, number: int | None = None) -> HttpResponse:
    context = swot_context(page, number)
    version = context["version"]
    if version is None:
        raise Http404
    name = f"swot-{version.area.code.lower()}-{version.number}.csv"
    return csv_download(name, csv_header(), csv_rows(version, context["blocks"]), excel=request.GET.get("excel") == "1")


def compare(request: HttpRequest, page: SwotPage, before: int, after: int) -> HttpResponse:
    return page.render(
        request, context_overrides=compare_context(page, before, after), template="strategy/swot_compare.html"
    )
