"""Registration in Wagtail's admin."""

from wagtail import hooks

from places.viewsets import PlacesGroup

hooks.register("register_admin_viewset", lambda: PlacesGroup())
