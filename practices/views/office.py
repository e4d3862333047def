"""The editor's desk: practices that people sent in, the draft made from one, refusing with a reason."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.log_actions import log

from accounts.doors import role_required
from accounts.roles import DECIDERS
from practices.forms import ReasonForm
from practices.lifecycle import SUBMISSION
from practices.models import Submission
from practices.services import make_draft
from shared.acts.lifecycle import MoveRefused

PER_PAGE = 30
State = Submission.State


def seen(request: HttpRequest, pk: int) -> Submission:
    """What this person decides about; 404 for anything sent from elsewhere."""
    found = Submission.objects.visible_to(request.user).select_related("municipality", "page__locale", "notice")
    return get_object_or_404(found, pk=pk)


@role_required(*DECIDERS)
def index(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("stan", "")
    state = state if state in (State.FINISHED, State.REFUSED) else "waiting"
    found = Submission.objects.visible_to(request.user).select_related("municipality")
    found = found.waiting().order_by("created_at", "pk") if state == "waiting" else _decided(found, state)
    context = {
        "page_obj": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "state": state,
        "tabs": [("waiting", _("waiting")), *((s, s.label) for s in (State.FINISHED, State.REFUSED))],
        "page_title": _("Practices sent in"),
    }
    return render(request, "practices/admin/index.html", context)


def _decided(found, state: str):
    return found.filter(state=state).order_by("-decided_at", "-pk")


def submission(request: HttpRequest, pk: int, refused: list[str] | None = None) -> HttpResponse:
    chosen = seen(request, pk)
    context = {
        "submission": chosen,
        "moves": {move.name for move in SUBMISSION.available(chosen, request.user)},
        "reason_form": ReasonForm(request.POST or None),
        "refused": refused or [],
        "page_title": chosen.title,
    }
    return render(request, "practices/admin/submission.html", context, status=422 if refused else 200)


@require_POST
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the page, or find the one made before, and open it."""
    try:
        page = make_draft(seen(request, pk), by=request.user)
    except MoveRefused as error:
        return submission(request, pk, refused=error.reasons)
    messages.success(request, _("Here is the draft. Complete it, check the facts with the sender, publish it."))
    return redirect("wagtailadmin_pages:edit", page.pk)


@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    form = ReasonForm(request.POST)
    form.is_valid()
    try:
        SUBMISSION.apply("refuse", seen(request, pk), by=request.user, reason=form.cleaned_data.get("reason", ""))
    except MoveRefused as error:
        return submission(request, pk, refused=error.reasons)
    messages.success(request, _("Refused. The sender will read the reason in a letter."))
    return redirect("practices_admin:index")


def identity(request: HttpRequest, pk: int) -> HttpResponse:
    """Who sent it; every reading is written down."""
    chosen = seen(request, pk)
    log(chosen, "identity.read", user=request.user)
    return render(request, "practices/admin/identity.html", {"submission": chosen, "page_title": chosen.code})
