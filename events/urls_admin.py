"""Addresses of the coordinator's figures, below /cms/wydarzenia/."""

from django.urls import path

from events.views import figures

app_name = "events_admin"
urlpatterns = [path("", figures.page, name="figures"), path("csv/", figures.csv, name="figures_csv")]
