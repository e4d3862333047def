"""Registration of the figures of meetings and of the host's desk in Wagtail's menu."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from events.permissions import may_see_figures
from shared.office.menu import OfficeMenuItem


@hooks.register("register_admin_urls")
def admin_urls():
    return [path("wydarzenia/", include("events.urls_admin", namespace="events_admin"))]


@hooks.register("register_admin_menu_item")
def meetings_menu_item():
    url = reverse("events_admin:figures")
    return OfficeMenuItem(_("Which meetings work"), url, may=may_see_figures, icon_name="calendar", order=150)


@hooks.register("register_admin_menu_item")
def desk_menu_item():
    url = reverse("signups:host_mine")
    return OfficeMenuItem(_("What I host"), url, may=may_see_figures, icon_name="group", order=145)
