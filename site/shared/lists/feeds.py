"""Atom feeds of lists of pages."""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

MOST = 50


def absolute(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}"


def feed_of(request: HttpRequest, page, found: Iterable, *, tell: Callable[..., str]) -> HttpResponse:
    """The feed of a list page; each of `found` has the page to show in `shown`, `tell` says what stands in the feed."""
    atom = Atom1Feed(
        title=page.title,
        link=absolute(page.get_url(request)),
        description=page.intro or page.title,
        language=page.locale.language_code,
        feed_url=absolute(request.get_full_path()),
    )
    for each in found:
        address = absolute(each.shown.get_url(request))
        published = each.first_published_at or timezone.now()
        atom.add_item(
            title=each.shown.title,
            link=address,
            description=tell(each),
            pubdate=published,
            updateddate=each.last_published_at or published,
            unique_id=address,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
