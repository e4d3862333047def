"""The addresses of the list of documents, of a document, of its versions and files."""

from django.urls import path

from documents.listing import LISTING
from documents.views import document

DOCUMENTS = LISTING.routes()
DOCUMENT = [
    path("", document.read, name="index_route"),
    path("wersja/<int:number>/", document.read, name="version"),
    path("porownaj/<int:old>/<int:new>/", document.comparison, name="comparison"),
    path("pobierz/<slug:suffix>/", document.file, name="file"),
    path("wersja/<int:number>/pobierz/<slug:suffix>/", document.file, name="version_file"),
]
