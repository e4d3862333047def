"""Describing a practice: two screens, nothing typed is ever lost."""

from django import forms
from django.utils.translation import gettext_lazy as _

from places.models import Municipality
from practices.models import Submission
from shared.intake.email import EmailField
from shared.intake.forms import FirstScreen, PlainTextField, SecondScreen
from shared.intake.text import clean_line, has_pesel


class StoryForm(FirstScreen):
    """First screen: what happened."""

    title = forms.CharField(
        label=_("What did you do?"), max_length=160, help_text=_("One sentence, as on a poster."),
        error_messages={"required": _("Say in one sentence what you did.")},
    )  # fmt: skip
    situation = PlainTextField(
        label=_("How was it before?"), rows=4, help_text=_("What bothered people? Who noticed it?"),
        error_messages={"required": _("Write how it was before: two sentences are enough.")},
    )  # fmt: skip
    steps = PlainTextField(
        label=_("What did you do, step by step?"), rows=6, help_text=_("One step a line."),
        error_messages={"required": _("Write at least one step.")},
    )  # fmt: skip
    results = PlainTextField(
        label=_("What came of it?"), rows=4, help_text=_("Best in numbers: how many people, hours, trees."),
        error_messages={"required": _("Write what came of it, even if it was little.")},
    )  # fmt: skip
    went_wrong = PlainTextField(
        label=_("What went wrong?"), rows=4,
        help_text=_("Others learn most from it. If all went well, write what was hardest."),
        error_messages={"required": _("Write what went wrong or what was hardest: others learn most from it.")},
    )  # fmt: skip
    cost = PlainTextField(
        label=_("What did it cost, and who paid?"), rows=2, required=False,
        help_text=_("Roughly is enough. Hours of volunteers count too."),
    )  # fmt: skip
    conditions = PlainTextField(
        label=_("What does somebody need to repeat it?"), rows=3, required=False, help_text=_("One thing a line.")
    )

    def clean_title(self):
        return clean_line(self.cleaned_data["title"])

    @property
    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(name, "") for name in Submission.WORDS}

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What the second screen shows for a last look."""
        return [(field.label, self.words[field.name]) for field in self if self.words[field.name]]

    @property
    def warns_of_pesel(self) -> bool:
        return any(has_pesel(text) for text in self.words.values())


class SenderForm(SecondScreen):
    """Second screen: who did it (public) and who is writing (never published)."""

    who = forms.CharField(
        label=_("Who did it?"), max_length=200,
        help_text=_("An organisation, group or village council: it will be public. On your own? Write “a resident”."),
        error_messages={"required": _("Write who did it. A private person can write “a resident”.")},
    )  # fmt: skip
    municipality = forms.ModelChoiceField(
        label=_("Municipality"), queryset=Municipality.objects.all(), empty_label=_("Choose"),
        help_text=_("Its editor will read the description."),
        error_messages={"required": _("Choose the municipality: its editor will read the description.")},
    )  # fmt: skip
    period = forms.CharField(
        label=_("When was it?"), max_length=120, required=False, help_text=_("For example: March to June 2026.")
    )
    email = EmailField(
        label=_("E-mail"), help_text=_("The editor will ask about details. Not published."),
        error_messages={"required": _("Give an e-mail address, so that the editor can ask about details.")},
    )  # fmt: skip
    name = forms.CharField(
        label=_("First name and last name"), max_length=200, required=False, help_text=_("Not published.")
    )
    may_contact = forms.BooleanField(
        label=_("People who want to repeat it may write to me through the site"), required=False,
        help_text=_("They do not see your address."),
    )  # fmt: skip
    notice_read = forms.BooleanField(
        label=_("I have read how my data are used"),
        error_messages={"required": _("Read how your data are used and tick the box.")},
    )

    def clean_who(self):
        return clean_line(self.cleaned_data["who"])

    def clean_period(self):
        return clean_line(self.cleaned_data["period"])

    def clean_name(self):
        return clean_line(self.cleaned_data["name"])

    @property
    def facts(self) -> dict:
        return {name: self.cleaned_data[name] for name in Submission.FACTS}

    @property
    def identity(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("name", "email", "may_contact")}
