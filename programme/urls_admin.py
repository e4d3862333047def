"""Addresses of the coordinator's screens, below /cms/program/."""

from django.urls import path

from programme.views import freezing

app_name = "programme_admin"
urlpatterns = [path("raport/<int:pk>/zamroz/", freezing.freeze, name="freeze")]
