"""The addresses of a SWOT page and of a session."""

from django.urls import path

from shared.pages.routing import show_page
from strategy.sessions import agenda_context, session_context
from strategy.views import swot

SWOT = [
    path("", swot.page, name="index_route"),
    path("csv/", swot.csv_file, name="swot_csv"),
    path("wersja/<int:number>/", swot.page, name="swot_version"),
    path("wersja/<int:number>/csv/", swot.csv_file, name="swot_version_csv"),
    path("porownaj/<int:before>/<int:after>/", swot.compare, name="swot_compare"),
]
SESSION = [
    path("", show_page(session_context), name="index_route"),
    path("porzadek/", show_page(agenda_context, "strategy/agenda.html"), name="agenda"),
]
