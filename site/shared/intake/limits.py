"""When something is taken, and how often one visitor may send it; counted in the cache, without keeping any address."""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


class TooLate(Exception):
    """It is not taken any more, or not yet: the days are over, it was cancelled or closed. Nothing was stored."""


def client_address(request: HttpRequest) -> str:
    """The visitor's address; behind a proxy the header named in CLIENT_ADDRESS_HEADER (set by that proxy) says it."""
    return request.META.get(settings.CLIENT_ADDRESS_HEADER) or request.META.get("REMOTE_ADDR", "")


def too_many(act: str, who: str) -> bool:
    """Count one more `act` of `who` (an address or e-mail); True when there are more than settings.RATE_LIMITS allows."""
    times, seconds = settings.RATE_LIMITS[act]
    if not who:
        return False
    key = f"limit:{act}:{hashlib.sha256(f'{settings.SECRET_KEY}{who.lower()}'.encode()).hexdigest()}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) > times
    except ValueError:  # the counter has expired between the two lines
        return False
