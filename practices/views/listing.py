"""The list of good practices: page, Atom feed, CSV; the filters of the address hold for all three."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from practices.emails import absolute
from practices.listing import Filters, choices, in_language, matching
from practices.reports import header, row
from shared.downloads import csv_download

PER_PAGE = 12
IN_FEED = 50


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
    atom = Atom1Feed(
        title=page.title,
        link=absolute(page.get_url(request)),
        description=page.intro or page.title,
        language=page.locale.language_code,
        feed_url=absolute(request.get_full_path()),
    )
    found = list(matching(page, Filters.read(request.GET))[:IN_FEED])
    for practice in in_language(found, page.locale.language_code):
        address = absolute(practice.shown.get_url(request))
        published = practice.first_published_at or timezone.now()
        atom.add_item(
            title=practice.shown.title,
            link=address,
            description=practice.shown.summary,
            pubdate=published,
            updateddate=practice.last_published_at or published,
            unique_id=address,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def csv(request: HttpRequest, page) -> HttpResponse:
    found = list(matching(page, Filters.read(request.GET)))
    rows = [row(practice) for practice in in_language(found, page.locale.language_code)]
    return csv_download("dobre-praktyki.csv", header(), rows, excel=request.GET.get("excel") == "1")
