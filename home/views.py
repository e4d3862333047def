"""Search, and the place a visitor chose."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from wagtail.models import Page

from places.models import Municipality

MAX_QUERY = 200


def search(request: HttpRequest) -> HttpResponse:
    """Words over all live pages of the current language; whatever is typed gets an answer, never an error."""
    words = request.GET.get("q", "").replace("\x00", " ").strip()[:MAX_QUERY]
    pages = Page.objects.live().public().filter(locale__language_code=translation.get_language(), depth__gt=1)
    results = pages.search(words, operator="and") if words else []
    paginator = Paginator(results, 20)
    page_obj = paginator.get_page(request.GET.get("page"))
    found = [page.specific for page in page_obj]
    return render(request, "home/search.html", {"words": words, "page_obj": page_obj, "found": found})


@require_POST
def near(request: HttpRequest) -> HttpResponse:
    """Remember the chosen municipality in a first-party cookie that holds nothing else."""
    place = Municipality.objects.filter(slug=request.POST.get("place", "")).first()
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    response = redirect(f"/?gmina={place.slug}#okolica" if place else target)
    return response
