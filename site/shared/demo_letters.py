"""The letters of the demo, readable in the browser; exists only in development (config/urls.py)."""

from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

NEWEST = 30
BETWEEN = b"-" * 79


@never_cache
def letters(request: HttpRequest) -> HttpResponse:
    """The newest letters of the file-based mail backend: to whom, subject, text."""
    folder = Path(settings.EMAIL_FILE_PATH)  # type: ignore[misc]  # set by the demo alone
    files = sorted(folder.glob("*.log"), reverse=True)[:NEWEST] if folder.exists() else []
    found = [letter for file in files for letter in reversed(read_letters(file.read_bytes()))]
    return render(request, "demo_letters.html", {"letters": found[:NEWEST]})


def read_letters(raw: bytes) -> list[dict]:
    """The letters of one file, oldest first; the backend puts a line of dashes after each."""
    found = []
    for part in raw.split(BETWEEN):
        message = message_from_bytes(part.strip() + b"\n", policy=policy.default)
        body = message.get_body(preferencelist=("plain",))
        if message["subject"] and body:
            found.append({"to": message["to"], "subject": message["subject"], "text": body.get_content()})
    return found
