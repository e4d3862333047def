"""The addresses of the directory of organisations."""

from django.urls import path

from ngos.listing import LISTING
from ngos.views import directory

DIRECTORY = [
    path("mapa/", directory.geojson, name="geojson"),
    *LISTING.routes(page=directory.page),
]
