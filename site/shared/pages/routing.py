"""Pages found by their whole address in one query, where Wagtail asks once per segment; what stands at their own."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from wagtail import views
from wagtail.models import Page, Site


def serve(request: HttpRequest, path: str = "") -> HttpResponse:
    """Wagtail's own view, given the route beforehand (it keeps a route it finds on the request)."""
    request._wagtail_route_for_request = find_route(request, path)  # type: ignore[attr-defined]
    return views.serve(request, path)


def find_route(request: HttpRequest, path: str) -> Any:
    """The deepest page whose address begins this path, asked for the rest of the path; None when there is none."""
    parts = [part for part in path.split("/") if part]
    root = root_path(request)
    if root is None:
        return None
    addresses = [root + "".join(f"{part}/" for part in parts[:length]) for length in range(len(parts) + 1)]
    found = Page.objects.filter(url_path__in=addresses).select_related("locale", "content_type")
    page = found.order_by("-depth").first()
    if page is None:
        return None
    specific = page.specific
    specific.locale = page.locale
    try:
        return specific.route(request, parts[addresses.index(page.url_path) :])
    except Http404:
        return None


def root_path(request: HttpRequest) -> str | None:
    """The `url_path` of the front page in the language of the request, from Wagtail's cached list of roots."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    roots = [root for root in Site.get_site_root_paths() if root.site_id == site.pk]
    of_language = [root.root_path for root in roots if root.language_code == translation.get_language()]
    return of_language[0] if of_language else (roots[0].root_path if roots else None)


def show_page(context: Callable, template: str | None = None) -> Callable:
    """A view for routes.py: the page in its template (or the one given) with what `context(page, request)` says."""

    def view(request: HttpRequest, page: Page) -> HttpResponse:
        return page.render(request, template=template, context_overrides=context(page, request))

    return view
