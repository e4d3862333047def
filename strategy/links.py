"""The address that people in the room type into their phones."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse


def short_address() -> str:
    """Without https:// and the last stroke, e.g. "razem.example/glos"."""
    return f"{urlsplit(settings.PUBLIC_URL).netloc}{reverse('strategy:enter')}".rstrip("/")
