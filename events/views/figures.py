"""Which meetings work: invited, signed up, came, by kind, hour, way and place."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from events.models import EventPage
from events.permissions import may_see_figures
from events.reports import by_hour, by_kind, by_place, by_way, compare, past_with_figures
from shared.lists.downloads import csv_download

PER_PAGE = 30


def events(request: HttpRequest) -> list[EventPage]:
    if not may_see_figures(request.user):
        raise PermissionDenied
    return past_with_figures(EventPage.objects.source_language().live())


def page(request: HttpRequest) -> HttpResponse:
    rows = events(request)
    context = {
        "tables": [
            (_("By kind"), compare(rows, by_kind)),
            (_("By day and hour"), compare(rows, by_hour)),
            (_("On the spot or online"), compare(rows, by_way)),
            (_("By municipality"), compare(rows, by_place)),
        ],
        "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "page_title": _("Which meetings work"),
    }
    return render(request, "events/admin/figures.html", context)


def csv(request: HttpRequest) -> HttpResponse:
    header = [
        _("title"),
        _("kind"),
        _("day and hour"),
        _("municipality"),
        _("expected"),
        _("invited"),
        _("signed up"),
        _("came"),
    ]
    rows = [
        [e.title, by_kind(e), by_hour(e), by_place(e), e.planned_people or "", e.invited, e.signed, e.came]
        for e in events(request)
    ]
    return csv_download("frekwencja.csv", header, rows)
