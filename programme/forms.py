"""The form that freezes a report again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shared.intake.forms import PlainTextField


class FreezeForm(forms.Form):
    reason = PlainTextField(
        label=_("Why the report is frozen again"), rows=3,
        help_text=_("Everyone will read it. The earlier edition stays on the page."),
        error_messages={"required": _("Write the reason: it will be public.")},
    )  # fmt: skip
