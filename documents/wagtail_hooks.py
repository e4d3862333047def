"""Registration in Wagtail's admin."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from documents.models import DocumentPage


@hooks.register("register_admin_urls")
def admin_urls():
    return [path("dokumenty/", include("documents.urls_admin", namespace="documents_admin"))]


@hooks.register("register_page_header_buttons")
def import_button(page, user, view_name, next_url=None):
    if not isinstance(page, DocumentPage) or not page.pk or page.alias_of_id or page.is_translation:
        return
    if page.permissions_for_user(user).can_edit():
        yield Button(
            _("Import text"), reverse("documents_admin:import", args=[page.pk]), icon_name="upload", priority=5
        )
