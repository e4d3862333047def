"""Lists of the admin: areas and answers. Versions, items, ballots and papers have screens of their own, not lists."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from shared.viewsets import KeptDeleteView
from strategy.models import SwotAnswer, SwotArea


class SwotAreaViewSet(ModelViewSet):
    delete_view_class = KeptDeleteView
    model = SwotArea
    icon = "list-ul"
    form_fields = ["code", "name", "name_en", "order"]
    list_display = ["code", "name"]


class SwotAnswerViewSet(ModelViewSet):
    delete_view_class = KeptDeleteView
    model = SwotAnswer
    icon = "help"
    form_fields = ["area", "key", "text", "measure", "goals", "page", "url", "link_text"]
    list_display = ["key", "text"]
    list_filter = ["area"]
    search_fields = ["key", "text"]


class SwotGroup(ModelViewSetGroup):
    items = (SwotAreaViewSet, SwotAnswerViewSet)
    menu_label = _("SWOT vocabulary")
    menu_icon = "list-ul"
    menu_order = 141
