"""The answering desk: comments by fragment at the left, one comment and its answer at the right."""

from functools import reduce
from operator import or_

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Case, Count, Max, Q, Sum, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from consultations.decisions import ANSWERS
from consultations.forms.office import AnswerForm
from consultations.lifecycle import RESPONSE
from consultations.models import Comment, ConsultationPage, Response
from consultations.permissions import may_host
from consultations.services import answer_comments, publish_responses
from consultations.views.panel import own_consultation
from shared.acts.lifecycle import MoveNotAllowed, MoveRefused
from shared.office.moves import Refusal, render_desk

PER_PAGE = 50
OTHERS = 30
STATES = ("none", *Response.State.values)


def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows a comment, POST saves its answer and goes on to the next one without an answer."""
    consultation = own_consultation(request, pk)
    if request.method != "POST":
        return desk_screen(request, consultation)
    if not may_host(request.user, consultation):
        raise PermissionDenied
    comments = to_answer(consultation)
    shown = chosen(request, comments)
    if shown is None:
        raise Http404
    form = answer_form(request, shown, comments, request.POST)
    if form.is_valid() and save(request, shown, form):
        return redirect(address(request, next_number(comments, shown)))
    return desk_screen(request, consultation, form=form)


def desk_screen(request: HttpRequest, consultation, *, form=None, refusal: Refusal | None = None) -> HttpResponse:
    comments = to_answer(consultation)
    shown = chosen(request, comments)
    form = form or (answer_form(request, shown, comments) if shown else None)
    context = desk_context(request, consultation, comments, shown, form)
    context["decisions"] = ANSWERS.decisions(shown.response, request.user) if shown and shown.response else []
    answer = render_desk(request, "consultations/admin/desk.html", context, refusal)
    if form and form.errors:
        answer.status_code = 422
    return answer


def to_answer(consultation: ConsultationPage):
    """What the desk lists, in the order of the document and then of the numbers."""
    found = Comment.objects.filter(consultation=consultation).to_answer().for_reading()
    return found.order_by("unit__order", "number")


def filtered(comments, state: str, words: str = ""):
    if state == "none":
        comments = comments.filter(response=None)
    elif state in STATES:
        comments = comments.filter(response__state=state)
    if words:
        comments = comments.filter(in_words(words))
    return comments


def in_words(words: str) -> Q:
    fields = ("opinion", "proposed_text", "rationale")
    return reduce(or_, (Q(**{f"words__{name}__icontains": words}) for name in fields))


def chosen(request: HttpRequest, comments) -> Comment | None:
    """The comment named in ?uwaga=7, else the first without an answer, else the first."""
    number = request.GET.get("uwaga", "")
    if number.isdecimal():
        return get_object_or_404(comments, number=int(number[:9]))
    return filtered(comments, "none").first() or comments.first()


def answer_form(request: HttpRequest, shown: Comment, comments, data=None) -> AnswerForm:
    response = shown.response
    initial = {"seen": stamp(response, shown)}
    if response:
        initial |= {"verdict": response.verdict, "text": response.text, "changed_wording": response.changed_wording}
    initial |= from_template(request, shown)
    others = list(comments.filter(response=response.pk).exclude(pk=shown.pk)) if response else []
    initial["also"] = [str(comment.pk) for comment in others]
    return AnswerForm(data, others=others + without_answer(comments, shown), initial=initial)


def without_answer(comments, shown: Comment) -> list[Comment]:
    """Comments that may share the answer: those on the same fragment first, then the rest of the consultation."""
    elsewhere = Case(When(unit=shown.unit_id, then=0), default=1) if shown.unit_id else Value(0)
    waiting = comments.filter(response=None).exclude(pk=shown.pk).annotate(elsewhere=elsewhere)
    return list(waiting.order_by("elsewhere", "unit__order", "number")[:OTHERS])


def from_template(request: HttpRequest, shown: Comment) -> dict:
    """The words of another answer of the same consultation, chosen with ?wzor=."""
    key = request.GET.get("wzor", "")
    source = (
        Response.objects.filter(consultation=shown.consultation_id, pk=int(key[:18])).first()
        if key.isdecimal()
        else None
    )
    return {"verdict": source.verdict, "text": source.text} if source else {}


def stamp(response: Response | None, shown: Comment) -> str:
    """What the clerk has read: this state of the answer and these words of the comment."""
    return f"{response.updated_at.isoformat() if response else ''}|{shown.words_id}"


def save(request: HttpRequest, shown: Comment, form: AnswerForm) -> bool:
    """Save the answer as a draft; say what stands in the way and keep what was typed."""
    data = form.cleaned_data
    if data["seen"] != stamp(shown.response, shown):
        form.add_error(
            None,
            _(
                "The answer or the comment has changed in the meantime. Your words are still here: compare and save again."
            ),
        )
        form.data = {**form.data.dict(), "seen": stamp(shown.response, shown), "also": data["also"]}
        return False
    group = [shown, *Comment.objects.filter(consultation=shown.consultation_id, pk__in=data["also"]).for_reading()]
    try:
        answer_comments(
            group,
            by=request.user,
            verdict=data["verdict"],
            text=data["text"],
            changed_wording=data["changed_wording"],
            response=shown.response,
        )
    except MoveNotAllowed:
        form.add_error(None, _("This answer is public already; it does not change."))
        return False
    except MoveRefused as refusal:
        form.add_error("text", " ".join(refusal.reasons))
        return False
    messages.success(
        request,
        ngettext("Answer saved for %(count)s comment.", "Answer saved for %(count)s comments.", len(group))
        % {"count": len(group)},
    )
    return True


def next_number(comments, shown: Comment) -> int | None:
    following = filtered(comments, "none").exclude(pk=shown.pk)
    later = following.filter(number__gt=shown.number).order_by("number").first() or following.order_by("number").first()
    return later.number if later else None


def address(request: HttpRequest, number: int | None) -> str:
    query = request.GET.copy()
    query.pop("wzor", None)
    query.pop("uwaga", None)
    if number:
        query["uwaga"] = number
    return f"{request.path}?{query.urlencode()}"


def desk_context(request: HttpRequest, consultation, comments, shown, form) -> dict:
    state, words = request.GET.get("stan", ""), request.GET.get("q", "").replace("\x00", "").strip()[:100]
    page_obj = Paginator(filtered(comments, state, words), PER_PAGE).get_page(request.GET.get("page"))
    to_approve, seen_drafts = shown_together(drafts_of_others(consultation, request.user))
    to_publish, seen_approved = shown_together(approved_of(consultation))
    return {
        "consultation": consultation,
        "clock": consultation.clock,
        "numbers": consultation.clock.numbers,
        "page_obj": page_obj,
        "shown": shown,
        "response": shown.response if shown else None,
        "form": form,
        "state": state,
        "words": words,
        "states": STATES,
        "can_write": may_host(request.user, consultation),
        "to_approve": to_approve,
        "to_publish": to_publish,
        "seen_drafts": seen_drafts,
        "seen_approved": seen_approved,
        "templates": Response.objects.filter(consultation=consultation).order_by("-updated_at")[:12],
        "page_title": _("Answers: %(title)s") % {"title": consultation.title},
    }


def drafts_of_others(consultation, user):
    found = Response.objects.filter(consultation=consultation, state=Response.State.DRAFT)
    return found.exclude(author=user).select_related("consultation")


def approved_of(consultation):
    return Response.objects.filter(consultation=consultation, state=Response.State.APPROVED)


def shown_together(responses) -> tuple[int, str]:
    """How many there are, and a stamp: another one of them, or another wording, makes it another stamp."""
    facts = responses.order_by().aggregate(count=Count("pk"), which=Sum("pk"), newest=Max("updated_at"))
    return facts["count"], f"{facts['count']}|{facts['which']}|{facts['newest']}"


@require_POST
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Approve or return one answer."""
    response = get_object_or_404(Response.objects.select_related("consultation__municipality"), pk=pk)
    consultation = own_consultation(request, response.consultation_id)

    def screen(request, pk, refusal):
        return desk_screen(request, consultation, refusal=refusal)

    number, back = request.GET.get("uwaga", ""), reverse("consultations_admin:desk", args=[consultation.pk])
    back = f"{back}?uwaga={number}" if number.isdecimal() else back
    return ANSWERS.make_move(request, response, name, screen=screen, back=back)


