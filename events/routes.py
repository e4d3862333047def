"""The addresses of the calendar and of a meeting."""

from django.urls import path

from events.pages import event_context
from events.views import listing
from shared.pages.routing import show_page
from signups.routes import HOSTED

CALENDAR = [
    path("", listing.page, name="index_route"),
    path("ics/", listing.ics, name="ics"),
    path("atom/", listing.feed, name="feed"),
    path("csv/", listing.csv, name="csv"),
]
EVENT = [
    path("", show_page(event_context), name="index_route"),
    path("ics/", listing.one, name="ics"),
    *HOSTED,
]
