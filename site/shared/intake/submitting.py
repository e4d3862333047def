"""What a stranger sends in one or two screens: counted, stored once, with the notice in force; nothing typed is lost.

An app derives a view, gives it forms and templates, and writes `store`; docs/architecture.md says how.
"""

from functools import cached_property, partial
from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from shared.intake.forms import FirstScreen, SecondScreen
from shared.intake.limits import TooLate, client_address, too_many
from shared.intake.proofs import OwnInSession


@method_decorator(never_cache, name="dispatch")
class OneScreen(View):
    """A form and its receipt. What was typed comes back with every refusal: 422, 429, and 409 when it is too late."""

    http_method_names = ["get", "head", "post"]
    template: str
    form_class: type[forms.Form]
    per_address = per_email = ""  # acts of settings.RATE_LIMITS
    own: OwnInSession | None = None  # what this session has sent, for the receipt
    draft_key = ""  # of the draft in the browser

    def setup(self, request: HttpRequest, *args: Any, **where: Any) -> None:
        super().setup(request, *args, **where)
        self.find(**where)

    # --- what an app says -------------------------------------------------------------------------------------------

    def find(self) -> None:
        """Keep what the address names; 404 when nobody may see it."""

    def make_form(self, data: Any = None) -> forms.Form:
        return self.form_class(data)

    def context(self) -> dict[str, Any]:
        """What every screen shows besides its forms."""
        return {}

    def find_notice(self) -> models.Model | None:
        """The privacy notice in force."""

    def stop(self, again: Any, *filled: forms.Form) -> HttpResponse | None:
        """Another answer than storing what is filled in; `again(status=…, …)` draws the screen once more."""

    def store(self, *filled: forms.Form) -> models.Model:
        """The act: the same form sent twice is one row. Raises TooLate when it is not taken any more, or not yet."""
        raise NotImplementedError

    def receipt(self, stored: models.Model) -> HttpResponse:
        raise NotImplementedError

    def address_of(self, form: forms.Form) -> str:
        """By which e-mail the sender is counted."""
        return form.cleaned_data["email"]

    # --- what holds for all -----------------------------------------------------------------------------------------

    @cached_property
    def notice(self) -> models.Model | None:
        """Shown before sending, and stored with what is sent."""
        return self.find_notice()

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        return self.last_screen(form=self.make_form())

    def post(self, request: HttpRequest, **where: Any) -> HttpResponse:
        form = self.make_form(request.POST)
        again = partial(self.last_screen, form=form)
        return self.send(again, form) if form.is_valid() else again(status=422)

    def last_screen(self, *, status: int = 200, **shown: Any) -> HttpResponse:
        """The screen with the button that sends."""
        return self.show(self.template, notice=self.notice, **shown, status=status)

    def show(self, template: str, *, status: int = 200, **shown: Any) -> HttpResponse:
        context = {"draft_key": self.draft_key, **self.context(), **shown}
        return render(self.request, template, context, status=status)

    def send(self, again: Any, *filled: forms.Form) -> HttpResponse:
        """The last of the forms says who sends."""
        stopped = self.stop(again, *filled)
        if stopped is not None:
            return stopped
        if self.comes_too_often(filled[-1]):
            return again(too_many=True, status=429)
        try:
            stored = self.store(*filled)
        except TooLate:
            return again(late=True, status=409)
        if self.own is not None:
            self.own.give(self.request, stored.pk)
        return self.receipt(stored)

    def comes_too_often(self, form: forms.Form) -> bool:
        counted = [(self.per_address, client_address(self.request)), (self.per_email, self.address_of(form))]
        return any(too_many(act, who) for act, who in counted if act)


class TwoScreens(OneScreen):
    """Screen one (what you want to say), screen two (a last look, and who you are), in one address; `step` says which.

    Each carries along what was typed on the other, back and forth.
    """

    story_template: str
    story_class: type[FirstScreen]
    form_class: type[SecondScreen]
    per_look = ""  # act of settings.RATE_LIMITS: how often one may ask for the second screen

    def make_story(self, data: Any = None) -> FirstScreen:
        return self.story_class(data)

    def make_form(self, data: Any = None, **kwargs: Any) -> SecondScreen:
        return self.form_class(data, **kwargs)

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        return self.show(self.story_template, form=self.make_story())

    def post(self, request: HttpRequest, **where: Any) -> HttpResponse:
        data, step = request.POST, request.POST.get("step")
        story, carried = self.make_story(data), self.form_class.carried(data)
        first = partial(self.show, self.story_template, form=story, carried=carried)
        if self.per_look and too_many(self.per_look, client_address(request)):
            return first(too_many=True, status=429)
        if step == "back" or not story.is_valid():
            return first(status=200 if step == "back" else 422)
        if step != "send":
            return self.last_screen(form=story, sender=self.make_form(initial=self.form_class.brought(data)))
        sender = self.make_form(data)
        again = partial(self.last_screen, form=story, sender=sender)
        return self.send(again, story, sender) if sender.is_valid() else again(status=422)
