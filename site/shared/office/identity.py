"""Who sent something: read by those entitled, and every reading is written down."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.log_actions import log


def log_reading(request: HttpRequest, obj: Any, **what: Any) -> None:
    """Write down that this person has read private data of `obj`; `what` says which, when there is more than one."""
    log(obj, "identity.read", user=request.user, data=what or None)


def identity_view(request: HttpRequest, obj: Any, *, title: str, facts: list[tuple], back: str) -> HttpResponse:
    """The screen of one sender: `facts` are (name, value), `back` is the address of what was sent.

    Whether this person may see it at all is asked before, by the queryset the row comes from.
    """
    log_reading(request, obj)
    return render(request, "office/identity.html", {"facts": facts, "back": back, "page_title": title})
