"""Registration of the figures of meetings and of the host's desk in Wagtail's menu."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from events.permissions import sees_figures


@hooks.register("register_admin_urls")
def admin_urls():
    return [path("wydarzenia/", include("events.urls_admin", namespace="events_admin"))]


class OfficeMenuItem(MenuItem):
    def is_shown(self, request):
        return sees_figures(request.user)


@hooks.register("register_admin_menu_item")
def meetings_menu_item():
    return OfficeMenuItem(_("Which meetings work"), reverse("events_admin:figures"), icon_name="calendar", order=150)


@hooks.register("register_admin_menu_item")
def desk_menu_item():
    return OfficeMenuItem(_("What I host"), reverse("signups:host_mine"), icon_name="group", order=145)
