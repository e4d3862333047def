"""Registration of the editor's desk and its menu item in Wagtail's admin."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from practices.permissions import decides_somewhere


@hooks.register("register_admin_urls")
def admin_urls():
    return [path("dobre-praktyki/", include("practices.urls_admin", namespace="practices_admin"))]


class EditorMenuItem(MenuItem):
    def is_shown(self, request):
        return decides_somewhere(request.user)


@hooks.register("register_admin_menu_item")
def practices_menu_item():
    return EditorMenuItem(_("Practices sent in"), reverse("practices_admin:index"), icon_name="pick", order=140)
