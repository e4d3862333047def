"""The short form of an organisation that is not in the directory yet: what its publication needs, and no more."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ngos.choices import COUNTY_REGISTER, KRS_FORMS, LegalForm
from ngos.forms.sections import NUMBERS, RegisterForm
from ngos.models import OrganisationPage, PublicBenefitField
from ngos.registering import municipalities_with_branch
from places.models import Solectwo
from shared.intake.email import EmailField
from shared.intake.forms import SentOnce

COUNTY = "ewidencja starosty"
REGISTERS = {
    LegalForm.KGW: "Krajowy Rejestr Kół Gospodyń Wiejskich (ARiMR)",
    LegalForm.SPORTS_CLUB: COUNTY,
    **dict.fromkeys(COUNTY_REGISTER, COUNTY),
}  # stored with the profile, as in the registers themselves


class NewOrganisationForm(SentOnce, RegisterForm):
    takes_robots = True  # thanked, and nothing is stored

    function = forms.CharField(
        label=_("Your function in the organisation"),
        max_length=120,
        help_text=_("The editor of the municipality reads it, nobody else."),
    )

    class Meta(RegisterForm.Meta):
        model = OrganisationPage
        fields = [
            "title",
            "legal_form",
            *NUMBERS,
            "register_number",
            "municipality",
            "village",
            "mission",
            "fields",
            "email",
            "phone",
        ]
        field_classes = {"email": EmailField}
        widgets = {"fields": forms.CheckboxSelectMultiple, "mission": forms.Textarea}
        labels = {**RegisterForm.Meta.labels, "register_number": _("Number in another register")}
        help_texts = {
            "title": _("As in the statute or in the register."),
            "krs": _("Ten digits. Associations, foundations, fire brigades and cooperatives have it."),
            "register_number": _("From the register of the starosta or, for a rural women's circle, from ARiMR."),
            "mission": _("Why do you exist? One or two sentences, at most 300 characters."),
            "fields": _("As in the Act on Public Benefit; choose what you really do."),
            "email": _("Best an address of the organisation. It stays hidden until you decide otherwise."),
            "phone": _("It will be public with the profile."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = municipalities_with_branch()
        self.fields["fields"].queryset = PublicBenefitField.objects.all()
        self.fields["fields"].required = self.fields["mission"].required = True
        self.fields["mission"].widget.attrs["rows"] = 3
        for name in ("title", *NUMBERS, "register_number", "function"):  # longer texts are marked in SectionForm
            self.fields[name].widget.attrs["data-draft"] = "1"
        villages = Solectwo.objects.select_related("municipality").order_by("municipality__name", "name")
        self.fields["village"].queryset = villages
        self.fields["village"].choices = grouped(villages)

    def clean(self):
        data = super().clean()
        village, place = data.get("village"), data.get("municipality")
        if village and place and village.municipality_id != place.pk:
            self.add_error("village", gettext("This village lies in another municipality."))
        if not data.get("email") and not data.get("phone") and not self.has_error("email"):
            self.add_error("email", gettext("Give an e-mail or a phone, so that people can reach the organisation."))
        if "title" in data and not any(c.isalpha() for c in data["title"]):
            self.add_error("title", gettext("Write the full name of the organisation."))
        self._clean_number(data)
        return data

    def _clean_number(self, data: dict) -> None:
        """Every form that stands in a register has a number there: the editor compares it."""
        form, krs, other = data.get("legal_form"), data.get("krs"), data.get("register_number")
        if form in KRS_FORMS and not krs and not self.has_error("krs"):
            self.add_error("krs", gettext("This legal form has a KRS number of ten digits."))
        if form in REGISTERS and not other and not (form == LegalForm.SPORTS_CLUB and krs):
            self.add_error("register_number", gettext("Give the number from the register."))

    def save(self, commit=False):
        organisation = super().save(commit=False)
        if organisation.register_number:
            organisation.register_name = REGISTERS.get(organisation.legal_form, "")
        return organisation


def grouped(villages) -> list[tuple]:
    """Villages below the names of their municipalities."""
    groups: dict[str, list[tuple]] = {}
    for village in villages:
        groups.setdefault(village.municipality.name, []).append((village.pk, village.name))
    return [("", gettext("the town, or no village")), *groups.items()]
