"""Registration of the editor's desk and its menu item in Wagtail's admin."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from accounts.roles import DECIDERS, works_as
from shared.office.menu import OfficeMenuItem


@hooks.register("register_admin_urls")
def admin_urls():
    return [path("dobre-praktyki/", include("practices.urls_admin", namespace="practices_admin"))]


@hooks.register("register_admin_menu_item")
def practices_menu_item():
    url = reverse("practices_admin:index")
    return OfficeMenuItem(
        _("Practices sent in"), url, may=lambda user: works_as(user, *DECIDERS), icon_name="pick", order=140
    )
