"""Writing to somebody without seeing their address: one form, one row, one way. Apps say to whom the letter goes."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.db import IntegrityError, models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from shared.intake.email import EmailField
from shared.intake.forms import SentOnce
from shared.intake.limits import client_address, too_many
from shared.intake.text import clean_line, clean_text

MESSAGE_DAYS = 90
MESSAGE_RULE = {  # what shared.acts.retention has to know about every kind of message
    "why": _("So that your message arrives and can be answered."),
    "days": MESSAGE_DAYS,
    "since": "created_at",
    "after": _("from the day it was sent"),
}


class PrivateMessage(models.Model):
    """A message to somebody who does not show an address; erased after ninety days."""

    name = models.CharField(_("your name"), max_length=120, blank=True)
    reply_to = models.EmailField(_("your e-mail, for the answer"))
    text = models.TextField(_("message"), max_length=3000)
    form_key = models.UUIDField(unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class MessageForm(SentOnce):
    takes_robots = True  # thanked, and nothing is sent

    name = forms.CharField(label=_("Your name"), max_length=120, required=False)
    reply_to = EmailField(
        label=_("Your e-mail, for the answer"),
        error_messages={"required": _("Give your e-mail: the answer will come there.")},
    )
    text = forms.CharField(
        label=_("Message"), max_length=3000, widget=forms.Textarea(attrs={"rows": 6, "data-draft": "1"}),
        error_messages={"required": _("Write what you want to ask or say.")},
    )  # fmt: skip

    def clean_name(self) -> Any:
        return clean_line(self.cleaned_data["name"])

    def clean_text(self) -> Any:
        return clean_text(self.cleaned_data["text"])

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "reply_to", "text", "form_key")}


def store_once(model: type[models.Model], post: Callable[[Any], None], *, form_key: uuid.UUID, **facts: Any) -> Any:
    """Store a row of a form and put its letter into the outbox; the same form sent twice is one row and one letter."""
    try:
        with transaction.atomic():
            row = model._default_manager.create(form_key=form_key, **facts)
            post(row)
    except IntegrityError:
        return model._default_manager.get(form_key=form_key)
    return row


def write(request: HttpRequest, *, act: str, template: str, context: dict, send: Callable[..., Any]) -> HttpResponse:
    """The screen of the form: GET shows it, POST sends once; `act` is the limit of settings.RATE_LIMITS that counts."""
    form = MessageForm(request.POST if request.method == "POST" else None)
    context = {**context, "form": form}
    if form.is_valid():
        if too_many(act, client_address(request)) or too_many(act, form.cleaned_data["reply_to"]):
            return render(request, template, {**context, "too_many": True}, status=429)
        if not form.is_robot:
            send(**form.facts)
        return render(request, template, {**context, "done": True})
    return render(request, template, context, status=422 if form.errors else 200)
