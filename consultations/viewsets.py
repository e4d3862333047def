"""Lists of the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from consultations.models import ConsultationKind


class ConsultationKindViewSet(ModelViewSet):
    model = ConsultationKind
    icon = "list-ul"
    menu_label = _("Kinds of consultations")
    add_to_settings_menu = True
    form_fields = ["name", "code", "basis", "minimum_key", "recommended_key", "report_key", "note"]
    list_display = ["name", "basis", "minimum_key"]
    search_fields = ["name", "basis"]
