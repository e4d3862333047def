"""Links in letters: signed, expiring, for a single purpose. They are exchanged for a session at once."""

import logging
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

# Our links, the confirmations and new passwords of allauth, the codes of ballots.
SECRET = re.compile(r"(/(?:link|wypisz|confirm-email|reset/key|glos)/)[^/\s'\"?#]+")


class WithoutSecrets(logging.Filter):
    """Django logs the address of what it refuses; a link from a letter opens something, so its token is left out."""

    def filter(self, record: logging.LogRecord) -> bool:
        told = record.getMessage()
        if SECRET.search(told):
            record.msg, record.args = SECRET.sub(r"\1…", told), ()
        return True


def secret_address(view: Any) -> Any:
    """The address itself is a key: what the answer loads or links to does not learn it."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        return response

    return inner


class SignedLinks:
    """The links of one app: `salt` keeps them apart from other apps', `days` says how long each purpose holds."""

    def __init__(self, salt: str, days: dict[str, int]):
        self.salt, self.days = salt, days

    def make(self, purpose: str, pk: int) -> str:
        return signing.dumps([purpose, pk], salt=self.salt, compress=True)

    def read(self, token: str) -> tuple[str, int] | None:
        """The purpose and the object's key, or None when the link is broken or too old."""
        try:
            purpose, pk = signing.loads(token, salt=self.salt)
            signing.loads(token, salt=self.salt, max_age=self.days[purpose] * 86400)
        except (signing.BadSignature, ValueError, KeyError, TypeError):
            return None
        return purpose, pk


BROKEN = "intake/link_broken.html"


def show_broken(request: HttpRequest, template: str = BROKEN) -> HttpResponse:
    """A link that is incomplete or too old, or whose object is gone."""
    return render(request, template, status=410)


def exchange_view(
    links: SignedLinks, doors: dict[str, Callable[[HttpRequest, int], HttpResponse]], *, broken: str = BROKEN
) -> Callable[..., HttpResponse]:
    """The view of the links in letters: the token is exchanged for a proof in the session, and a clean address follows.

    `doors` has for each purpose what puts the proof into the session and redirects.
    """

    @never_cache
    @secret_address
    def link(request: HttpRequest, token: str) -> HttpResponse:
        read = links.read(token)
        if read is None or read[0] not in doors:
            return show_broken(request, broken)
        purpose, pk = read
        return doors[purpose](request, pk)

    return link
