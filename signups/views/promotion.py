"""Telling others: posters, a fragment of HTML for any site, words for a newsletter."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from signups.pages import slots_context
from signups.renderers import SIZES, poster_pdf


def poster(request: HttpRequest, page, size: str) -> HttpResponse:
    if size not in SIZES or page.canonical.is_cancelled:
        raise Http404
    response = HttpResponse(
        poster_pdf(page, slots_context(page.canonical)["slots"], size), content_type="application/pdf"
    )
    response["Content-Disposition"] = f'inline; filename="plakat-{page.slug[:60]}-{size}.pdf"'
    return response


def page(request: HttpRequest, page) -> HttpResponse:
    """What anybody may take: nothing in it asks this site for anything when it is shown elsewhere."""
    source = page.canonical
    context = {
        "page": page,
        "source": source,
        "url": f"{settings.PUBLIC_URL}{page.url or '/'}",
        **slots_context(source),
    }
    context["fragment"] = render_to_string("signups/fragment.html", context).strip()
    context["newsletter"] = render_to_string("signups/newsletter.txt", context).strip()
    return render(request, "signups/promotion.html", context)
