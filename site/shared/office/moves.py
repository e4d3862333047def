"""The decisions of a desk: how each is drawn, and the one view that makes them.

A decision carries the state its screen showed (`seen_state`, a hidden field). When the row has moved on meanwhile, or
its words are newer than those on the screen, nothing is decided and the screen comes back with what is there now.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.log_actions import registry

from shared.acts.lifecycle import Lifecycle, MoveNotAllowed, MoveRefused
from shared.office.admin import is_in_admin
from shared.office.forms import ReasonForm
from shared.templatetags.razem import full_date

Words = str | Promise
TONES = {
    "": "button",
    "quiet": "button button-secondary button-quiet",
    "no": "button no",
}  # in the admin and on the site


@dataclass(frozen=True)
class Decision:
    """The words of one move at a desk; what is empty is not drawn. `done` may be a function of the row."""

    label: Words  # the button
    done: Words | Callable = ""  # said afterwards
    heading: Words = ""  # of its box; empty: the label
    hint: Words = ""  # above the button: what will happen
    confirm: Words = ""  # asked before: what cannot be undone
    yes: Words = ""  # the button that answers it; empty: the label
    tone: str = ""  # of the button, a key of TONES
    reason: Words = ""  # label of the reason, when the move needs one
    reason_help: Words = ""
    reason_missing: Words = ""

    @property
    def button_class(self) -> str:
        return TONES[self.tone]

    def reason_form(self, data: Any = None, *, needed: bool, name: str) -> ReasonForm:
        facts = {"label": self.reason, "help_text": self.reason_help, "missing": self.reason_missing}
        return ReasonForm(data, needed=needed, auto_id=f"{name}-%s", **facts)


@dataclass(frozen=True)
class Refusal:
    """A decision that was not made: its name, why, the status of the answer, and the form with what was typed."""

    name: str
    sentences: list[str]
    status: int
    form: Form | None = None


@dataclass(frozen=True)
class BoundDecision:
    """A decision about one row, as templates/office/decision.html draws it; with gaps there is no button yet."""

    name: str
    words: Decision
    address: str
    seen_state: str
    form: Form | None
    gaps: list[str]


class Desk:
    """The decisions made at one desk: a table of moves, the name of the address that takes them, the words of each.

    `version` names the attribute that tells one wording of a row from the next, where a decision is about words.
    """

    def __init__(self, lifecycle: Lifecycle, address: str, words: dict[str, Decision], *, version: str = ""):
        self.lifecycle, self.address, self.words, self.version = lifecycle, address, words, version

    def shown_state(self, obj: Any) -> str:
        return shown_state(obj, self.version)

    def decisions(
        self, obj: Any, user: Any, *, gaps: dict | None = None, refusal: Refusal | None = None
    ) -> list[BoundDecision]:
        """What this person may decide now, in the order of the desk.

        `gaps` names functions that find what stands in the way of a move, so that no button is drawn in vain.
        """
        available = {move.name: move for move in self.lifecycle.available(obj, user)}
        found = []
        for name, words in self.words.items():
            if name not in available:
                continue
            form: Any = words.reason_form(needed=True, name=name) if available[name].needs_reason else None
            if form and refusal and refusal.name == name:
                form = refusal.form
            missing = gaps[name]() if gaps and name in gaps else []
            address = reverse(self.address, args=[obj.pk, name])
            found.append(BoundDecision(name, words, address, self.shown_state(obj), form, missing))
        return found

    def make_move(self, request: HttpRequest, obj: Any, name: str, *, screen: Callable, back: str | Callable, act: Any=None) -> HttpResponse:  # fmt: skip
        """Answer the POST of one decision: make the move and go `back`, or draw the screen again with what is against it.

        `screen(request, pk, refusal)` draws it. `act(reason=…)` is called where the decision is more than the move of
        the table. `back` is an address, or a function of the row as it is afterwards.
        """
        if name not in self.words:
            raise Http404
        words = self.words[name]
        form = words.reason_form(request.POST, needed=self.lifecycle.moves[name].needs_reason, name=name)
        act = act or partial(self.lifecycle.apply, name, obj, by=request.user)
        refusal = decide(request, obj, form, act, name=name, version=self.version)
        if refusal:
            return screen(request, obj.pk, refusal)
        messages.success(request, str(words.done(obj) if callable(words.done) else words.done or _("Done.")))
        return redirect(back(obj) if callable(back) else back)


def decide(request: HttpRequest, obj: Any, form: Form | None, act: Callable, *, name: str = "", version: str = "") -> Refusal | None:  # fmt: skip
    """Call `act` with what the form says if the row still stands as the screen showed it; else say why not."""
    seen = request.POST.get("seen_state", "")
    try:
        with transaction.atomic():
            require_shown(obj, seen, version)
            if form is not None and not form.is_valid():
                raise MoveRefused(sentences_of(form))
            act(**(form.cleaned_data if form is not None else {}))
    except MoveRefused as refused:
        return Refusal(name, refused.reasons, 422, form)
    except MoveNotAllowed:
        return Refusal(name, what_is_there(obj, seen, version, named=is_in_admin(request)), 409, form)
    return None


def sentences_of(form: Form) -> list[str]:
    return [str(error) for errors in form.errors.values() for error in errors]


def shown_state(obj: Any, version: str = "") -> str:
    """What a screen shows of a row, and what the decisions on it post: its state, and the version of its words."""
    stamp = getattr(obj, version) if version else None
    return f"{obj.state}|{stamp}" if stamp else str(obj.state)


def require_shown(obj: Any, seen: str, version: str = "") -> None:
    """Raise MoveNotAllowed unless the row stands as it was shown; locked, so that of two at once the second sees the first."""
    locked = type(obj)._base_manager.select_for_update(of=("self",)).get(pk=obj.pk)
    if shown_state(locked, version) != seen:
        raise MoveNotAllowed(f"the screen showed {seen}, there is {shown_state(locked, version)}")


def what_is_there(obj: Any, seen: str, version: str = "", *, named: bool, reasons: dict | None = None) -> list[str]:
    """For whoever came second: the row as it is now, and the words of whoever was first, who is named in the office.

    `reasons` has the words of reasons that are chosen from a list.
    """
    now = type(obj)._base_manager.get(pk=obj.pk)
    if now.state == seen.partition("|")[0] and shown_state(now, version) != seen:
        return [_("The words have changed in the meantime. Read them again before you decide.")]
    words = _("This has changed since the screen was opened, so nothing was decided. Now it is: %(state)s.")
    return [words % {"state": now.get_state_display()}, *last_decision(now, named=named, reasons=reasons)]


def last_decision(
    obj: Any, *, named: bool, actions: Any = ("lifecycle.move",), reasons: dict | None = None
) -> list[str]:
    """Who decided last, when and why, from the log."""
    entries = registry.get_logs_for_instance(obj).filter(action__in=actions).select_related("user")
    entry = entries.order_by("-timestamp", "-pk").first()
    said = []
    if entry and named and entry.user:
        said.append(_("Decided by %(who)s, %(day)s.") % {"who": entry.user, "day": full_date(entry.timestamp)})
    reason = entry.data.get("reason", "") if entry else ""
    if reason:
        said.append(_("The reason given: %(reason)s") % {"reason": (reasons or {}).get(reason, reason)})
    return said


def render_desk(request: HttpRequest, template: str, context: dict, refusal: Refusal | None = None) -> HttpResponse:
    """A screen of decisions; a refusal's sentences stand at its top, and its status is that of the answer."""
    refused = {"refused": refusal.sentences, "refusal": refusal} if refusal else {}
    return render(request, template, {**context, **refused}, status=refusal.status if refusal else 200)
