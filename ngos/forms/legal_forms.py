"""The questions of “Which legal form for us?” as a form of the address bar: nothing is sent, nothing is stored."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ngos.legal_forms.wizard import DAY, DOES_NOT_MATTER, Question

LONGEST_DAY = 20


class StartingForm(forms.Form):
    """Never bound: what the address says and no question allows has chosen nothing before it comes here."""

    says_what_is_needed = True

    def __init__(self, asked: tuple[Question, ...], answers: dict[str, str], day: str):
        super().__init__(initial={**answers, DAY: day})
        for question in asked:
            self.fields[question.code] = forms.ChoiceField(
                label=question.text,
                help_text=question.hint,
                required=question.required,
                choices=[*question.options, *([] if question.required else [("", DOES_NOT_MATTER)])],
                widget=forms.RadioSelect,
            )
        self.fields[DAY] = forms.CharField(
            label=_("When do you want to found it?"),
            help_text=_(
                "For instance: 15.01.2027. With a day we date the steps for you; leave it empty if you do not know."
            ),
            max_length=LONGEST_DAY,
            required=False,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )
