"""The editor's desk: practices that people sent in, the draft made from one, refusing with a reason."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.doors import role_required
from accounts.roles import DECIDERS
from practices.decisions import SUBMISSIONS
from practices.models import Submission
from practices.services import make_draft
from shared.office.identity import identity_view
from shared.office.moves import Refusal, render_desk
from shared.office.queue import queue_context

State = Submission.State


def visible_submission(request: HttpRequest, pk: int) -> Submission:
    """What this person decides about; 404 for anything sent from elsewhere."""
    found = Submission.objects.visible_to(request.user).select_related("municipality", "page__locale", "notice")
    return get_object_or_404(found, pk=pk)


@role_required(*DECIDERS)
def index(request: HttpRequest) -> HttpResponse:
    found = Submission.objects.visible_to(request.user).select_related("municipality")

    def rows(state: str):
        if state == "waiting":
            return found.waiting().order_by("created_at", "pk")
        return found.filter(state=state).order_by("-decided_at", "-pk")

    context = queue_context(
        request,
        title=_("Practices sent in"),
        tabs=[("waiting", _("waiting")), *((state, state.label) for state in (State.FINISHED, State.REFUSED))],
        rows=rows,
        columns=[_("Number"), _("Title"), _("State"), _("Received")],
    )
    return render(request, "practices/admin/index.html", context)


def submission(request: HttpRequest, pk: int, refusal: Refusal | None = None) -> HttpResponse:
    chosen = visible_submission(request, pk)
    context = {
        "submission": chosen,
        "decisions": SUBMISSIONS.decisions(chosen, request.user, refusal=refusal),
        "page_title": chosen.title,
    }
    return render_desk(request, "practices/admin/submission.html", context, refusal)


@require_POST
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Make the page of it, or refuse it; asked for again, the page is the one made before."""
    chosen = visible_submission(request, pk)
    if name == "refuse":
        return SUBMISSIONS.make_move(request, chosen, name, screen=submission, back=reverse("practices_admin:index"))
    if name == "take" and chosen.page_id:
        return redirect("wagtailadmin_pages:edit", chosen.page_id)

    def take(reason: str) -> None:
        make_draft(chosen, by=request.user)

    return SUBMISSIONS.make_move(request, chosen, name, screen=submission, back=page_address, act=take)


def page_address(chosen: Submission) -> str:
    return reverse("wagtailadmin_pages:edit", args=[chosen.page_id])


def identity(request: HttpRequest, pk: int) -> HttpResponse:
    """Who sent it; every reading is written down."""
    chosen = visible_submission(request, pk)
    facts = [
        (_("Number"), chosen.code),
        (_("Name"), chosen.name),
        (_("E-mail"), chosen.email),
        (_("Privacy notice shown"), chosen.notice),
    ]
    back = reverse("practices_admin:submission", args=[chosen.pk])
    return identity_view(request, chosen, title=chosen.code, facts=facts, back=back)
