"""Forms of the office: dates, reasons, answers."""

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from consultations.models import Response
from shared.intake.text import clean_text
from shared.office.forms import ReasonForm


class DatesForm(ReasonForm):
    """New days of a stage, with the reason."""

    opens_on = forms.DateField(label=_("first day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    closes_on = forms.DateField(label=_("last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    field_order = ["opens_on", "closes_on", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label=_("Reason (it will be public)"), **kwargs)


def told(comment) -> str:
    """A comment in one line: number, fragment, first words."""
    where = f", {comment.unit.label}" if comment.unit else ""
    return f"{comment.code}{where}: {Truncator(comment.words.main_text).words(14)}"


class AnswerForm(forms.Form):
    """One answer; `seen` remembers what the clerk had read, so that two people do not overwrite each other."""

    says_what_is_needed = True
    verdict = forms.ChoiceField(label=_("verdict"), choices=Response.Verdict.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("reasons"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Required, unless the comment is accepted as it stands."),
    )  # fmt: skip
    changed_wording = forms.CharField(
        label=_("changed wording"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("How the fragment reads after the change. Empty when nothing changes."),
    )  # fmt: skip
    also = forms.MultipleChoiceField(
        label=_("The same answer also for"), required=False, widget=forms.CheckboxSelectMultiple
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, others=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["also"].choices = [(str(comment.pk), told(comment)) for comment in others]

    def clean(self):
        data = super().clean()
        for name in ("text", "changed_wording"):
            data[name] = clean_text(data.get(name) or "")
        if data.get("verdict") and data["verdict"] != Response.Verdict.ACCEPTED and not data["text"]:
            self.add_error("text", _("Give the reasons: only an accepted comment may stand without them."))
        return data
