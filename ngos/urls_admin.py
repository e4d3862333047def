"""Addresses of the editor's screens, below /cms/organizacje/."""

from django.urls import path

from ngos.views import imports, office

app_name = "ngos_admin"
urlpatterns = [
    path("", office.index, name="index"),
    path("prosba/<int:pk>/", office.claim, name="claim"),
    path("prosba/<int:pk>/decyzja/<slug:name>/", office.move_claim, name="claim_move"),
    path("zmiana/<int:pk>/", office.change, name="change"),
    path("<int:pk>/", office.organisation, name="organisation"),
    path("<int:pk>/decyzja/<slug:name>/", office.move, name="move"),
    path("<int:pk>/zaufanie/", office.trust, name="trust"),
    path("<int:pk>/polacz/", office.merge, name="merge"),
    path("rejestry/", imports.index, name="imports"),
    path("rejestry/<int:pk>/", imports.page, name="import"),
    path("rejestry/<int:pk>/kolumny/", imports.columns, name="import_columns"),
    path("rejestry/<int:pk>/te-same/", imports.same, name="import_same"),
    path("rejestry/<int:pk>/wykonaj/", imports.start, name="import_start"),
    path("rejestry/<int:pk>/usun/", imports.discard, name="import_discard"),
    path("rejestry/<int:pk>/odrzucone.csv", imports.refused, name="import_refused"),
]
