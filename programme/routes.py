"""The addresses of trees of goals, the plan, statements and yearly reports."""

from django.urls import path

from programme.listing import LISTING
from programme.views import plan, report, statement, tree

TREE = [
    path("", tree.page, name="index_route"),
    path("cel/<int:pk>/", tree.goal, name="goal"),
]
PLAN = [
    *LISTING.routes(),
    path("wskazniki/csv/", plan.indicators_csv, name="indicators_csv"),
    path("json/", plan.json, name="json"),
]
STATEMENT = [
    path("", statement.page, name="index_route"),
    path("wersja/<int:number>/", statement.version, name="version"),
]
REPORT = [
    path("", report.page, name="index_route"),
    path("wydanie/<int:number>/", report.page, name="edition"),
    path("pobierz/<slug:suffix>/", report.file, name="file"),
    path("wydanie/<int:number>/pobierz/<slug:suffix>/", report.file, name="edition_file"),
]
