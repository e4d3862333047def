"""The editor's desk: what waits (requests, first profiles, changes), one organisation, its decisions, merging."""

from dataclasses import replace
from functools import partial

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.models import WorkflowState

from accounts.doors import role_required
from accounts.roles import DECIDERS, may_decide
from ngos import approval, services
from ngos.decisions import CLAIMS, ORGANISATIONS
from ngos.differences import differences, word_fields
from ngos.lifecycle import CLAIM, publication_gaps
from ngos.models import Claim, Membership, OrganisationPage
from ngos.permissions import may_merge
from ngos.registering import submission_of
from shared.acts.lifecycle import MoveNotAllowed
from shared.office.forms import ReasonForm
from shared.office.moves import Refusal, decide, last_decision, render_desk, sentences_of, shown_state

PER_PAGE = 30
State = OrganisationPage.State


class ClaimDecisionForm(forms.ModelForm):
    class Meta:
        model = Claim
        fields = ["number_checked", "person_checked"]


def decided_organisation(request: HttpRequest, pk: int) -> OrganisationPage:
    """An organisation this person decides about; 404 for any other."""
    found = OrganisationPage.objects.decided_by(request.user).select_related("municipality", "village", "locale")
    organisation = get_object_or_404(found, pk=pk)
    if not may_decide(request.user, organisation):
        raise Http404
    return organisation


@role_required(*DECIDERS)
def index(request: HttpRequest) -> HttpResponse:
    found = (
        OrganisationPage.objects.decided_by(request.user)
        .filter(merged_into=None)
        .select_related("municipality", "locale")
    )
    words = request.GET.get("q", "").replace("\x00", "")[:100].strip()
    listed = found.filter(title__icontains=words) if words else found
    context = {
        "claims": Claim.objects.visible_to(request.user)
        .filter(state=Claim.State.NEW)
        .select_related("organisation", "user"),
        "submitted": found.filter(state=State.SUBMITTED).order_by("title"),
        "waiting": changes_waiting(found),
        "page_obj": Paginator(listed.order_by("title", "pk"), PER_PAGE).get_page(request.GET.get("page")),
        "words": words,
        "page_title": _("Organisations"),
    }
    return render(request, "ngos/admin/index.html", context)


def changes_waiting(found) -> list[OrganisationPage]:
    """Organisations with a change in the workflow of their branch, oldest first."""
    in_progress = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS, object_id__in=[str(pk) for pk in found.filter(has_unpublished_changes=True).values_list("pk", flat=True)]
    )  # fmt: skip
    order = [int(state.object_id) for state in in_progress.order_by("created_at")]
    by_pk = found.in_bulk(order)
    return [by_pk[pk] for pk in order if pk in by_pk]


def organisation(request: HttpRequest, pk: int, refusal: Refusal | None = None) -> HttpResponse:
    chosen = decided_organisation(request, pk)
    draft = approval.draft_of(chosen)
    waits = chosen.state == State.SUBMITTED
    others = OrganisationPage.objects.decided_by(request.user).filter(merged_into=None).exclude(pk=pk)
    context = {
        "organisation": chosen,
        "words": word_fields(draft),
        "gaps": publication_gaps(draft) if waits else [],
        "decisions": ORGANISATIONS.decisions(chosen, request.user, refusal=refusal),
        "seen_state": shown_state(chosen),
        "members": Membership.objects.active().filter(organisation=chosen).select_related("user"),
        "submission": submission_of(chosen) if waits else None,
        "trusts": OrganisationPage.Trust.choices,
        "can_merge": may_merge(request.user, chosen),
        "others": others.order_by("title")[:500] if may_merge(request.user, chosen) else [],
        "page_title": chosen.title,
    }
    return render_desk(request, "ngos/admin/organisation.html", context, refusal)


