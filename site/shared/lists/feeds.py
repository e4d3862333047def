"""Atom feeds of lists of pages."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from shared.pages.context import site_settings

MOST = 50


def absolute(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}"


def new_feed(request: HttpRequest, page: Any, *, title: str, description: str, language: str) -> Atom1Feed:
    """A feed about a page, with its own address and its author (RFC 4287 asks for one)."""
    return Atom1Feed(
        title=title,
        link=absolute(page.get_url(request)),
        description=description,
        language=language,
        author_name=site_settings(request).name,
        feed_url=absolute(request.get_full_path()),
    )


def send_feed(atom: Atom1Feed) -> HttpResponse:
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def feed_of(request: HttpRequest, page: Any, found: Iterable, *, tell: Callable, published: Callable) -> HttpResponse:
    """The feed of a list page. Each of `found` has the page to show in `shown`; `tell` says what stands in the feed,
    `published` since when."""
    language = page.locale.language_code
    atom = new_feed(request, page, title=page.title, description=page.intro or page.title, language=language)
    for each in found:
        address = absolute(each.shown.get_url(request))
        since = published(each) or timezone.now()
        atom.add_item(
            title=each.shown.title,
            link=address,
            description=tell(each),
            pubdate=since,
            updateddate=max(each.last_published_at or since, since),
            unique_id=address,
        )
    return send_feed(atom)
