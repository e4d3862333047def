"""Signing up in one screen, without an account; the guardian's consent."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from places.models import Municipality
from shared.intake.email import EmailField
from shared.intake.forms import SentOnce
from shared.intake.text import clean_line, clean_text, has_pesel
from signups.models import SignUp

CHILD, TEEN, ADULT = "child", SignUp.Age.TEEN, SignUp.Age.ADULT
PHONE_DIGITS = 9


class LineField(forms.CharField):
    """One line, cleaned before it is looked at: a name of invisible characters is no name."""

    def to_python(self, value):
        return clean_line(super().to_python(value))


class SixteenUp:
    """Campaigns for people of 16 and more ask more exactly who is too young."""

    FROM = 13
    CHOICES = [(ADULT, _("18 or more")), (TEEN, _("16 or 17")), (CHILD, _("under 16"))]


class SignUpForm(SentOnce):
    """Asks what this page needs and nothing else: fields that it does not need are taken away."""

    name = LineField(
        label=_("First name and last name"), max_length=120,
        help_text=_("Only the host sees it."), widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name: the host must know whom to expect.")},
    )  # fmt: skip
    email = EmailField(
        label=_("E-mail"), help_text=_("A letter with a link will come: one click, and you are signed up."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    phone = LineField(
        label=_("Phone"), max_length=30, required=False, help_text=_("For a sudden change on the day. Not compulsory."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )  # fmt: skip
    age = forms.ChoiceField(
        label=_("How old are you?"), widget=forms.RadioSelect,
        choices=[(ADULT, _("18 or more")), (TEEN, _("13 to 17")), (CHILD, _("under 13"))],
        error_messages={"required": _("Say how old you are: a minor needs the consent of a guardian.")},
    )  # fmt: skip
    guardian_name = LineField(
        label=_("Name of your guardian"), max_length=120, required=False,
        help_text=_("Only when you are 13 to 17: a parent or legal guardian."),
    )  # fmt: skip
    guardian_email = EmailField(
        label=_("E-mail of your guardian"), required=False,
        help_text=_("We ask your guardian for consent in a letter. You have a place once it is given."),
    )  # fmt: skip
    is_qualified = forms.BooleanField(
        label=_("I have what is needed"), error_messages={"required": _("Tick the box when you have what is needed.")}
    )
    municipality = forms.ModelChoiceField(
        label=_("Your municipality"), queryset=Municipality.objects.all(), required=False,
        empty_label=_("I would rather not say"), help_text=_("For the figures: who comes from where."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Question or need"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-draft": "1"}),
        help_text=_("For example: sign language, a wheelchair, a question to the host. Write nothing about your health that the host need not know."),
    )  # fmt: skip
    notice_read = forms.BooleanField(
        label=_("I have read how my data are used"),
        error_messages={"required": _("Read how your data are used and tick the box.")},
    )

    def __init__(self, *args, page, **kwargs):
        super().__init__(*args, **kwargs)
        self.page = page
        if page.asks_age and page.min_age > SixteenUp.FROM:
            self.fields["age"].choices = SixteenUp.CHOICES
        if not page.asks_age:
            for name in ("age", "guardian_name", "guardian_email"):
                del self.fields[name]
        if not page.qualifications:
            del self.fields["is_qualified"]

    def clean_phone(self):
        phone = self.cleaned_data["phone"]
        if phone and sum(c.isdigit() for c in phone) < PHONE_DIGITS:
            raise ValidationError(gettext("A phone number has nine digits. Check it or leave it empty."))
        return phone

    def clean_note(self):
        note = clean_text(self.cleaned_data["note"])
        if has_pesel(note):
            raise ValidationError(
                gettext("Your text seems to contain a PESEL number. Delete it: nobody needs it here.")
            )
        return note

    def clean_age(self):
        age = self.cleaned_data["age"]
        if age == CHILD and self.page.min_age > SixteenUp.FROM:
            raise ValidationError(
                gettext(
                    "Here volunteers are at least 16 years old. Look for another campaign: many take people from 13."
                )
            )
        if age == CHILD:
            raise ValidationError(
                gettext("Volunteers are at least 13 years old. Your guardian can sign up and you come along together.")
            )
        if age == TEEN and not self.page.takes_minors:
            raise ValidationError(
                gettext("Only adults can sign up here. Look for another campaign: many take people from 13.")
            )
        return age

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("age") == TEEN:
            self._check_guardian(cleaned)
        else:
            cleaned.update({name: "" for name in ("guardian_name", "guardian_email") if name in self.fields})
        return cleaned

    def _check_guardian(self, cleaned) -> None:
        if not cleaned.get("guardian_name") and "guardian_name" not in self.errors:
            self.add_error("guardian_name", gettext("Write the name of your guardian."))
        if not cleaned.get("guardian_email") and "guardian_email" not in self.errors:
            self.add_error("guardian_email", gettext("Write the e-mail of your guardian: we ask them for consent."))
        elif cleaned.get("guardian_email", "").lower() == cleaned.get("email", "").lower():
            self.add_error("guardian_email", gettext("This is your own address. Write your guardian's."))

    @property
    def facts(self) -> dict:
        names = (
            "name",
            "email",
            "phone",
            "age",
            "guardian_name",
            "guardian_email",
            "is_qualified",
            "municipality",
            "note",
        )
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class ConsentForm(forms.Form):
    """The guardian says who they are and agrees."""

    name = LineField(
        label=_("Your first and last name"), max_length=120,
        error_messages={"required": _("Write your name: the consent is yours.")},
    )  # fmt: skip
    agrees = forms.BooleanField(
        label=_("I am the parent or legal guardian, and I agree"),
        error_messages={"required": _("Tick the box when you agree. Otherwise close this page: nothing will happen.")},
    )
