"""Forms of meetings: a round of inviting, possible dates, the answer to a poll."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models import Invitation, TimeAnswer
from ngos.choices import PlainField
from places.models import Municipality
from shared.intake.text import clean_text
from signups.forms.host import DATE, DAYS, TIME
from signups.repeating import span
from signups.time_words import when_words

ANSWERS = [(TimeAnswer.YES, _("I can")), (TimeAnswer.MAYBE, _("if need be")), (TimeAnswer.NO, _("I cannot"))]
OFFERED = 6


class InvitationForm(forms.Form):
    channel = forms.ChoiceField(label=_("How do you invite?"), choices=Invitation.Channel.choices)
    municipality = forms.ModelChoiceField(
        label=_("Municipality"), queryset=Municipality.objects.all(), required=False, empty_label=_("all")
    )
    field = forms.ChoiceField(label=_("Field"), choices=[("", _("all")), *PlainField.choices], required=False)
    invited = forms.IntegerField(
        label=_("How many people does it reach?"), min_value=0, max_value=200_000, required=False,
        help_text=_("Roughly. Letters to organisations are counted by themselves."),
    )  # fmt: skip
    words = forms.CharField(
        label=_("What you write to the organisations"), max_length=1500, required=False,
        widget=forms.Textarea(attrs={"rows": 4}), help_text=_("Above the facts of the meeting. Two sentences are enough."),
    )  # fmt: skip
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean_words(self):
        return clean_text(self.cleaned_data["words"])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("channel") != Invitation.Channel.LETTER and not cleaned.get("invited"):
            self.add_error("invited", gettext("Say roughly how many people it reaches."))
        return cleaned

    @property
    def facts(self) -> dict:
        data = self.cleaned_data
        return {**{name: data[name] for name in ("channel", "municipality", "field", "words", "form_key")}, "invited": data["invited"] or 0}  # fmt: skip


class DatesForm(forms.Form):
    """The last day of answers and up to six possible dates; rows left empty are left out."""

    closes_on = forms.DateField(label=_("Last day of answers"), widget=DATE, error_messages={"required": _("Give the last day of answers.")})  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for n in range(1, OFFERED + 1):
            self.fields[f"day{n}"] = forms.DateField(
                label=_("Date %(number)s") % {"number": n}, widget=DATE, required=False, validators=DAYS
            )
            self.fields[f"begins{n}"] = forms.TimeField(label=_("from"), widget=TIME, required=False)
            self.fields[f"ends{n}"] = forms.TimeField(label=_("to"), widget=TIME, required=False)

    @property
    def rows(self) -> list[list]:
        """The fields of each possible date, for the template."""
        return [[self[f"{name}{n}"] for name in ("day", "begins", "ends")] for n in range(1, OFFERED + 1)]

    def clean_closes_on(self):
        day = self.cleaned_data["closes_on"]
        if day < timezone.localdate():
            raise ValidationError(gettext("This day has passed already."))
        return day

    def clean(self):
        cleaned = super().clean()
        self.options = []
        for n in range(1, OFFERED + 1):
            values = [cleaned.get(f"{name}{n}") for name in ("day", "begins", "ends")]
            if all(value is not None for value in values):
                self._take(n, *values)
            elif any(value is not None for value in values):
                self.add_error(f"day{n}", gettext("Give the day and both hours, or leave all three empty."))
        if not self.errors and len(self.options) < 2:
            raise ValidationError(gettext("Give at least two possible dates."))
        return cleaned

    def _take(self, n: int, day, begins, ends) -> None:
        starts_at, ends_at = span(day, begins, ends)
        if starts_at <= timezone.now():
            self.add_error(f"day{n}", gettext("This time has passed already."))
        elif (
            self.cleaned_data.get("closes_on")
            and timezone.localtime(starts_at).date() <= self.cleaned_data["closes_on"]
        ):
            self.add_error(f"day{n}", gettext("Answers must end before the first possible date."))
        else:
            self.options.append((starts_at, ends_at))


class PollForm(forms.Form):
    """One answer for every date."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, poll, before=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.options = list(poll.options.all())
        said = before.entries if before else {}
        for option in self.options:
            self.fields[f"o{option.pk}"] = forms.ChoiceField(
                label=when_words(option.starts_at, option.ends_at), choices=ANSWERS, widget=forms.RadioSelect, initial=said.get(str(option.pk)),
                error_messages={"required": _("Answer for this date too.")},
            )  # fmt: skip

    @property
    def entries(self) -> dict[str, str]:
        return {str(option.pk): self.cleaned_data[f"o{option.pk}"] for option in self.options}
