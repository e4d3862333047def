"""The doors through which the admin deletes pages, with a sentence where something must stay (stack of PROTECT)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.bulk_action import index as bulk_index
from wagtail.models import Page

from shared.pages import deletion_guards

try:
    from wagtail.admin.views.pages.delete import delete
except ImportError:  # Wagtail 8 made it a class
    from wagtail.admin.views.pages.delete import DeleteView

    delete = DeleteView.as_view()


@require_admin_access
def delete_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """Wagtail's view, unless the page holds what must stay."""
    page = get_object_or_404(Page, pk=page_id)
    sentences = deletion_guards.reasons(page)
    if not sentences:
        return delete(request, page_id)
    for sentence in sentences:
        messages.error(request, sentence)
    parent = page.get_parent()
    return redirect("wagtailadmin_explore", parent.pk if parent else 1)


@require_admin_access
def delete_pages(request: HttpRequest) -> HttpResponse:
    """The same for several pages ticked at once: all or none."""
    pks = [int(pk) for pk in request.GET.getlist("id") if pk.isdecimal()]
    pages = (
        Page.objects.filter(pk__in=pks) if "all" not in request.GET.getlist("id") else Page.objects.filter(depth__gt=1)
    )
    held = {f"{page.title}: {sentence}" for page in pages for sentence in deletion_guards.reasons(page)}
    if not held:
        return bulk_index(request, "wagtailcore", "page", "delete")
    for sentence in sorted(held):
        messages.error(request, sentence)
    first = pages.first()
    parent = first.get_parent() if first else None
    return redirect("wagtailadmin_explore", parent.pk if parent else 1)
