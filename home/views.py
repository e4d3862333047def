"""Search over the whole site, what is kept and how long, and the image shown where a page is shared."""

import re

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from wagtail.models import Page

from home.search import visible_pages
from home.share import share_png
from shared.acts.retention import kept, read_rules
from shared.intake.limits import client_address, too_many

MAX_QUERY = 200
COMMENT_NUMBER = re.compile(r"(KS)[/-](\d{4})[/-](\d{1,6})[/-](\d{1,8})", re.IGNORECASE | re.ASCII)


def search(request: HttpRequest) -> HttpResponse:
    """Words over all live pages of the current language; whatever is typed gets an answer, never an error."""
    if request.GET.get("q") and too_many("search.address", client_address(request)):
        return render(request, "429.html", status=429)
    words = request.GET.get("q", "").replace("\x00", " ").strip()[:MAX_QUERY]
    if number := COMMENT_NUMBER.fullmatch(words):
        return redirect("consultations:comment", "-".join(number.groups()).upper())
    pages = visible_pages()
    results = pages.search(words, operator="and") if words else Page.objects.none()
    page_obj = Paginator(results, 20).get_page(request.GET.get("page"))
    found = list(Page.objects.filter(pk__in=[page.pk for page in page_obj]).select_related("locale").specific())
    order = {page.pk: place for place, page in enumerate(page_obj)}
    for page in found:
        page.snippet = snippet(page)
    context = {"words": words, "page_obj": page_obj, "found": sorted(found, key=lambda page: order[page.pk])}
    return render(request, "home/search.html", context)


def snippet(page) -> str:
    """What the page says about itself, whatever its type calls it."""
    said = (getattr(page, name, "") for name in ("search_description", "summary", "mission", "intro"))
    return next((words for words in said if words), "")


def retention(request: HttpRequest) -> HttpResponse:
    """Every kind of personal data the site holds: why, how long, what happens then, and when next."""
    return render(request, "home/retention.html", {"rules": read_rules(), "kept": kept})


@cache_control(max_age=86400, public=True)
def share_image(request: HttpRequest, pk: int) -> HttpResponse:
    """1200 × 630 px: the land and the title of a live page."""
    page = get_object_or_404(Page.objects.live().public(), pk=pk).specific
    if not getattr(page, "is_public", True):
        raise Http404
    return HttpResponse(share_png(page.title), content_type="image/png")
