"""Editing forms of consultation and stage pages."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm


class ConsultationPageForm(WagtailAdminPageForm):
    """What the announcement has settled is shown, not changed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("municipality", "kind", "moderation"):
            if {name, f"{name}_id"} & set(self.instance.kept_fields) and name in self.fields:
                self.fields[name].disabled = True
                self.fields[name].help_text = _("Settled by the announcement.")


class StagePageForm(WagtailAdminPageForm):
    """Dates of an announced consultation are changed by a logged act, not in the page's form."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kept = set(getattr(self.instance, "kept_fields", ()))
        for name in self.fields:
            if not {name, f"{name}_id"} & kept:
                continue
            self.fields[name].disabled = True
            if name in ("opens_on", "closes_on"):
                self.fields[name].help_text = _("Announced. Change it with “Change dates” in the consultation's panel.")
            else:
                self.fields[name].help_text = _("Settled by the announcement.")

    def clean(self):
        data = super().clean()
        opens_on, closes_on = data.get("opens_on"), data.get("closes_on")
        if opens_on and closes_on and closes_on < opens_on:
            self.add_error("closes_on", _("The last day is before the first."))
        return data
