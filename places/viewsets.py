"""Lists of the admin: adding a municipality is data entry."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from places.models import Area, Municipality, PrivacyNotice, Solectwo
from shared.viewsets import KeptDeleteView


class MunicipalityViewSet(ModelViewSet):
    delete_view_class = KeptDeleteView
    model = Municipality
    icon = "home"
    form_fields = [
        "name", "slug", "terc", "kind", "address", "email", "phone", "site_url", "bip_url", "latitude", "longitude",
        "hue", "outline", "label_x", "label_y",
    ]  # fmt: skip
    list_display = ["name", "terc", "kind"]
    search_fields = ["name", "terc"]


class SolectwoViewSet(ModelViewSet):
    delete_view_class = KeptDeleteView
    model = Solectwo
    icon = "tag"
    form_fields = ["municipality", "name", "slug", "latitude", "longitude"]
    list_display = ["name", "municipality"]
    list_filter = ["municipality"]
    search_fields = ["name"]


class AreaViewSet(ModelViewSet):
    delete_view_class = KeptDeleteView
    model = Area
    icon = "globe"
    form_fields = ["name", "slug", "municipalities", "grid_west", "grid_north", "grid_x", "grid_y"]
    list_display = ["name"]


class PrivacyNoticeViewSet(ModelViewSet):
    delete_view_class = KeptDeleteView
    model = PrivacyNotice
    icon = "lock"
    form_fields = ["municipality", "version", "valid_from", "text"]
    list_display = ["__str__", "valid_from"]


class PlacesGroup(ModelViewSetGroup):
    menu_label = _("Places")
    menu_icon = "home"
    menu_order = 700
    items = (MunicipalityViewSet, SolectwoViewSet, AreaViewSet, PrivacyNoticeViewSet)