@require_POST
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A decision of the table of moves. The first publication also makes the newest draft public."""
    chosen = decided_organisation(request, pk)
    act = partial(services.decide, chosen, name, by=request.user)
    back = reverse("ngos_admin:organisation", args=[pk])
    return ORGANISATIONS.make_move(request, chosen, name, screen=organisation, back=back, act=act)


@require_POST
def trust(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = decided_organisation(request, pk)
    services.set_trust(chosen, by=request.user, trust=request.POST.get("trust", ""))
    messages.success(request, _("Done."))
    return redirect("ngos_admin:organisation", pk)


def decided_claim(request: HttpRequest, pk: int) -> Claim:
    waiting = Claim.objects.visible_to(request.user).select_related("organisation__municipality", "user")
    chosen = get_object_or_404(waiting, pk=pk)
    if not may_decide(request.user, chosen.organisation):
        raise Http404
    return chosen


def claim(request: HttpRequest, pk: int, refusal: Refusal | None = None) -> HttpResponse:
    """The checklist of a request: number in the register, person; then accept, or refuse with a reason."""
    chosen = decided_claim(request, pk)
    checks = ClaimDecisionForm(request.POST if refusal and refusal.name == "accept" else None, instance=chosen)
    decisions = CLAIMS.decisions(chosen, request.user, refusal=refusal)
    context = {
        "claim": chosen,
        "decisions": [replace(made, form=checks) if made.name == "accept" else made for made in decisions],
        "page_title": chosen.organisation.title,
    }
    return render_desk(request, "ngos/admin/claim.html", context, refusal)


@require_POST
def move_claim(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """What was ticked counts in the decision and is stored with it."""
    chosen = decided_claim(request, pk)

    def act(reason: str) -> None:
        if name == "accept":
            ClaimDecisionForm(request.POST, instance=chosen).save()
        CLAIM.apply(name, chosen, by=request.user, reason=reason)

    return CLAIMS.make_move(request, chosen, name, screen=claim, back=reverse("ngos_admin:index"), act=act)


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """A change that waits: what is public beside what is asked for, word by word; approve, or send back with a reason."""
    chosen = decided_organisation(request, pk)
    if request.method == "POST":
        return settle_change(request, chosen)
    if waiting_task(chosen) is None:
        messages.info(request, _("Nothing waits here any more."))
        return redirect("ngos_admin:index")
    return change_screen(request, chosen)


def waiting_task(chosen: OrganisationPage):
    state = chosen.current_workflow_state
    return state.current_task_state if state else None


def change_screen(request: HttpRequest, chosen: OrganisationPage, refusal: Refusal | None = None) -> HttpResponse:
    task = waiting_task(chosen)
    context = {
        "organisation": chosen,
        "changes": differences(OrganisationPage.objects.get(pk=chosen.pk), task.revision.as_object()),
        "task": task,
        "reason_form": refusal.form if refusal and refusal.form else ReasonForm(),
        "page_title": chosen.title,
    }
    return render_desk(request, "ngos/admin/change.html", context, refusal)


def settle_change(request: HttpRequest, chosen: OrganisationPage) -> HttpResponse:
    """Whoever decides has read the revision that the form names; of two who decide the second is told of the first."""
    task, approve = waiting_task(chosen), "reject" not in request.POST
    form = ReasonForm(request.POST, needed=not approve)
    if task is None:
        return organisation(request, chosen.pk, already_settled(chosen))
    if str(task.revision_id) != request.POST.get("seen_state"):
        words = _("The members have changed the words in the meantime. Read them again before you decide.")
        return change_screen(request, chosen, Refusal("change", [words], 409, form))
    if not form.is_valid():
        return change_screen(request, chosen, Refusal("change", sentences_of(form), 422, form))
    try:
        approval.settle_change(
            chosen, task, by=request.user, approve=approve, reason=form.cleaned_data["reason"] if not approve else ""
        )
    except MoveNotAllowed:
        return organisation(request, chosen.pk, already_settled(chosen))
    messages.success(request, _("Done."))
    return redirect("ngos_admin:index")


def already_settled(chosen: OrganisationPage) -> Refusal:
    words = _("Somebody has decided about this change already.")
    said = last_decision(chosen, named=True, actions=(approval.APPROVED, approval.RETURNED))
    return Refusal("change", [words, *said], 409)


@require_POST
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Two rows of one organisation become one; the other's address leads to it from now on."""
    chosen = decided_organisation(request, pk)
    if not may_merge(request.user, chosen):
        raise PermissionDenied
    into = (
        OrganisationPage.objects.decided_by(request.user)
        .filter(merged_into=None, pk=request.POST.get("into") or 0)
        .first()
    )
    if into is None or into.pk == chosen.pk:
        return organisation(request, pk, Refusal("merge", [_("Choose the organisation that stays.")], 422))
    refusal = decide(request, chosen, None, partial(services.merge, chosen, into=into, by=request.user), name="merge")
    if refusal:
        return organisation(request, pk, refusal)
    messages.success(request, _("Done."))
    return redirect("ngos_admin:organisation", into.pk)
