"""The addresses of the directory of organisations."""

from django.urls import path

from ngos.views import directory

DIRECTORY = [
    path("", directory.page, name="index_route"),
    path("mapa/", directory.geojson, name="geojson"),
    path("csv/", directory.csv, name="csv"),
]
