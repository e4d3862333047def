"""Addresses of the coordinator's screens, below /cms/strategia/."""

from django.urls import path

from strategy.views import office

app_name = "strategy_admin"
urlpatterns = [
    path("", office.index, name="index"),
    path("obszar/<int:pk>/szkic/", office.begin, name="begin"),
    path("wersja/<int:pk>/", office.version, name="version"),
    path("wersja/<int:pk>/decyzja/<slug:name>/", office.move_version, name="version_move"),
    path("wersja/<int:pk>/porzuc/", office.discard, name="discard"),
    path("glosowanie/nowe/", office.new_ballot, name="new_ballot"),
    path("glosowanie/<int:pk>/", office.ballot, name="ballot"),
    path("glosowanie/<int:pk>/decyzja/<slug:name>/", office.move, name="move"),
    path("glosowanie/<int:pk>/wynik/", office.write_result, name="write_result"),
]
