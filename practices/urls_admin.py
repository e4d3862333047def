"""Addresses of the editor's desk, below /cms/dobre-praktyki/."""

from django.urls import path

from practices.views import office

app_name = "practices_admin"
urlpatterns = [
    path("", office.index, name="index"),
    path("<int:pk>/", office.submission, name="submission"),
    path("<int:pk>/decyzja/<slug:name>/", office.move, name="move"),
    path("<int:pk>/kto/", office.identity, name="identity"),
]
