"""The host's forms: one slot, many at once."""

from datetime import date
from itertools import islice

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shared.intake.text import clean_line
from signups.models import Slot
from signups.repeating import MOST, days, span

DAYS = [MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2100, 1, 1))]  # a slip of the keyboard
DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
WEEKDAYS = [
    (0, _("Monday")), (1, _("Tuesday")), (2, _("Wednesday")), (3, _("Thursday")), (4, _("Friday")), (5, _("Saturday")), (6, _("Sunday")),
]  # fmt: skip


class SlotForm(forms.Form):
    """One slot: a day and two hours, or no day at all when it is arranged with the host."""

    label = forms.CharField(
        label=_("What it is"), max_length=120, required=False, help_text=_("For example: sorting gifts. Empty: the title of the page.")
    )  # fmt: skip
    day = forms.DateField(
        label=_("Day"), required=False, widget=DATE, validators=DAYS, help_text=_("Empty: the time is arranged with the host."),
        error_messages={"invalid": _("Write the day as 2027-04-17.")},
    )  # fmt: skip
    begins = forms.TimeField(
        label=_("From"), required=False, widget=TIME, error_messages={"invalid": _("Write the hour as 17:30.")}
    )
    ends = forms.TimeField(
        label=_("To"), required=False, widget=TIME, help_text=_("An hour that is not later means the next day."),
        error_messages={"invalid": _("Write the hour as 17:30.")},
    )  # fmt: skip
    place = forms.CharField(
        label=_("Place"), max_length=200, required=False, help_text=_("When it is not the place of the page.")
    )
    capacity = forms.IntegerField(
        label=_("Places"), required=False, min_value=1, max_value=2000, help_text=_("Empty: without a limit."),
        error_messages={"min_value": _("There must be at least one place.")},
    )  # fmt: skip
    needed = forms.IntegerField(
        label=_("People needed at least"), required=False, min_value=1, max_value=2000,
        help_text=_("When fewer have signed up a week before, those who follow the municipality get a letter."),
    )  # fmt: skip

    def clean_label(self):
        return clean_line(self.cleaned_data["label"])

    def clean_place(self):
        return clean_line(self.cleaned_data["place"])

    def clean(self):
        cleaned = super().clean()
        when = [cleaned.get(name) for name in ("day", "begins", "ends")]
        if self.errors:
            return cleaned
        if any(when) and not all(value is not None for value in when):
            raise ValidationError(gettext("Give the day and both hours, or leave all three empty."))
        if when[0] is not None:
            self._check_time(*when)
        capacity, needed = cleaned.get("capacity"), cleaned.get("needed")
        if capacity and needed and needed > capacity:
            self.add_error("needed", gettext("More people are needed than there are places."))
        return cleaned

    def _check_time(self, day, begins, ends) -> None:
        starts_at, _ends_at = span(day, begins, ends)
        if starts_at <= timezone.now():
            self.add_error("day", gettext("This time has passed already."))

    @property
    def facts(self) -> dict:
        data = self.cleaned_data
        starts_at, ends_at = span(data["day"], data["begins"], data["ends"]) if data["day"] else (None, None)
        rest = {name: data[name] for name in ("label", "place", "capacity", "needed")}
        return {"starts_at": starts_at, "ends_at": ends_at, **rest}

    @classmethod
    def first_values(cls, slot: Slot) -> dict:
        values = {name: getattr(slot, name) for name in ("label", "place", "capacity", "needed")}
        if slot.starts_at:
            begins, ends = timezone.localtime(slot.starts_at), timezone.localtime(slot.ends_at)
            values |= {"day": begins.date(), "begins": begins.time(), "ends": ends.time()}
        return values


class RepeatForm(SlotForm):
    """The same hours on many days."""

    until = forms.DateField(
        label=_("Repeat until"), widget=DATE, required=False, validators=DAYS, help_text=_("Empty: only once.")
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On which days of the week"), choices=WEEKDAYS, coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: every day."),
    )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        day, until = cleaned.get("day"), cleaned.get("until")
        if self.errors or not until:
            return cleaned
        if not day:
            self.add_error("until", gettext("What has no day cannot be repeated."))
        elif until < day:
            self.add_error("until", gettext("The last day is before the first."))
        elif not self.repeated:
            self.add_error("weekdays", gettext("None of these days of the week falls in between."))
        elif len(self.repeated) > MOST:
            self.add_error("until", gettext("At most %(count)s at once. Choose an earlier day.") % {"count": MOST})
        return cleaned

    @property
    def repeated(self) -> list:
        """The days on which there will be a slot; when there are too many, one more than that."""
        day, until = self.cleaned_data["day"], self.cleaned_data.get("until")
        found = days(day, until, self.cleaned_data.get("weekdays") or []) if until and day else [day]
        return list(islice(found, MOST + 1))

    @property
    def all_facts(self) -> list[dict]:
        facts, data = self.facts, self.cleaned_data
        if not data.get("until"):
            return [facts]
        spans = [span(day, data["begins"], data["ends"]) for day in self.repeated]
        return [{**facts, "starts_at": starts, "ends_at": ends} for starts, ends in spans]