@require_POST
@transaction.atomic
def approve_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve every draft that somebody else has written, if these are the drafts that the screen showed."""
    consultation = own_consultation(request, pk)
    if not may_host(request.user, consultation):
        raise PermissionDenied
    drafts = drafts_of_others(consultation, request.user)
    if not still_shown(request, drafts):
        return desk_screen(request, consultation, refusal=others_now())
    count = len(RESPONSE.apply_all("approve", drafts, by=request.user))
    messages.success(
        request, ngettext("%(count)s answer approved.", "%(count)s answers approved.", count) % {"count": count}
    )
    return redirect("consultations_admin:desk", pk)


@require_POST
@transaction.atomic
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish all approved answers together; their authors get letters."""
    consultation = own_consultation(request, pk)
    if not may_host(request.user, consultation):
        raise PermissionDenied
    if consultation.state != ConsultationPage.State.ANNOUNCED:
        words = _("After the report answers do not change.")
        return desk_screen(request, consultation, refusal=Refusal("publish", [words], 409))
    if not still_shown(request, approved_of(consultation)):
        return desk_screen(request, consultation, refusal=others_now())
    count = publish_responses(consultation, by=request.user)
    messages.success(
        request, ngettext("%(count)s answer published.", "%(count)s answers published.", count) % {"count": count}
    )
    return redirect("consultations_admin:desk", pk)


def still_shown(request: HttpRequest, responses) -> bool:
    """Asked under a lock: the answers of the button are those that the screen had counted."""
    list(responses.select_for_update(of=("self",)).order_by("pk"))
    return shown_together(responses)[1] == request.POST.get("seen_state", "")


def others_now() -> Refusal:
    words = _("The answers have changed in the meantime. Look at them again before you decide about all together.")
    return Refusal("all", [words], 409)
