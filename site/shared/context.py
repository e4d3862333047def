"""What the base template needs on every page: read once per request, only when a template asks."""

from django.conf import settings
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from wagtail.models import Page, Site

from shared.models import SiteSettings


def site(request) -> dict:
    return {
        "site_settings": SimpleLazyObject(lambda: SiteSettings.for_request(request)),
        "menu": SimpleLazyObject(lambda: menu(request)),
        "translations": SimpleLazyObject(lambda: translations(request)),
        "canonical_url": settings.PUBLIC_URL + request.path,
        "development": getattr(settings, "DEVELOPMENT", False),
    }


def menu(request) -> list[dict]:
    """Children of the front page in this language that are shown in menus; the current one is marked."""
    found = Site.find_for_request(request)
    if found is None:
        return []
    root_path = found.root_page.path
    if translation.get_language() != settings.LANGUAGE_CODE:
        translated = found.root_page.get_translations().filter(locale__language_code=translation.get_language())
        root_path = translated.values_list("path", flat=True).first() or root_path
    pages = Page.objects.live().in_menu().filter(path__startswith=root_path, depth=len(root_path) // Page.steplen + 1)
    items = []
    for page in pages.order_by("path").only("pk", "title", "url_path", "path", "depth", "slug", "locale_id"):
        url = page.get_url(request) or "/"
        items.append({"title": page.title, "url": url, "current": request.path.startswith(url)})
    return items


def translations(request) -> list[dict]:
    """The other languages in which this very page exists; never a language without a real translation."""
    page = getattr(request, "razem_page", None)
    if page is None or not page.pk:
        return []
    names = dict(settings.LANGUAGES)
    others = Page.objects.live().filter(translation_key=page.translation_key).exclude(pk=page.pk)
    return [
        {
            "code": other.locale.language_code,
            "name": translation.get_language_info(other.locale.language_code)["name_local"].capitalize()
            if other.locale.language_code in names
            else other.locale.language_code,
            "url": other.get_url(request),
        }
        for other in others.filter(alias_of=None).select_related("locale")
    ]
