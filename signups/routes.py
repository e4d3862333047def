"""The addresses below every page with slots."""

from django.urls import path

from signups.views import promotion

HOSTED = [
    path("plakat/<slug:size>/", promotion.poster, name="poster"),
    path("promocja/", promotion.page, name="promotion"),
]
