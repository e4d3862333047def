"""Registration in Wagtail's admin."""

from wagtail import hooks

from accounts.viewsets import OfficeViewSet

hooks.register("register_admin_viewset", lambda: OfficeViewSet())
