"""The panel edits a profile section by section; each section is one small form over the newest draft."""

from dataclasses import dataclass

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import ClusterForm

from ngos.choices import COUNTY_REGISTER, KRS_FORMS, LegalForm
from ngos.models import OrganisationPage, PublicBenefitField, TargetGroup
from ngos.pictures import CleanPictureField, store_picture
from ngos.validators import only_digits
from places.models import Solectwo
from shared.intake.email import EmailField
from shared.intake.text import clean_line, clean_text, has_pesel

NUMBERS = ("krs", "nip", "regon")


class CleanWords(ClusterForm):
    """Cleans what cannot be seen and refuses a PESEL; a section does it, and so does every row in it."""

    def clean(self):
        data = super().clean()
        for name, value in list(data.items()):
            if not isinstance(value, str):
                continue
            is_long = isinstance(self.fields[name].widget, forms.Textarea)
            data[name] = clean_text(value) if is_long else clean_line(value)
            if has_pesel(data[name]):
                self.add_error(
                    name, gettext("The text seems to contain a PESEL number. Delete it: it must not be public.")
                )
        return data


def rows(*fields: str, extra: int = 1) -> dict:
    """A formset of a section's Meta."""
    return {"fields": list(fields), "extra": extra, "form": CleanWords}


class SectionForm(CleanWords):
    """Marks longer texts for the browser's draft."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        for formset in self.formsets.values():
            for row in formset.forms:
                row.fields["ORDER"].widget = forms.HiddenInput()
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs.update({"rows": 5, "data-draft": "1"})
            if isinstance(field, forms.DateField):
                field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AboutForm(SectionForm):
    class Meta:
        model = OrganisationPage
        fields = ["mission", "what_we_do", "fields", "target_groups"]
        formsets = []
        widgets = {
            "fields": forms.CheckboxSelectMultiple,
            "target_groups": forms.CheckboxSelectMultiple,
            "mission": forms.Textarea,
        }
        help_texts = {
            "mission": _("Why do you exist? One or two sentences, at most 300 characters."),
            "what_we_do": _("Short paragraphs; leave an empty line between them."),
            "fields": _("As in the Act on Public Benefit; choose what you really do."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fields"].queryset = PublicBenefitField.objects.all()
        self.fields["target_groups"].queryset = TargetGroup.objects.all()
        self.fields["mission"].required = True


class JoinForm(SectionForm):
    class Meta:
        model = OrganisationPage
        fields = ["how_to_join", "looks_for_volunteers", "needs"]
        formsets = []
        help_texts = {"how_to_join": _("Where, which day and hour, what to bring, whom to ask.")}


class OffersForm(SectionForm):
    class Meta:
        model = OrganisationPage
        fields = ["room", "equipment", "skills"]
        formsets = []
        help_texts = {
            "room": _("For how many people, when it is free, on what terms."),
            "equipment": _("For instance tables, a projector, a tent; on what terms."),
            "skills": _("What you can teach others or help with."),
        }


class ContactForm(SectionForm):
    class Meta:
        model = OrganisationPage
        fields = ["hours", "phone", "email", "show_email", "website"]
        field_classes = {"email": EmailField}
        formsets = []
        help_texts = {
            "hours": _("For instance: Tuesday 16.00–19.00."),
            "email": _("Best an address of the organisation, not of one person."),
            "show_email": _("Otherwise people write through a form and do not see the address."),
        }


class PlaceForm(SectionForm):
    class Meta:
        model = OrganisationPage
        fields = ["village", "address", "show_address", "area_of_activity"]
        formsets = []
        help_texts = {"area_of_activity": _("For instance: the villages of Radziszów and Rzozów; the whole county.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["village"].queryset = Solectwo.objects.filter(municipality=self.instance.municipality_id)
        self.fields["village"].empty_label = gettext("the town, or no village")


class PictureForm(SectionForm):
    upload = CleanPictureField(
        label=_("New picture"), required=False, help_text=_("JPEG, PNG or WebP, at most 5 MB. Data hidden in the file are removed.")
    )  # fmt: skip
    remove = forms.BooleanField(label=_("Remove the picture"), required=False)

    class Meta:
        model = OrganisationPage
        fields = ["picture_alt"]
        formsets = []
        help_texts = {"picture_alt": _("For people who cannot see it: who or what is there, what happens.")}

    def clean(self):
        data = super().clean()
        keeps = (data.get("upload") or self.instance.picture_id) and not data.get("remove")
        if keeps and not data.get("picture_alt"):
            self.add_error(
                "picture_alt", gettext("Say in a sentence what the picture shows: some people cannot see it.")
            )
        return data

    def save(self, commit=True):
        organisation = super().save(commit=commit)
        if self.cleaned_data.get("remove"):
            organisation.picture, organisation.picture_alt = None, ""
        elif self.cleaned_data.get("upload"):
            organisation.picture = store_picture(self.cleaned_data["upload"], organisation.picture_alt)
        return organisation


class BoardForm(SectionForm):
    class Meta:
        model = OrganisationPage
        fields = ["representation_rule", "term_ends_on"]
        formsets = {"board": rows("function", "name", "has_consent", extra=2)}
        help_texts = {
            "representation_rule": _("As in the statute, for instance: two members of the board together."),
            "term_ends_on": _("We will remind you 90, 30 and 7 days before."),
        }


class MoneyForm(SectionForm):
    class Meta:
        model = OrganisationPage
        fields = []
        formsets = {
            "reports": rows("year", "kind", "url"),
            "grants": rows("year", "giver", "purpose", "amount"),
        }


class RegisterForm(SectionForm):
    class Meta:
        model = OrganisationPage
        fields = [
            "title",
            "short_name",
            "legal_form",
            *NUMBERS,
            "register_name",
            "register_number",
            "founded",
            "is_pbo",
        ]
        formsets = []
        labels = {"title": _("full name")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["legal_form"].required = True
        for name in NUMBERS:  # people copy numbers with spaces and hyphens
            self.fields[name].max_length = None
            self.fields[name].widget.attrs.pop("maxlength", None)
            self.fields[name].validators = [v for v in self.fields[name].validators if "Length" not in type(v).__name__]
            self.fields[name].to_python = lambda value: only_digits(value or "")

    def clean(self):
        data = super().clean()
        form, krs = data.get("legal_form"), data.get("krs")
        if form in COUNTY_REGISTER and krs:
            self.add_error(
                "krs", gettext("This legal form stands in the county register, not in KRS. Give that number below.")
            )
        if form in KRS_FORMS and not krs and not self.has_error("krs") and self.instance.krs:
            self.add_error("krs", gettext("This legal form has a KRS number of ten digits."))
        if form == LegalForm.KGW and krs:
            self.add_error(
                "krs", gettext("A rural women's circle stands in the register of ARiMR. Give that number below.")
            )
        return data


@dataclass(frozen=True)
class Section:
    slug: str
    name: str
    form: type[SectionForm]


SECTIONS = [
    Section("o-nas", _("About us"), AboutForm),
    Section("dolacz", _("How to join, what we need"), JoinForm),
    Section("oferujemy", _("What we offer"), OffersForm),
    Section("kontakt", _("Contact and hours"), ContactForm),
    Section("miejsce", _("Place"), PlaceForm),
    Section("zdjecie", _("Picture"), PictureForm),
    Section("zarzad", _("Board"), BoardForm),
    Section("pieniadze", _("Money and reports"), MoneyForm),
    Section("rejestr", _("Name and registers"), RegisterForm),
]
BY_SLUG = {section.slug: section for section in SECTIONS}


def changed_in(form: SectionForm) -> list[str]:
    """Names of the fields and rows that this form changes."""
    changed = [name for name, formset in getattr(form, "formsets", {}).items() if formset.has_changed()]
    return [*form.changed_data, *changed]
