"""Registration of the office's screens, menu items, dashboard and log actions in Wagtail's admin."""

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets.button import Button

from accounts.roles import STAFF, works_as
from consultations.dashboard import dashboard_context
from consultations.models import ConsultationPage
from consultations.permissions import may_see_panel
from consultations.viewsets import ConsultationKindViewSet
from shared.office.menu import OfficeMenuItem


def works_on_consultations(user) -> bool:
    return works_as(user, *STAFF)


@hooks.register("register_admin_urls")
def admin_urls():
    return [path("konsultacje/", include("consultations.urls_admin", namespace="consultations_admin"))]


@hooks.register("register_log_actions")
def log_actions(actions):
    actions.register_action(
        "consultation.override", _("Shorter time allowed"), _("A shorter time was allowed, with a public reason")
    )


@hooks.register("register_admin_menu_item")
def consultations_menu_item():
    url = reverse("consultations_admin:index")
    return OfficeMenuItem(_("Consultations"), url, may=works_on_consultations, icon_name="comment", order=110)


@hooks.register("register_admin_menu_item")
def queue_menu_item():
    url = reverse("consultations_admin:queue")
    return OfficeMenuItem(_("To moderate"), url, may=works_on_consultations, icon_name="check", order=120)


class OfficePanel(Component):
    order = 10

    def render_html(self, parent_context=None):
        user = parent_context["request"].user
        return render_to_string("consultations/admin/dashboard.html", dashboard_context(user))


@hooks.register("construct_homepage_panels")
def office_panel(request, panels):
    if works_on_consultations(request.user):
        panels.append(OfficePanel())


@hooks.register("construct_homepage_summary_items", order=1000)
def pages_only(request, items):
    """Clerks look for their consultations, not for counts of pictures and files."""
    items[:] = [item for item in items if type(item).__name__ == "PagesSummaryItem"]


@hooks.register("register_page_header_buttons")
def panel_button(page, user, view_name, next_url=None):
    if isinstance(page, ConsultationPage) and not page.is_translation and may_see_panel(user, page):
        url = reverse("consultations_admin:panel", args=[page.pk])
        yield Button(_("Panel of the consultation"), url, icon_name="comment", priority=5)


@hooks.register("after_publish_page")
def not_public_yet(request, page):
    """Wagtail says “published”; residents see the consultation only after its announcement."""
    if isinstance(page, ConsultationPage) and page.state == ConsultationPage.State.DRAFT:
        url = reverse("consultations_admin:panel", args=[page.pk])
        words = _("Residents do not see it yet: announce the consultation in its panel when the stages are ready.")
        messages.warning(request, words, buttons=[messages.button(url, _("Panel of the consultation"))])


@hooks.register("insert_global_admin_css")
def office_css():
    return format_html('<link rel="stylesheet" href="{}">', static("css/office.css"))


hooks.register("register_admin_viewset", lambda: ConsultationKindViewSet())
