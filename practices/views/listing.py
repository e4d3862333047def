"""The list of good practices: page, Atom feed, CSV; the filters of the address hold for all three."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from practices.listing import Filters, choices, matching
from practices.reports import header, row
from shared.lists.downloads import csv_download
from shared.lists.feeds import MOST, feed_of
from shared.pages.translations import in_language

PER_PAGE = 12


def page(request: HttpRequest, page) -> HttpResponse:
    filters = Filters.read(request.GET)
    page_obj = Paginator(matching(page, filters), PER_PAGE).get_page(request.GET.get("page"))
    page_obj.object_list = in_language(list(page_obj.object_list), page.locale.language_code)
    labels = {"gmina": _("Municipality"), "temat": _("Topic"), "skala": _("Scale")}
    context = {
        "filters": filters,
        "selects": [(name, labels[name], pairs, filters.chosen.get(name, "")) for name, pairs in choices().items()],
        "page_obj": page_obj,
        "query": request.GET.urlencode(),
    }
    return page.render(request, context_overrides=context)


def feed(request: HttpRequest, page) -> HttpResponse:
    found = matching(page, Filters.read(request.GET))[:MOST]
    return feed_of(
        request, page, in_language(list(found), page.locale.language_code), tell=lambda practice: practice.shown.summary
    )


def csv(request: HttpRequest, page) -> HttpResponse:
    found = list(matching(page, Filters.read(request.GET)))
    rows = [row(practice) for practice in in_language(found, page.locale.language_code)]
    return csv_download("dobre-praktyki.csv", header(), rows, excel=request.GET.get("excel") == "1")
