"""The addresses of the calendar and of a meeting."""

from django.urls import path

from events.listing import LISTING
from events.pages import event_context
from events.views import calendar_file
from shared.pages.routing import show_page
from signups.routes import HOSTED

CALENDAR = LISTING.routes()
EVENT = [
    path("", show_page(event_context), name="index_route"),
    path("ics/", calendar_file.show, name="ics"),
    *HOSTED,
]
