"""Registration of the editor's screens, menu items and log actions in Wagtail's admin."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from accounts.roles import DECIDERS, may_decide, works_as
from ngos.models import OrganisationPage
from ngos.viewsets import VocabularyViewSetGroup
from shared.office.menu import OfficeMenuItem


@hooks.register("register_admin_urls")
def admin_urls():
    return [path("organizacje/", include("ngos.urls_admin", namespace="ngos_admin"))]


@hooks.register("register_admin_menu_item")
def organisations_menu_item():
    url = reverse("ngos_admin:index")
    return OfficeMenuItem(
        _("Organisations"), url, may=lambda user: works_as(user, *DECIDERS), icon_name="group", order=130
    )


@hooks.register("register_log_actions")
def log_actions(actions):
    for name, label in (
        ("submitted", _("Submitted the profile")),
        ("imported", _("Read from a register")),
        ("member_joined", _("Joined the panel")),
        ("member_left", _("Left the panel")),
        ("confirmed", _("Data confirmed")),
        ("trust", _("Trust changed")),
        ("change_returned", _("Change returned with a reason")),
        ("change_approved", _("Change approved")),
        ("merged", _("Merged with another profile")),
    ):
        actions.register_action(f"ngos.{name}", label, label)


@hooks.register("register_page_header_buttons")
def desk_button(page, user, view_name, next_url=None):
    if isinstance(page, OrganisationPage) and not page.is_translation and may_decide(user, page):
        yield Button(_("Decisions"), reverse("ngos_admin:organisation", args=[page.pk]), icon_name="check", priority=5)


hooks.register("register_admin_viewset", lambda: VocabularyViewSetGroup())
