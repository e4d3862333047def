"""The addresses of the list of consultations, of a consultation with its register, and of its report."""

from django.urls import path

from consultations.listing import LISTING
from consultations.pages import consultation_context
from consultations.views import register, report
from shared.pages.routing import show_page

CONSULTATIONS = LISTING.routes()
CONSULTATION = [
    path("", show_page(consultation_context), name="index_route"),
    path("wykaz-uwag/", register.page, name="register"),
    path("wykaz-uwag/csv/", register.csv_file, name="register_csv"),
    path("wykaz-uwag/atom/", register.feed, name="register_feed"),
]
REPORT = [
    path("", report.page, name="index_route"),
    path("<slug:suffix>/", report.file, name="report_file"),
]
