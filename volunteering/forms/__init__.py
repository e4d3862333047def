"""Forms of volunteering: a campaign, hours, following, checking a certificate."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ngos.choices import PlainField
from ngos.forms.sections import SectionForm
from places.models import Municipality, Solectwo
from shared.intake.email import EmailField
from shared.intake.text import clean_line
from volunteering.codes import LENGTH, tidy
from volunteering.models import CampaignPage, Certificate

GROUPS = [
    (_("What it is"), ["title", "summary", "kind", "effort", "topic", "tasks"]),
    (_("When and where"), ["when_words", "starts_on", "ends_on", "venue", "village", "is_remote", "access_words"]),
    (
        _("Who"),
        [
            "people_wanted",
            "min_age",
            "takes_consent",
            "qualifications",
            "needs_acceptance",
            "with_children",
            "protects_children",
        ],
    ),
    (_("What we give"), ["insurance", "training", "food", "costs", "certificate", "sow_url"]),
    (_("Signing up"), ["apply_by", "what_next", "keep_days", "contact_name", "contact_email", "contact_phone"]),
    (_("The agreement"), ["agreement_scope", "agreement_end"]),
    (_("What came of it"), ["result_words", "thanks", "people_before", "minutes_before"]),
]


class CampaignForm(SectionForm):
    """Everything a member fills in; the rules of the page itself (age, consent, children) are asked as well."""

    class Meta:
        model = CampaignPage
        fields = [name for _title, names in GROUPS for name in names]
        field_classes = {"contact_email": EmailField}
        formsets = []

    def __init__(self, *args, municipality=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["village"].queryset = Solectwo.objects.filter(municipality=municipality)
        self.fields["village"].empty_label = gettext("the whole municipality")
        self.fields["title"].help_text = ""
        self.fields["title"].label = gettext("Name of the campaign")
        self.fields["title"].widget.attrs["maxlength"] = 120

    @property
    def groups(self) -> list[tuple[str, list]]:
        """The fields in their groups, for the template."""
        return [(title, [self[name] for name in names]) for title, names in GROUPS]

    def clean_contact_email(self):
        address = self.cleaned_data["contact_email"]
        if not address:
            raise ValidationError(gettext("Give the e-mail of the contact: questions of volunteers go there."))
        return address


class HoursForm(forms.Form):
    """Hours somebody gave on a day; “1:30”, “1,5” and “2” are hours."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), error_messages={"required": _("Give the day.")})  # fmt: skip
    time = forms.CharField(
        label=_("Hours"), max_length=6, help_text=_("For example 2, 1,5 or 1:30. Zero takes the entry back.")
    )

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise ValidationError(gettext("This day has not come yet."))
        return day

    def clean_time(self):
        return read_minutes(self.cleaned_data["time"])


def read_minutes(text: str) -> int:
    """Minutes of “2”, “1,5” or “1:30”; ValidationError for anything else or more than a day."""
    text = clean_line(text).replace(",", ".")
    try:
        if ":" in text:
            hours, rest = text.split(":")
            minutes = int(hours) * 60 + int(rest)
            valid = 0 <= int(rest) < 60 and int(hours) >= 0
        else:
            minutes, valid = round(float(text) * 60), text.replace(".", "").isdecimal()
    except (ValueError, OverflowError):
        valid = False
    if not valid or minutes > 24 * 60:
        raise ValidationError(gettext("Write the time as 2, 1,5 or 1:30; a day has 24 hours."))
    return minutes


class ChoiceForm(forms.Form):
    """What the letters are about."""

    municipality = forms.ModelChoiceField(
        label=_("Municipality"), queryset=Municipality.objects.all(), required=False, empty_label=_("all")
    )
    topic = forms.ChoiceField(label=_("Field"), choices=[("", _("all")), *PlainField.choices], required=False)


class FollowForm(ChoiceForm):
    email = EmailField(label=_("Your e-mail"), help_text=_("Only for letters about volunteering."))

    field_order = ["email", "municipality", "topic"]


class CheckForm(forms.Form):
    """Number and code from the paper; the number alone says only whether there is such a certificate."""

    numer = forms.CharField(
        label=_("Number"), max_length=30, help_text=_("For example ZW/2026/0007."),
        error_messages={"required": _("Write the number from the certificate.")},
    )  # fmt: skip
    kod = forms.CharField(label=_("Code"), max_length=30, required=False, help_text=_("Twelve signs from the paper. Without it we say only whether the number is valid."))  # fmt: skip

    def clean_numer(self):
        parts = clean_line(self.cleaned_data["numer"]).upper().replace("-", "/").split("/")
        right = len(parts) == 3 and parts[0] == "ZW" and all(part.isdecimal() and len(part) < 9 for part in parts[1:])
        if not right:
            raise ValidationError(gettext("A number looks like this: ZW/2026/0007."))
        return int(parts[1]), int(parts[2])

    def clean_kod(self):
        code = tidy(self.cleaned_data["kod"])
        if self.cleaned_data["kod"].strip() and len(code) != LENGTH:
            raise ValidationError(gettext("The code has twelve signs. Check it."))
        return code

    def find(self) -> Certificate | None:
        year, sequence = self.cleaned_data["numer"]
        return Certificate.objects.filter(year=year, sequence=sequence).select_related("campaign__locale").first()
