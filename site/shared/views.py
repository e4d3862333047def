"""Pages that are about the site itself: errors, robots, security contact."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods

from shared.intake.proofs import forget_visitor
from shared.models import SiteSettings


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long or cookies are off. What was typed is shown again, to be sent once more."""
    sent = [(name, value) for name, values in request.POST.lists() for value in values if _may_show(name)]
    typed = [(name, value) for name, value in sent if " " in value.strip()]  # choices and keys travel along unseen
    kept = [pair for pair in sent if pair not in typed]
    return render(request, "403_csrf.html", {"typed": typed, "kept": kept}, status=403)


def _may_show(name: str) -> bool:
    return name != "csrfmiddlewaretoken" and not any(word in name for word in ("password", "code", "token"))


@never_cache
@require_http_methods(["GET", "POST"])
def forget_me(request: HttpRequest) -> Any:
    """“This is a shared computer”: the proofs of what was sent, the drafts and the sign-in go; what was sent stays."""
    if request.method == "GET":
        return render(request, "intake/forget.html")
    return forget_visitor(request, redirect("forgotten"))


@never_cache
def forgotten(request: HttpRequest) -> HttpResponse:
    return render(request, "intake/forget.html", {"done": True})


@cache_control(max_age=86400, public=True)
def robots(request: HttpRequest) -> Any:
    lines = ["User-agent: *", "Disallow: /cms/", "Disallow: /konto/", "Disallow: /szukaj/", "Allow: /"]
    lines.append(f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@cache_control(max_age=86400, public=True)
def security_txt(request: HttpRequest) -> Any:
    """RFC 9116."""
    expires = (timezone.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    contact = SiteSettings.for_request(request).security_contact
    lines = [f"Contact: mailto:{contact}", f"Expires: {expires}", "Preferred-Languages: pl, en"]
    lines.append(f"Canonical: {settings.PUBLIC_URL}/.well-known/security.txt")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> Any:
    """Rendered without the database or context processors: they may be what has failed."""
    return HttpResponse(get_template("500.html").render(), status=500)
