"""The operational plan: a list with filters, a timeline and totals; the same as CSV and JSON."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from places.models import all_places
from programme import exports
from programme.figures import Figures
from programme.land import land
from programme.listing import chosen, goal_choices, projects_of
from programme.models import ProjectPage
from programme.timeline import timeline
from shared.lists.downloads import csv_download


def page(request: HttpRequest, page) -> HttpResponse:
    filters = chosen(request)
    projects = projects_of(page, filters)
    context = {
        "projects": projects,
        "figures": Figures.of(projects),
        "timeline": timeline(projects),
        "filters": filters,
        "places": all_places(),
        "goal_choices": goal_choices(page),
        "states": ProjectPage.State.choices,
        "land": land(place for project in projects for place in project.places),
    }
    return page.render(request, context_overrides=context)


def csv(request: HttpRequest, page) -> HttpResponse:
    excel = request.GET.get("excel") == "1"
    rows = exports.rows(projects_of(page, chosen(request)), settings.PUBLIC_URL, excel=excel)
    return csv_download("plan.csv", exports.header(), rows, excel=excel)


def indicators_csv(request: HttpRequest, page) -> HttpResponse:
    excel = request.GET.get("excel") == "1"
    rows = exports.indicator_rows(projects_of(page, chosen(request)), excel=excel)
    return csv_download("wskazniki.csv", exports.indicator_header(), rows, excel=excel)


def json(request: HttpRequest, page) -> HttpResponse:
    data = exports.as_data(projects_of(page, chosen(request)), settings.PUBLIC_URL)
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})
