"""The addresses by which people in the room come to a ballot: one to type, one to scan."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse


def short_address() -> str:
    """Without https:// and the last stroke, e.g. "razem.example/glos"."""
    return f"{urlsplit(settings.PUBLIC_URL).netloc}{reverse('strategy:enter')}".rstrip("/")


def ballot_address(ballot) -> str:
    """The whole address of the paper, as the QR code has it: nobody who scans it types the code."""
    return f"{settings.PUBLIC_URL.rstrip('/')}{reverse('strategy:ballot', args=[ballot.code])}"
