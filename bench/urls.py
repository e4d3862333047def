"""The site's addresses and one bare view, which costs only the middleware."""

from django.http import HttpResponse
from django.urls import path

from config.urls import handler400, handler403, handler404, handler500  # noqa: F401
from config.urls import urlpatterns as site


def bare(request):
    return HttpResponse("bare")


urlpatterns = [path("bare/", bare), *site]
