"""One meeting as a calendar file."""

from django.http import Http404, HttpRequest, HttpResponse

from events.listing import LISTING
from shared.lists import calendars


def show(request: HttpRequest, page) -> HttpResponse:
    source = page.canonical
    if source.starts_at is None:
        raise Http404
    source.shown = page
    return calendars.respond([LISTING.entry(source)], page.title, page.slug[:60])
