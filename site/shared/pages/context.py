"""What the base template needs on every page: read once per request, only when a template asks."""

from typing import Any

from django.conf import settings
from django.db.models import Q, Subquery
from django.http import HttpRequest
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from wagtail.models import Page, Site

from shared.cached import cached
from shared.models import SiteSettings


def site(request: HttpRequest) -> dict:
    lazy = {
        "site_settings": lambda: site_settings(request),
        "menu": lambda: menu(request),
        "footer_pages": lambda: footer_pages(request),
        "translations": lambda: translations(request),
        "hreflang": lambda: hreflang(request),
        "crumbs": lambda: crumbs(request),
        "home_url": lambda: home_url(request),
    }
    return {
        **{name: SimpleLazyObject(read) for name, read in lazy.items()},
        "canonical_url": settings.PUBLIC_URL + request.path,
        "public_url": settings.PUBLIC_URL,
        "development": getattr(settings, "DEVELOPMENT", False),
    }


def home_url(request: HttpRequest) -> str:
    """The front page in the language of the request."""
    return "/" if translation.get_language() == settings.LANGUAGE_CODE else f"/{translation.get_language()}/"


@cached("front-children", "wagtailcore.page")
def front_children(site_id: int, language: str) -> list[dict]:
    """Live pages right below the front page of a language, in one query."""
    root = Site.objects.filter(pk=site_id).values("root_page__depth")
    level = Page.objects.live().filter(depth=Subquery(root) + 1, locale__language_code=language)
    return [
        {"title": page.title, "url": page.get_url() or "/", "in_menu": page.show_in_menus}
        for page in level.select_related("locale").order_by("path")
    ]


def children_of_front(request: HttpRequest) -> list[dict]:
    found = Site.find_for_request(request)
    return front_children(found.pk, translation.get_language()) if found else []


@cached("site-settings", "shared.sitesettings")
def settings_of(site_id: int) -> SiteSettings:
    return SiteSettings.for_site(Site(pk=site_id))


def site_settings(request: HttpRequest) -> SiteSettings:
    found = Site.find_for_request(request)
    return settings_of(found.pk) if found else SiteSettings()


def menu(request: HttpRequest) -> list[dict]:
    """The pages shown in menus; the current one is marked."""
    return [
        {**page, "current": request.path.startswith(page["url"]), "exact": request.path == page["url"]}
        for page in children_of_front(request)
        if page["in_menu"]
    ]


def footer_pages(request: HttpRequest) -> list[dict]:
    """The pages that are not in the menu: about, privacy, accessibility, contact."""
    return [page for page in children_of_front(request) if not page["in_menu"]]


def around(request: HttpRequest) -> list[Page]:
    """The pages above the current one and its translations, in one query and once per request."""
    if not hasattr(request, "_around"):
        page = getattr(request, "razem_page", None)
        request._around = [] if page is None or not page.pk else _read_around(page)  # type: ignore[attr-defined]
    return request._around  # type: ignore[attr-defined]


def _read_around(page: Page) -> list[Page]:
    above = [page.path[:end] for end in range(2 * page.steplen, len(page.path), page.steplen)]
    wanted = Q(path__in=above) | Q(translation_key=page.translation_key, alias_of=None)
    return list(Page.objects.live().filter(wanted).exclude(pk=page.pk).select_related("locale").order_by("path"))


def translations(request: HttpRequest) -> list[dict]:
    """The other languages in which this very page exists; never a language without a real translation."""
    page: Any = getattr(request, "razem_page", None)
    return [
        {
            "code": other.locale.language_code,
            "name": translation.get_language_info(other.locale.language_code)["name_local"].capitalize(),
            "url": other.get_url(request),
        }
        for other in around(request)
        if other.translation_key == page.translation_key
    ]


def hreflang(request: HttpRequest) -> list[dict]:
    """The page and its translations with full addresses, for search engines; empty when there is one language only."""
    others = translations(request)
    if not others:
        return []
    own = {"code": translation.get_language(), "url": request.path}
    return [{"code": item["code"], "url": settings.PUBLIC_URL + item["url"]} for item in [own, *others]]


def crumbs(request: HttpRequest) -> list[dict]:
    """The pages above the current one, without the root."""
    page: Any = getattr(request, "razem_page", None)
    return [
        {"title": other.title, "url": other.get_url(request)}
        for other in around(request)
        if page.path.startswith(other.path)
    ]
