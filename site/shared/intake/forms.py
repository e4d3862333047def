"""Forms of two screens: what you want to say, then who you are. Nothing typed is lost on the way there and back."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shared.intake.text import clean_text

LIMIT = 5000


class PlainTextField(forms.CharField):
    """Text without control characters and bidi marks; markup is kept as text."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(max_length=LIMIT, **kwargs)
        self.validators = [length for length in self.validators if not isinstance(length, MaxLengthValidator)]
        self.validators.append(
            MaxLengthValidator(
                LIMIT,
                _(
                    "Your text has %(show_value)s characters, %(limit_value)s at most fit. Shorten it or send it in two parts."
                ),
            )
        )
        # Without maxlength: a browser would cut a pasted text without a word; the server says how long it may be.
        self.widget.attrs.pop("maxlength", None)
        self.widget.attrs.update({"rows": rows, "data-draft": "1"})

    def to_python(self, value: Any) -> Any:
        return clean_text(value or "")


class FirstScreen(forms.Form):
    """What you want to say; the second screen carries it along in hidden fields."""

    @property
    def to_carry(self) -> list[tuple[str, str]]:
        """What the second screen keeps of the first, as typed."""
        return [(field.html_name, field.value() or "") for field in self]


class SentOnce(forms.Form):
    """`form_key` makes the form count once however often it is sent; `website` is a trap that people do not see."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    website = forms.CharField(required=False, widget=forms.HiddenInput)
    takes_robots = False  # True where the view has an answer of its own to what fell into the trap

    def clean_website(self) -> Any:
        """A program filled it in, or a browser did: the person reads what to do, and nothing typed is lost."""
        if self.cleaned_data["website"] and not self.takes_robots:
            raise ValidationError(gettext("Leave this field empty."))
        return self.cleaned_data["website"]

    @property
    def is_robot(self) -> bool:
        return bool(self.cleaned_data.get("website"))


class SecondScreen(SentOnce):
    """Who is writing. What is typed here goes along to the first screen and back, in fields called “sender-…”."""

    website = forms.CharField(
        label=_("Leave this field empty"), required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )  # fmt: skip
    not_carried = ("form_key", "website", "notice_read")

    @classmethod
    def brought(cls, data: Any) -> dict[str, str]:
        """What was typed on the second screen, whichever of the two `data` comes from."""
        names = [name for name in cls.base_fields if name not in cls.not_carried]
        typed = {name: data.get(name) or data.get(f"sender-{name}") for name in names}
        return {name: value for name, value in typed.items() if value}

    @classmethod
    def carried(cls, data: Any) -> list[tuple[str, str]]:
        """The same as hidden fields of the first screen."""
        return [(f"sender-{name}", value) for name, value in cls.brought(data).items()]
