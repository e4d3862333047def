"""Answers that concern every request: policies of the admin, clear refusals instead of a bare 500."""

from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from shared.acts.lifecycle import MoveNotAllowed, MoveRefused
from shared.intake.limits import TooLate
from shared.office.admin import is_in_admin


class TextGZipMiddleware(GZipMiddleware):
    """Text is worth packing; PDF, XLSX, DOCX and pictures are packed already, and a large one takes a second each time."""

    TEXT = ("text/", "application/json", "application/geo+json", "application/atom+xml", "application/xml", "image/svg")

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        if not response.get("Content-Type", "").startswith(self.TEXT):
            return response
        return super().process_response(request, response)


class AdminPolicyMiddleware:
    """Wagtail's admin has inline scripts: the laxer policy holds below /cms/ and nowhere else."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if "/konto/" in request.path or response.status_code == 403:
            response.setdefault("Cache-Control", "private, no-store")
        if is_in_admin(request) and not getattr(response, "_csp_exempt", False):
            response._csp_replace = settings.ADMIN_CONTENT_SECURITY_POLICY
        return response


def is_utf8(request: HttpRequest) -> bool:
    """Forms come in UTF-8; other charsets named in the header (utf-7, hex, unicode_escape) are tricks."""
    charset = (request.content_params or {}).get("charset", "utf-8").strip("\"' ").lower()
    return charset in ("utf-8", "utf8")


def refuse(request: HttpRequest, reasons: list[str]) -> HttpResponse:
    """Say what stands against an act: to the office in its admin, to everybody else on a page of the site."""
    if not is_in_admin(request):
        return render(request, "409.html", {"reasons": reasons}, status=409)
    back = request.headers.get("Referer", "")
    context = {
        "refused": reasons,
        "back": back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else "",
        "page_title": _("This cannot be done now"),
    }
    return render(request, "office/refused.html", context, status=409)


class BadInputMiddleware:
    """NUL and broken encodings in an address or form are a bad request, not an error of the server."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        if not is_utf8(request):
            return render(request, "400.html", status=400)
        if (
            "\x00" in request.path
            or "\x00" in request.META.get("QUERY_STRING", "")
            or "%00" in request.META.get("QUERY_STRING", "")
        ):
            return render(request, "400.html", status=400)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Any) -> Any:
        if isinstance(exception, OverflowError):  # a number in the address that no database can hold
            return render(request, "404.html", status=404)
        if isinstance(exception, MoveRefused):
            return refuse(request, exception.reasons)
        if isinstance(exception, MoveNotAllowed | TooLate):
            return refuse(
                request, [_("Somebody has changed this in the meantime. Go back and look at the current state.")]
            )
        if isinstance(exception, BadRequest):
            return render(request, "400.html", status=400)
        return None
