"""The one e-mail field of the site: every form that asks for an address has this one, forms of the office too."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST = 254  # RFC 5321, as in every column; Django's own form field lets 320 through, and PostgreSQL refuses them
TOO_LONG = _("An e-mail address has at most 254 characters. Check it.")


def check_length(address: str) -> str:
    """The same address; ValidationError when it does not fit, also once it is in small letters ("İ" makes two)."""
    if max(len(address), len(address.lower())) > LONGEST:
        raise ValidationError(TOO_LONG, code="max_length")
    return address


class EmailField(forms.EmailField):
    """An address of at most 254 characters; each refusal is a sentence of ours."""

    default_error_messages = {
        "required": _("Write your e-mail address."),
        "invalid": _("There is a mistake in this e-mail address. Check it."),
    }

    def __init__(self, **kwargs: Any) -> None:
        # Without maxlength: a browser would cut a pasted address without a word; the server says how long it may be.
        super().__init__(**{**kwargs, "max_length": None})

    def to_python(self, value: Any) -> Any:
        return check_length(super().to_python(value) or "")


def ask_in_office_forms() -> None:
    """Forms that Wagtail makes of models (pages, snippets, settings) have this field too; called once all models stand."""
    from wagtail.admin.forms.models import register_form_field_override  # noqa: PLC0415 -- it makes forms of models, which must all stand

    register_form_field_override(models.EmailField, override={"form_class": EmailField})
