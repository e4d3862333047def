"""Addresses of the editors' screens, below /cms/dokumenty/."""

from django.urls import path

from documents.views import importing

app_name = "documents_admin"
urlpatterns = [
    path("<int:pk>/import/", importing.import_text, name="import"),
]
