"""Lists hold source-language pages; what is shown is the translation into the reader's language, when there is one."""

from collections.abc import Callable
from typing import Any


def in_language(pages: list, language: str) -> list:
    """Give every page of one kind `shown`: its live translation into the language ("en"), else itself; one query at most."""
    return _shown(pages, lambda page: page.locale.language_code == language, locale__language_code=language)


def in_locale(pages: list, locale: int) -> list:
    """The same for the key of a locale, where a list knows no more of its own language."""
    return _shown(pages, lambda page: page.locale_id == locale, locale=locale)


def _shown(pages: list, is_own: Callable, **wanted: Any) -> list:
    keys = [page.translation_key for page in pages if not is_own(page)]
    translated = {}
    if keys:
        found = type(pages[0])._default_manager.live().filter(**wanted, translation_key__in=keys)
        translated = {page.translation_key: page for page in found.select_related("locale")}
    for page in pages:
        page.shown = translated.get(page.translation_key, page)
    return pages
