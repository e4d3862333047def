"""Forms of the office: a draft as lines, a new ballot, the label of its result."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shared.intake.text import clean_line, clean_text
from strategy.lines import Line, read_lines, write_lines
from strategy.models import Ballot, Quadrant, SessionPage, SwotItem, SwotVersion


def sessions():
    """The sessions to choose from, newest first; facts are tied to the source-language page."""
    return SessionPage.objects.source_language().order_by("-held_on")


class DraftForm(forms.ModelForm):
    """The facts of a draft, and a box of lines for each quadrant."""

    says_what_is_needed = True

    class Meta:
        model = SwotVersion
        fields = ["label", "stage", "session", "source"]
        widgets = {"source": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = sessions()
        items = list(self.instance.items.order_by("rank"))
        for quadrant in Quadrant:
            self.fields[quadrant.value] = forms.CharField(
                label=quadrant.label, required=False, max_length=20_000,
                initial=write_lines(item for item in items if item.quadrant == quadrant),
                widget=forms.Textarea(attrs={"rows": 8}),
            )  # fmt: skip

    def clean_label(self):
        return clean_line(self.cleaned_data["label"])

    def clean_source(self):
        return clean_text(self.cleaned_data["source"])

    def clean(self):
        data = super().clean()
        area = self.instance.area
        known = set(SwotItem.objects.filter(version__area=area).values_list("key", flat=True))
        self.lines = {quadrant.value: read_lines(clean_text(data.get(quadrant) or "")) for quadrant in Quadrant}
        for quadrant in Quadrant:
            for sentence in key_gaps(self.lines[quadrant], f"{quadrant.letter}-{area.code}", known):
                self.add_error(quadrant.value, sentence)
        return data

    @property
    def facts(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


def key_gaps(lines: list[Line], start: str, known: set[str]) -> list[str]:
    """What is wrong with the keys of a quadrant; lines without a key get a new one."""
    keys = [line.key for line in lines if line.key]
    gaps = [_("%(key)s stands in two lines.") % {"key": key} for key in sorted({k for k in keys if keys.count(k) > 1})]
    for key in dict.fromkeys(keys):
        if not key.startswith(start):
            gaps.append(_("%(key)s belongs to another part. Delete the key: the line gets a new one.") % {"key": key})
        elif key not in known:
            gaps.append(_("%(key)s does not exist yet. Delete the key: the line gets a new one.") % {"key": key})
    return gaps


class BallotForm(forms.ModelForm):
    """A new ballot on a version in force."""

    says_what_is_needed = True
    quadrants = forms.MultipleChoiceField(
        label=gettext_lazy("What people put in order"),
        choices=Quadrant.choices,
        initial=Quadrant.values,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one part.")},
    )

    class Meta:
        model = Ballot
        fields = ["version", "session", "method", "points", "quadrants"]
        widgets = {"method": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].queryset = SwotVersion.objects.newest().select_related("area").order_by("area__order")
        self.fields["version"].empty_label = None
        self.fields["version"].label_from_instance = lambda version: (
            f"{version.area}: {version.label} ({version.number})"
        )
        self.fields["session"].queryset = sessions()
        self.fields["method"].choices = Ballot.Method.choices


class ResultForm(forms.Form):
    """What the version written from a ballot is called."""

    label = forms.CharField(label=gettext_lazy("what kind of version"), max_length=120)

    def clean_label(self):
        return clean_line(self.cleaned_data["label"])
