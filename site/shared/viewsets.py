"""Lists of the admin."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import ProtectedError, RestrictedError
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from shared.models import DayOff, LegalTerm


class KeptDeleteView(generic.DeleteView):
    """A row that others point to is not deleted; the editor reads why instead of an error page."""

    def form_valid(self, form: Any) -> Any:
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except (ProtectedError, RestrictedError):
            messages.error(
                self.request, gettext("Other rows use it, so it is not deleted. Remove what points to it first.")
            )
            return redirect(self.index_url_name)


class LegalTermViewSet(ModelViewSet):
    model = LegalTerm
    icon = "calendar-alt"
    menu_label = _("Terms of law")
    add_to_settings_menu = True
    form_fields = [
        "key", "value", "unit", "act", "article", "source_url", "valid_from", "valid_to", "read_at_state", "note",
    ]  # fmt: skip
    list_display = ["key", "value", "unit", "act", "valid_from", "valid_to"]
    list_filter = ["act"]
    search_fields = ["key", "act", "article"]


class DayOffViewSet(ModelViewSet):
    model = DayOff
    icon = "date"
    menu_label = _("Additional days off")
    add_to_settings_menu = True
    form_fields = ["day", "name"]
    list_display = ["day", "name"]
