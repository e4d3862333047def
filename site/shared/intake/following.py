"""Letters asked for by e-mail, without an account: asked for, confirmed by a letter, ended with one click.

An app derives its table from `Follower` and its screens from `Following`, and lists the five addresses in its urls.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import models, transaction
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from shared.intake.limits import client_address, too_many
from shared.intake.links import SignedLinks, secret_address, show_broken
from shared.intake.proofs import OwnInSession
from shared.letters import Letter, post

CONFIRM_DAYS = 14  # as long as the link of the letter holds


class Follower(models.Model):
    """An address that asked for letters; it counts once its owner has confirmed it."""

    email = models.EmailField(_("e-mail"))
    language = models.CharField(max_length=10, default="pl")
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


def letter_to_confirm(subject: str, *, asked: str, why: str, url: str) -> Letter:
    """The letter with the link that confirms: `asked` says what somebody asked for, `why` stands below."""
    return Letter(subject, "emails/following_to_confirm", {"asked": asked, "why": why, "url": url})


class Following:
    """The screens of one kind of letters. Its addresses are called follow, follow_confirm, unfollow and unsubscribe."""

    app: str  # the namespace of the addresses; the proofs in the session are named after it
    model: type[Follower]
    form: type[forms.Form]  # has a field `email`; the others are the follower's choice
    choice_form: type[forms.Form] | None = None  # what a follower may change behind the link of the letter
    links: SignedLinks  # with the purposes "follow" and "unfollow"
    letter: Callable  # writes the letter to confirm
    act: str  # of settings.RATE_LIMITS, with ".address" and ".email"
    broken = "intake/link_broken.html"
    title, description, lead, button, ended = "", "", "", "", ""  # sentences of the screens

    def __init__(self) -> None:
        self.confirming = OwnInSession(f"{self.app}_to_confirm")
        self.ending = OwnInSession(f"{self.app}_to_end")

    def find_subject(self) -> models.Model | None:
        """The page that is followed, found by what stands in the address; 404 when nobody can follow it."""
        return None

    def identity(self, subject: models.Model | None) -> dict:
        """What makes a follower single, besides the address."""
        return {}

    def describe(self, follower: Follower) -> str:
        """What the letters are about, in a few words."""
        return ""

    @method_decorator(never_cache)
    def follow(self, request: HttpRequest, **where: Any) -> HttpResponse:
        """Ask for letters. The answer is the same whether or not the address was known."""
        subject = self.find_subject(**where)
        form = self.form(request.POST if request.method == "POST" else None)
        if not form.is_valid():
            return self._screen(request, "follow", form=form, subject=subject, status=422 if form.is_bound else 200)
        choice = {**form.cleaned_data}
        address = choice.pop("email").lower()
        if too_many(f"{self.act}.address", client_address(request)) or too_many(f"{self.act}.email", address):
            return self._screen(request, "follow", form=form, subject=subject, too_many=True, status=429)
        self.ask_to_confirm(address, subject, choice)
        return self._screen(request, "follow", form=form, subject=subject, done=True)

    @transaction.atomic
    def ask_to_confirm(self, address: str, subject: models.Model | None, choice: dict) -> None:
        """Store the address and write to it; before it is confirmed the newest choice counts, afterwards the owner's."""
        one = {"email": address, **self.identity(subject)}
        defaults = {**choice, "language": get_language() or "pl"}
        follower, made = self.model._default_manager.get_or_create(**one, defaults=defaults)
        waits = follower.confirmed_at is None
        if waits and choice and not made:
            self.model._default_manager.filter(pk=follower.pk).update(**choice)
        if waits or self.choice_form:
            today = timezone.localdate().isoformat()  # who lost the letter gets another one, once a day at most
            post(self.letter, to=address, about=follower, language=follower.language, occasion=today)

    def _screen(self, request: HttpRequest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
        return render(request, f"intake/{name}.html", {"following": self, **context}, status=status)

    @property
    def unfollow_name(self) -> str:
        return f"{self.app}:unfollow"

    def open_confirm(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Behind the link of the first letter."""
        self.confirming.give(request, pk)
        return redirect(f"{self.app}:follow_confirm")

    def open_unfollow(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.ending.give(request, pk)
        return redirect(self.unfollow_name)

    @method_decorator(never_cache)
    def confirm(self, request: HttpRequest) -> HttpResponse:
        """A button, not a bare link; afterwards the follower may change the choice here."""
        follower = get_object_or_404(self.model, pk=self.confirming.newest(request))
        self.ending.give(request, follower.pk)  # the way out is open from the first moment
        choice = self._choice(request, follower)
        if request.method == "POST" and (choice is None or not choice.is_bound or choice.is_valid()):
            facts = choice.cleaned_data if choice is not None and choice.is_bound else {}
            facts["confirmed_at"] = follower.confirmed_at or timezone.now()
            self.model._default_manager.filter(pk=follower.pk).update(**facts)
            follower.refresh_from_db()
        context = {"follower": follower, "choice": choice, "about": self.describe(follower)}
        return self._screen(request, "follow_confirm", **context, status=422 if choice and choice.errors else 200)

    def _choice(self, request: HttpRequest, follower: Follower) -> forms.Form | None:
        if self.choice_form is None:
            return None
        now = model_to_dict(follower, fields=list(self.choice_form.base_fields))
        return self.choice_form(request.POST if "change" in request.POST else None, initial=now)

    @method_decorator(never_cache)
    def unfollow(self, request: HttpRequest) -> HttpResponse:
        """Whoever came by the link of a letter ends the letters with a button; nobody else is promised anything."""
        key = self.ending.newest(request)
        if key is None:
            return show_broken(request, self.broken)
        follower = self.model._default_manager.filter(pk=key).first()
        if request.method == "POST" and follower:
            follower.delete()
        if request.method == "POST" or follower is None:
            return self._screen(request, "unfollow", done=True, about="")
        return self._screen(request, "unfollow", done=False, about=self.describe(follower))

    @method_decorator([csrf_exempt, never_cache, secret_address])
    def unsubscribe(self, request: HttpRequest, token: str) -> HttpResponse:
        """The address of List-Unsubscribe: POST ends at once (RFC 8058), GET leads to a page with a button."""
        read = self.links.read(token)
        if read is None or read[0] != "unfollow":
            return show_broken(request, self.broken)
        if request.method == "POST":
            self.model._default_manager.filter(pk=read[1]).delete()
            return HttpResponse(status=200)
        return self.open_unfollow(request, read[1])
