"""The projects of a plan for other people's programs, besides the files of every list: indicators, and all as JSON."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from programme import exports
from programme.listing import LISTING
from programme.models import ProjectPage
from shared.lists.downloads import csv_download


def projects_of(request: HttpRequest, page) -> list[ProjectPage]:
    return LISTING.prepared(LISTING.found(page, LISTING.filters(request, page)), page)


def indicators_csv(request: HttpRequest, page) -> HttpResponse:
    excel = request.GET.get("excel") == "1"
    rows = exports.indicator_rows(projects_of(request, page), excel=excel)
    return csv_download("wskazniki.csv", exports.indicator_header(), rows, excel=excel)


def json(request: HttpRequest, page) -> HttpResponse:
    data = exports.as_data(projects_of(request, page), settings.PUBLIC_URL)
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})
