"""What was said at a meeting, typed while it goes on: short, and nobody's name."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.models import Comment
from places.models import Municipality
from shared.intake.forms import PlainTextField
from shared.intake.text import clean_line, has_pesel

Who = Comment.Who
KINDS = [(kind, kind.label) for kind in Comment.Kind if kind != Comment.Kind.CHANGE]


class RemarkForm(forms.Form):
    """One remark. The unit, the municipality and who said it stay chosen for the next one."""

    unit = forms.ChoiceField(label=_("Part of the document"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, initial=Comment.Kind.GENERAL)
    opinion = PlainTextField(
        label=_("What was said"), rows=3, help_text=_("In the words of whoever said it, without names."),
        error_messages={"required": _("Write what was said.")},
    )  # fmt: skip
    rationale = PlainTextField(label=_("Why?"), rows=2, required=False)
    who = forms.ChoiceField(label=_("Who said it?"), choices=Who.choices, initial=Who.PERSON)
    public_name = forms.CharField(label=_("Name of the organisation"), max_length=200, required=False)
    municipality = forms.ModelChoiceField(
        label=_("Municipality"), queryset=Municipality.objects.all(), required=False, empty_label=_("not known")
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, units=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        if self.units:
            choices = [(key, f"{unit.label}: {unit.text[:70]}") for key, unit in self.units.items()]
            self.fields["unit"].choices = [("", _("the whole document")), *choices]
        else:
            del self.fields["unit"]

    def clean_public_name(self):
        return clean_line(self.cleaned_data["public_name"])

    def clean(self):
        data = super().clean()
        if data.get("who") == Who.PERSON:
            data["public_name"] = ""  # a private person's name must not reach a public column
        elif data.get("who") and not data.get("public_name"):
            self.add_error("public_name", _("Give the name of the organisation or group."))
        for name in ("opinion", "rationale"):
            if has_pesel(data.get(name, "")):
                self.add_error(name, _("The text seems to contain a PESEL number. Delete it: it must not be public."))
        return data

    @property
    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("opinion", "rationale")}

    @property
    def facts(self) -> dict:
        data = self.cleaned_data
        return {
            "unit": self.units.get(data.get("unit") or ""),
            **{name: data[name] for name in ("kind", "who", "public_name", "municipality")},
        }

    @property
    def kept(self) -> dict:
        """What the next remark begins with."""
        return {
            name: self.cleaned_data.get(name) for name in ("unit", "municipality", "who") if self.cleaned_data.get(name)
        }
