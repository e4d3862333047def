"""The calendar: list, month, Atom feed, calendar file, CSV; the filters of the address hold for all of them."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.emails import absolute
from events.listing import Filters, choices, in_order, matching, month_grid, neighbours, when_words
from events.reports import header, row
from shared.lists.downloads import csv_download
from shared.lists.feeds import MOST, feed_of
from shared.pages.translations import in_language
from signups import calendars

PER_PAGE = 15
IN_ICS = 500


def page(request: HttpRequest, page) -> HttpResponse:
    filters = Filters.read(request.GET)
    found = matching(page, filters)
    labels = {"gmina": _("Municipality"), "rodzaj": _("Kind"), "jak": _("What you need")}
    context = {
        "filters": filters,
        "selects": [(name, labels[name], pairs, filters.chosen.get(name, "")) for name, pairs in choices().items()],
        "query": request.GET.urlencode(),
        "this_month": f"{timezone.localdate():%Y-%m}",
    }
    if filters.month:
        context["weeks"] = month_grid(found, filters.month, page.locale.language_code)
        context["before"], context["after"] = neighbours(filters.month)
    else:
        page_obj = Paginator(in_order(found, filters), PER_PAGE).get_page(request.GET.get("page"))
        page_obj.object_list = in_language(list(page_obj.object_list), page.locale.language_code)
        context["page_obj"] = page_obj
    return page.render(request, context_overrides=context)


def feed(request: HttpRequest, page) -> HttpResponse:
    found = matching(page, Filters.read(request.GET)).order_by("-first_published_at", "-pk")[:MOST]
    return feed_of(
        request,
        page,
        in_language(list(found), page.locale.language_code),
        tell=lambda event: f"{when_words(event)}. {event.shown.summary}",
    )


def entry(event) -> calendars.Entry:
    """An event in a public calendar: never the address of the online meeting."""
    shown = getattr(event, "shown", event)
    place = ", ".join(part for part in (event.venue, event.place_words) if part)
    url = absolute(shown.url or "/")
    text = f"{shown.summary}\n\n{url}"
    return calendars.Entry(
        f"event-{event.pk}", shown.title, event.starts_at, event.ends_at, place, text, url, event.is_cancelled
    )


def ics(request: HttpRequest, page) -> HttpResponse:
    """To subscribe to: what comes and what was in the last month, all or of one municipality."""
    since = timezone.now() - timezone.timedelta(days=31)
    found = matching(page, Filters.read(request.GET)).exclude(starts_at=None).filter(ends_at__gt=since)
    events = in_language(list(found.order_by("starts_at", "pk")[:IN_ICS]), page.locale.language_code)
    return calendars.respond([entry(event) for event in events], page.title, "wydarzenia")


def one(request: HttpRequest, page) -> HttpResponse:
    source = page.canonical
    if source.starts_at is None:
        raise Http404
    source.shown = page
    return calendars.respond([entry(source)], page.title, page.slug[:60])


def csv(request: HttpRequest, page) -> HttpResponse:
    found = list(matching(page, Filters.read(request.GET)).order_by("starts_at", "pk").prefetch_related("attendance"))
    rows = [row(event) for event in in_language(found, page.locale.language_code)]
    return csv_download("wydarzenia.csv", header(), rows, excel=request.GET.get("excel") == "1")
