"""Forms of two screens: what you want to say, then who you are. Nothing typed is lost on the way there and back."""

import uuid
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
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


class SecondScreen(forms.Form):
    """Who is writing; `form_key` makes the form count once however often it is sent."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    website = forms.CharField(
        label=_("Leave this field empty"), required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )  # fmt: skip
    not_carried = ("form_key", "website", "notice_read")

    @classmethod
    def carried(cls, data: Any) -> list[tuple[str, str]]:
        """What was typed on the second screen, for the way back to the first and forth again."""
        kept = [name for name in cls.base_fields if name not in cls.not_carried and data.get(name)]
        return [(f"sender-{name}", data[name]) for name in kept]

    @classmethod
    def brought(cls, data: Any) -> dict[str, str]:
        """The same, brought back as first values."""
        return {name: data[f"sender-{name}"] for name in cls.base_fields if data.get(f"sender-{name}")}

    @classmethod
    def carried_again(cls, data: Any) -> list[tuple[str, str]]:
        """What came with the first screen goes along with it once more."""
        return [(f"sender-{name}", value) for name, value in cls.brought(data).items()]

    @property
    def is_robot(self) -> bool:
        """People leave the hidden field empty, programs do not."""
        return bool(self.cleaned_data.get("website"))
