"""The rows of councils in the editor: one for each municipality."""

from django.utils.translation import gettext as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.panels import InlinePanel


class OneRowPerPlace(BaseChildFormSet):
    """Django would name the columns of the database."""

    def get_unique_error_message(self, unique_check) -> str:
        return self.get_form_error()

    def get_form_error(self) -> str:
        return _("This municipality stands twice.")


class AdoptionsPanel(InlinePanel):
    def get_form_options(self) -> dict:
        options = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = OneRowPerPlace
        return options
