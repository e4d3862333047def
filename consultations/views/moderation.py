"""The moderator's queue: one list, keyboard, bulk decisions with a reason, undo."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from consultations.lifecycle import COMMENT
from consultations.models import Comment, Submitter
from shared.acts.lifecycle import MoveNotAllowed

PER_PAGE = 30
STATES = (Comment.State.PENDING, Comment.State.PUBLISHED, Comment.State.HIDDEN)
UNDO = "moderation_undo"


def found(request: HttpRequest):
    """The comments of the chosen state that this person moderates."""
    state = request.GET.get("stan", Comment.State.PENDING)
    state = state if state in STATES else Comment.State.PENDING
    comments = Comment.objects.moderated_by(request.user).for_reading().filter(state=state)
    if request.GET.get("konsultacja", "").isdecimal():
        comments = comments.filter(consultation=int(request.GET["konsultacja"][:9]))
    return state, comments.order_by("created_at" if state == Comment.State.PENDING else "-created_at", "pk")


def queue(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return decide(request)
    state, comments = found(request)
    page_obj = Paginator(comments, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page_obj,
        "state": state,
        "states": list(zip(STATES, (_("Waiting"), _("Published"), _("Hidden")), strict=True)),
        "reasons": Comment.HiddenReason.choices,
        "undo": request.session.get(UNDO, []),
        "page_title": _("Comments to moderate"),
    }
    return render(request, "consultations/admin/queue.html", context)


def decide(request: HttpRequest) -> HttpResponse:
    """One button decides about one comment, the bulk buttons about all that are ticked."""
    move, pks, reason = read_decision(request.POST)
    if move == "hide" and reason not in Comment.HiddenReason.values:
        messages.error(request, _("Choose the reason for hiding: the author gets it in a letter."))
        return redirect(back(request))
    comments = Comment.objects.moderated_by(request.user).for_reading().filter(pk__in=pks)
    read = [comment for comment in comments if was_read(request.POST, comment)]
    done, late = apply(move, read, request.user, reason)
    late += len(comments) - len(read)
    if move == "undo":
        request.session.pop(UNDO, None)
    elif done:
        request.session[UNDO] = done
    if move == "undo" and done:
        messages.success(request, _("The decision has been undone: the comments wait again."))
    else:
        say(request, len(done), late)
    return redirect(back(request))


def was_read(data, comment: Comment) -> bool:
    """False when the author has changed the words since the moderator's screen was drawn."""
    return data.get(f"read-{comment.pk}", str(comment.words_id)) == str(comment.words_id)


def read_decision(data) -> tuple[str, list[int], str]:
    for move in ("publish", "hide"):
        if data.get(move, "").isdecimal():
            return move, [int(data[move][:18])], data.get(f"reason-{data[move]}", "")
    move = data.get("bulk", "")
    picked = [int(value[:18]) for value in data.getlist("pick") if value.isdecimal()]
    return (move if move in ("publish", "hide", "undo") else "publish"), picked, data.get("reason", "")


def apply(move: str, comments: list[Comment], user, reason: str) -> tuple[list[int], int]:
    """The keys of what was decided, and how many somebody else had decided in the meantime."""
    done, late = [], 0
    for comment in comments:
        try:
            COMMENT.apply(move, comment, by=user, reason=reason)
            done.append(comment.pk)
        except MoveNotAllowed:
            late += 1
    return done, late


def say(request: HttpRequest, done: int, late: int) -> None:
    if done:
        text = ngettext("%(count)s comment decided.", "%(count)s comments decided.", done) % {"count": done}
        messages.success(request, text)
    if late:
        messages.warning(
            request,
            _(
                "Somebody else has already decided about some of them, or the author has changed the words; nothing was changed there."
            ),
        )
    if not done and not late:
        messages.warning(request, _("Tick at least one comment."))


def back(request: HttpRequest) -> str:
    query = request.GET.urlencode()
    return reverse("consultations_admin:queue") + (f"?{query}" if query else "")


def identity(request: HttpRequest, pk: int) -> HttpResponse:
    """Who sent a comment: for those entitled only, and every reading is logged."""
    submitter = Submitter.objects.visible_to(request.user).filter(comment=pk).select_related("comment__consultation")
    submitter = submitter.select_related("solectwo", "notice").first()
    if submitter is None:
        return render(request, "404.html", status=404)
    log(submitter.comment, "identity.read", user=request.user)
    context = {"submitter": submitter, "comment": submitter.comment, "page_title": submitter.comment.code}
    return render(request, "consultations/admin/identity.html", context)
