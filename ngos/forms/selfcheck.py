"""The self-check as a form: every question may stay open, and every answer may be taken back."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from ngos.selfcheck import QUESTIONS, known

FORM_ID = "selfcheck"  # the questions stand outside the <form>, which is not printed; they are
NO_ANSWER = ("", _("no answer yet"))


class SelfCheckForm(forms.Form):
    def __init__(self, *args, answers: Mapping[str, str] | None = None, **kwargs):
        super().__init__(*args, initial=known(answers or {}), **kwargs)
        for question in QUESTIONS:
            choices = [(answer.value, answer.label) for answer in question.answers]
            self.fields[question.code] = forms.ChoiceField(
                label=question.text,
                required=False,
                choices=[*choices, NO_ANSWER],
                widget=forms.RadioSelect(attrs={"form": FORM_ID}),
                help_text=question.why,
            )

    def rows(self) -> list[tuple]:
        """The questions with their fields, for the template."""
        return [(question, self[question.code]) for question in QUESTIONS]

    def answers(self) -> dict[str, str]:
        """What to store: the answers that were given."""
        return {code: answer for code, answer in self.cleaned_data.items() if answer}
