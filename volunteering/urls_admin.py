"""Addresses of the editor's desk, below /cms/wolontariat/."""

from django.urls import path

from volunteering.views import office

app_name = "volunteering_admin"
urlpatterns = [
    path("", office.index, name="index"),
    path("<int:pk>/", office.campaign, name="campaign"),
    path("<int:pk>/decyzja/<slug:name>/", office.move, name="move"),
]
