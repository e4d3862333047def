"""The comment form: two screens, nothing typed is ever lost."""

import uuid

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.models import Comment
from places.models import Municipality, Solectwo
from shared.text import clean_line, clean_text, has_pesel

LIMIT = 5000
Kind, Who = Comment.Kind, Comment.Who


class PlainTextField(forms.CharField):
    """Text without control characters and bidi marks; markup is kept as text."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 5, **kwargs):
        super().__init__(max_length=LIMIT, **kwargs)
        self.widget.attrs.update({"rows": rows, "data-draft": "1"})

    def to_python(self, value):
        return clean_text(value or "")


class WordsForm(forms.Form):
    """First screen: what you want to say."""

    kind = forms.ChoiceField(label=_("What do you want to send?"), choices=Kind.choices, widget=forms.RadioSelect)
    current_text = PlainTextField(label=_("Current wording"), required=False, rows=4)
    proposed_text = PlainTextField(
        label=_("Your wording"), required=False, help_text=_("Change the words as you would like them to read.")
    )
    opinion = PlainTextField(
        label=_("Your comment"), required=False, help_text=_("Do not give other people's data or a PESEL number.")
    )
    rationale = PlainTextField(label=_("Why?"), required=False, rows=3)

    def __init__(self, *args, unit=None, **kwargs):
        self.unit = unit
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        if unit is None:
            self.fields["kind"].choices = [choice for choice in Kind.choices if choice[0] != Kind.CHANGE]
            del self.fields["current_text"], self.fields["proposed_text"]

    def clean(self):
        data = super().clean()
        if data.get("kind") == Kind.CHANGE:
            self._clean_change(data)
        elif data.get("kind") and not data.get("opinion"):
            self.add_error("opinion", _("Write your comment here."))
        return data

    def _clean_change(self, data):
        data["opinion"] = ""
        same = data.get("proposed_text") == data.get("current_text")
        if not self.has_error("proposed_text") and (not data.get("proposed_text") or same):
            self.add_error("proposed_text", _("Type what you want to change, or choose “general comment” at the top."))
        if not data.get("rationale") and not self.has_error("rationale"):
            self.add_error("rationale", _("Tell us why: then we can answer you properly."))

    @property
    def words(self) -> dict[str, str]:
        return {
            name: self.cleaned_data.get(name, "") for name in ("current_text", "proposed_text", "opinion", "rationale")
        }

    @property
    def warns_of_pesel(self) -> bool:
        return any(has_pesel(text) for text in self.words.values())


class SubmitterForm(forms.Form):
    """Second screen: who is writing. Nothing about a private person is ever published."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    who = forms.ChoiceField(label=_("Who is writing?"), choices=Who.choices, initial=Who.PERSON)
    public_name = forms.CharField(
        label=_("Name of the organisation"), max_length=200, required=False,
        help_text=_("Only for organisations, companies, institutions, groups and village councils. It will be public."),
    )  # fmt: skip
    municipality = forms.ModelChoiceField(
        label=_("Municipality"), queryset=Municipality.objects.all(), required=False, empty_label=_("outside the area")
    )
    solectwo = forms.ModelChoiceField(
        label=_("Village"), queryset=Solectwo.objects.select_related("municipality"), required=False,
        help_text=_("Not published."),
    )  # fmt: skip
    name = forms.CharField(
        label=_("First name and last name"), max_length=200, required=False, help_text=_("Not published.")
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("For the number, the answer and the report. Not published.")
    )
    wants_report = forms.BooleanField(label=_("Send me a link to the report"), required=False)
    notice_read = forms.BooleanField(label=_("I have read how my data are used"))
    website = forms.CharField(label=_("Leave this field empty"), required=False)

    def __init__(self, *args, stage, user, **kwargs):
        self.stage, self.user = stage, user
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        if stage.mode == stage.Mode.CONFIRMED:
            self.fields["email"].required = True
            self.fields["email"].help_text = _("We will send a link to confirm the comment. Not published.")
        if stage.mode == stage.Mode.SIGNED_IN:
            del self.fields["email"]

    def clean_public_name(self):
        return clean_line(self.cleaned_data["public_name"])

    def clean_name(self):
        return clean_line(self.cleaned_data["name"])

    def clean(self):
        data = super().clean()
        if data.get("who") == Who.PERSON:
            data["public_name"] = ""  # a private person's name must not reach a public column
        elif data.get("who") and not data.get("public_name"):
            self.add_error("public_name", _("Give the name of the organisation or group."))
        village, where = data.get("solectwo"), data.get("municipality")
        if village and where and village.municipality_id != where.pk:
            self.add_error("solectwo", _("This village lies in another municipality."))
        if data.get("wants_report") and not data.get("email") and "email" in self.fields:
            self.add_error("email", _("Give an e-mail address, so that we can send the report."))
        return data

    @property
    def is_robot(self) -> bool:
        return bool(self.cleaned_data.get("website"))

    @property
    def facts(self) -> dict:
        data = self.cleaned_data
        return {"who": data["who"], "public_name": data["public_name"], "municipality": data["municipality"]}

    @property
    def identity(self) -> dict:
        data = self.cleaned_data
        signed_in = self.user if self.user.is_authenticated else None
        email = data.get("email") or (signed_in.email if signed_in and "email" not in self.fields else "")
        return {
            "name": data["name"],
            "email": email,
            "solectwo": data["solectwo"],
            "wants_report": data["wants_report"],
            "user": signed_in,
        }
