"""The addresses of the collection of good practices."""

from django.urls import path

from practices.views import listing

COLLECTION = [
    path("", listing.page, name="index_route"),
    path("atom/", listing.feed, name="feed"),
    path("csv/", listing.csv, name="csv"),
]
