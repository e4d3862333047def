"""The reason of a decision: one field, whatever the desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shared.intake.text import clean_text


class ReasonForm(forms.Form):
    """`label` and `help_text` say who will read the reason, `missing` is the sentence when a needed one is not there."""

    says_what_is_needed = True  # a desk says it by a sentence, so the field is not marked as optional
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(
        self, *args: Any, label: Any = "", help_text: Any = "", missing: Any = "", needed: Any = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        field.label, field.help_text, field.required = label or field.label, help_text, needed
        field.error_messages["required"] = missing or _("Write the reason.")
        field.widget.attrs.pop("maxlength", None)  # a browser would cut a pasted text without a word

    def clean_reason(self) -> str:
        field, reason = self.fields["reason"], clean_text(self.cleaned_data["reason"])
        if field.required and not reason:  # invisible characters are no reason
            raise forms.ValidationError(field.error_messages["required"], code="required")
        return reason
