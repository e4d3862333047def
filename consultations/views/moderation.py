"""The moderator's queue: one list, keyboard, bulk decisions with a reason, undo."""

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.lifecycle import COMMENT
from consultations.models import Comment, Submitter
from shared.acts.lifecycle import MoveNotAllowed, MoveRefused
from shared.office.identity import identity_view
from shared.office.moves import require_shown, shown_state, what_is_there
from shared.office.queue import queue_context
from shared.templatetags.razem import full_date

STATES = (Comment.State.PENDING, Comment.State.PUBLISHED, Comment.State.HIDDEN)
REASONS = dict(Comment.HiddenReason.choices)
UNDO = "moderation_decided"  # the last decision of this person, with what it left behind
WORDS = "words_id"  # a decision is about the words that were read


@dataclass
class Asked:
    """One press of a button: the move, the comments it is about, the reason for hiding."""

    move: str
    pks: list[int]
    reason: str


def queue(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return decide(request)
    return queue_screen(request)


def queue_screen(request: HttpRequest, refused: list[str] | None = None, asked: Asked | None = None, status: int = 200) -> HttpResponse:  # fmt: skip
    """The comments of the chosen state that this person moderates; after a refusal what was ticked and chosen stays."""
    comments = Comment.objects.moderated_by(request.user).for_reading()
    if request.GET.get("konsultacja", "").isdecimal():
        comments = comments.filter(consultation=int(request.GET["konsultacja"][:9]))

    def rows(state: str):
        return comments.filter(state=state).order_by("created_at" if state == STATES[0] else "-created_at", "pk")

    context = queue_context(
        request,
        title=_("Comments to moderate"),
        tabs=list(zip(STATES, (_("Waiting"), _("Published"), _("Hidden")), strict=True)),
        rows=rows,
    )
    for comment in context["page_obj"]:
        comment.seen_state = shown_state(comment, WORDS)
    context |= {
        "reasons": Comment.HiddenReason.choices,
        "undo": request.session.get(UNDO, []),
        "refused": refused or [],
        "asked": asked,
    }
    return render(request, "consultations/admin/queue.html", context, status=status)


def decide(request: HttpRequest) -> HttpResponse:
    """One button decides about one comment, the bulk buttons about all that are ticked."""
    asked = read_decision(request.POST)
    if asked.move == "hide" and asked.reason not in REASONS:
        words = _("Choose the reason for hiding: the author gets it in a letter.")
        return queue_screen(request, [words], asked, 422)
    comments = Comment.objects.moderated_by(request.user).for_reading().filter(pk__in=asked.pks)
    done, refused = apply(asked, comments, request)
    if asked.move == "undo":
        request.session.pop(UNDO, None)
    elif done:
        request.session[UNDO] = [[comment.pk, shown_state(comment, WORDS)] for comment in done]
    say(request, asked.move, len(done), len(refused))
    return queue_screen(request, refused, status=409) if refused else redirect(back(request))


def read_decision(data) -> Asked:
    for move in ("publish", "hide"):
        if data.get(move, "").isdecimal():
            return Asked(move, [int(data[move][:18])], data.get(f"reason-{data[move]}", ""))
    move = data.get("bulk", "")
    picked = [int(value[:18]) for value in data.getlist("pick") if value.isdecimal()]
    return Asked(move if move in ("publish", "hide", "undo") else "publish", picked, data.get("reason", ""))


def apply(asked: Asked, comments, request: HttpRequest) -> tuple[list[Comment], list[str]]:
    """What was decided, and why the rest was not: somebody else was quicker, the author has changed the words."""
    done, refused = [], []
    for comment in comments:
        seen = request.POST.get(f"seen-{comment.pk}", "")
        try:
            with transaction.atomic():
                require_shown(comment, seen, WORDS)
                COMMENT.apply(asked.move, comment, by=request.user, reason=asked.reason)
            done.append(comment)
        except MoveRefused as refusal:
            refused.append(f"{comment.code}: {' '.join(refusal.reasons)}")
        except MoveNotAllowed:
            now = what_is_there(comment, seen, WORDS, named=True, reasons=REASONS)
            refused.append(f"{comment.code}: {' '.join(now)}")
    return done, refused


def say(request: HttpRequest, move: str, done: int, refused: int) -> None:
    if done and move == "undo":
        messages.success(request, _("The decision has been undone: the comments wait again."))
    elif done:
        text = ngettext("%(count)s comment decided.", "%(count)s comments decided.", done) % {"count": done}
        messages.success(request, text)
    elif not refused:
        messages.warning(request, _("Tick at least one comment."))


def back(request: HttpRequest) -> str:
    query = request.GET.urlencode()
    return reverse("consultations_admin:queue") + (f"?{query}" if query else "")


def identity(request: HttpRequest, pk: int) -> HttpResponse:
    """Who sent a comment: for those entitled only, and every reading is logged."""
    found = Submitter.objects.visible_to(request.user).select_related("comment__consultation", "solectwo", "notice")
    submitter = get_object_or_404(found, comment=pk)
    comment = submitter.comment
    facts = [
        (_("Comment"), comment.code),
        (_("Name"), submitter.name),
        (_("E-mail"), submitter.email),
        (_("Village"), submitter.solectwo),
        (_("Privacy notice shown"), submitter.notice),
    ]
    back = f"{reverse('consultations_admin:queue')}?stan={comment.state}&konsultacja={comment.consultation_id}"
    if submitter.erased_at:
        facts.append((_("Erased on"), full_date(submitter.erased_at)))
    return identity_view(request, comment, title=comment.code, facts=facts, back=back)
