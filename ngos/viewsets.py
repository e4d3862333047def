"""Lists of the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from ngos.models import PublicBenefitField, TargetGroup


class PublicBenefitFieldViewSet(ModelViewSet):
    model = PublicBenefitField
    icon = "list-ul"
    form_fields = ["code", "order", "name", "text", "plain"]
    list_display = ["code", "name", "plain"]
    search_fields = ["name", "text"]


class TargetGroupViewSet(ModelViewSet):
    model = TargetGroup
    icon = "group"
    form_fields = ["code", "name", "order"]
    list_display = ["name", "code"]


class VocabularyViewSetGroup(ModelViewSetGroup):
    items = (PublicBenefitFieldViewSet, TargetGroupViewSet)
    menu_label = _("Fields and groups")
    menu_icon = "list-ul"
    add_to_settings_menu = True
