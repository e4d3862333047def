"""Registration of lists, of the freezing screen and of log actions in Wagtail's admin."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter

from programme.models import MonitoringReportPage
from programme.permissions import may_freeze
from programme.viewsets import GoalsViewSetGroup


@hooks.register("register_admin_urls")
def admin_urls():
    return [path("program/", include("programme.urls_admin", namespace="programme_admin"))]


@hooks.register("register_log_actions")
def log_actions(actions):
    @actions.register_action("programme.freeze")
    class FreezeFormatter(LogFormatter):
        label = _("Report frozen")

        def format_message(self, log_entry):
            words = _("Edition %(edition)s frozen. %(reason)s")
            return words % {"edition": log_entry.data.get("edition", ""), "reason": log_entry.data.get("reason", "")}


@hooks.register("register_page_header_buttons")
def freeze_button(page, user, view_name, next_url=None):
    if isinstance(page, MonitoringReportPage) and may_freeze(user, page):
        yield Button(_("Freeze again"), reverse("programme_admin:freeze", args=[page.pk]), icon_name="lock", priority=5)


hooks.register("register_admin_viewset", lambda: GoalsViewSetGroup())
