"""Registration of the coordinator's screens, menu item and log actions in Wagtail's admin."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from accounts.roles import is_coordinator
from shared.office.menu import OfficeMenuItem
from strategy.viewsets import SwotGroup


@hooks.register("register_admin_urls")
def admin_urls():
    return [path("strategia/", include("strategy.urls_admin", namespace="strategy_admin"))]


@hooks.register("register_admin_menu_item")
def swot_menu_item():
    url = reverse("strategy_admin:index")
    return OfficeMenuItem(_("SWOT and ballots"), url, may=is_coordinator, icon_name="order", order=140)


@hooks.register("register_log_actions")
def log_actions(actions):
    for name, label in (
        ("draft", _("Draft of a SWOT begun")),
        ("discard", _("Draft of a SWOT discarded")),
        ("result", _("Result of a ballot written as a version")),
    ):
        actions.register_action(f"strategy.{name}", label, label)


hooks.register("register_admin_viewset", lambda: SwotGroup())
