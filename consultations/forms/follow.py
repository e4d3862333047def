"""Asking for letters about a consultation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shared.intake.email import EmailField


class FollowForm(forms.Form):
    email = EmailField(label=_("Your e-mail"), help_text=_("Only for letters about this consultation."))
