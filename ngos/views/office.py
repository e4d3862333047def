"""The editor's desk: what waits (requests, first profiles, changes), one organisation, its decisions, merging."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.models import WorkflowState

from accounts.doors import role_required
from accounts.roles import DECIDERS, may_decide
from ngos import approval, services
from ngos.differences import differences, word_fields
from ngos.lifecycle import CLAIM, ORGANISATION, publication_gaps
from ngos.models import Claim, Membership, OrganisationPage
from ngos.permissions import may_merge
from ngos.registering import submission_of
from shared.acts.lifecycle import MoveRefused
from shared.intake.text import clean_text

PER_PAGE = 30
State = OrganisationPage.State


class ClaimDecisionForm(forms.ModelForm):
    class Meta:
        model = Claim
        fields = ["number_checked", "person_checked"]


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000, required=False
    )

    def clean_reason(self):
        return clean_text(self.cleaned_data["reason"])


def kept(request: HttpRequest, pk: int) -> OrganisationPage:
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


def organisation(request: HttpRequest, pk: int, **more) -> HttpResponse:
    chosen = kept(request, pk)
    draft = approval.draft_of(chosen)
    context = {
        "organisation": chosen,
        "words": word_fields(draft),
        "gaps": publication_gaps(draft) if chosen.state == State.SUBMITTED else [],
        "moves": list(ORGANISATION.available(chosen, request.user)),
        "members": Membership.objects.active().filter(organisation=chosen).select_related("user"),
        "submission": submission_of(chosen) if chosen.state == State.SUBMITTED else None,
        "reason_form": ReasonForm(),
        "trusts": OrganisationPage.Trust.choices,
        "can_merge": may_merge(request.user, chosen),
        "others": OrganisationPage.objects.decided_by(request.user)
        .filter(merged_into=None)
        .exclude(pk=pk)
        .order_by("title")[:500]
        if may_merge(request.user, chosen)
        else [],
        "page_title": chosen.title,
        **more,
    }
    return render(request, "ngos/admin/organisation.html", context, status=422 if more else 200)


@require_POST
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A decision of the table of moves. The first publication also makes the newest draft public."""
    chosen = kept(request, pk)
    if name not in ORGANISATION.moves:
        raise Http404
    form = ReasonForm(request.POST)
    form.is_valid()
    reason = form.cleaned_data.get("reason", "")
    if ORGANISATION.moves[name].needs_reason and not reason:
        return organisation(request, pk, refused=[_("Write the reason.")])
    try:
        services.decide(chosen, name, by=request.user, reason=reason)
    except MoveRefused as refused:
        return organisation(request, pk, refused=refused.reasons)
    messages.success(request, _("Done."))
    return redirect("ngos_admin:organisation", pk)


@require_POST
def trust(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = kept(request, pk)
    services.set_trust(chosen, by=request.user, trust=request.POST.get("trust", ""))
    messages.success(request, _("Done."))
    return redirect("ngos_admin:organisation", pk)


def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """The checklist of a request: number in the register, person; then accept, or refuse with a reason."""
    waiting = Claim.objects.visible_to(request.user).select_related("organisation__municipality", "user")
    chosen = get_object_or_404(waiting, pk=pk)
    if not may_decide(request.user, chosen.organisation):
        raise Http404
    form, reasons = ClaimDecisionForm(request.POST or None, instance=chosen), ReasonForm(request.POST or None)
    refused: list[str] = []
    if request.method == "POST" and form.is_valid() and reasons.is_valid():
        form.save()
        name, reason = ("refuse" if "refuse" in request.POST else "accept"), reasons.cleaned_data["reason"]
        if name == "refuse" and not reason:
            refused = [_("Write the reason.")]
        else:
            try:
                CLAIM.apply(name, chosen, by=request.user, reason=reason)
                messages.success(request, _("Done."))
                return redirect("ngos_admin:index")
            except MoveRefused as error:
                refused = error.reasons
    context = {
        "claim": chosen,
        "form": form,
        "reasons": reasons,
        "refused": refused,
        "page_title": chosen.organisation.title,
    }
    return render(request, "ngos/admin/claim.html", context, status=422 if refused else 200)


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """A change that waits: what is public beside what is asked for, word by word; approve, or send back with a reason."""
    chosen = kept(request, pk)
    state = chosen.current_workflow_state
    task = state.current_task_state if state else None
    if task is None:
        messages.info(request, _("Nothing waits here any more."))
        return redirect("ngos_admin:index")
    asked = task.revision.as_object()
    refused: list[str] = []
    if request.method == "POST":
        form = ReasonForm(request.POST)
        form.is_valid()
        reason = form.cleaned_data.get("reason", "")
        if str(task.revision_id) != request.POST.get("seen"):
            refused = [_("The members have changed the words in the meantime. Read them again before you decide.")]
        elif "reject" in request.POST and not reason:
            refused = [_("Write the reason.")]
        else:
            approval.settle_change(chosen, task, by=request.user, approve="reject" not in request.POST, reason=reason)
            messages.success(request, _("Done."))
            return redirect("ngos_admin:index")
    context = {
        "organisation": chosen, "changes": differences(OrganisationPage.objects.get(pk=pk), asked), "task": task,
        "reason_form": ReasonForm(), "refused": refused, "page_title": chosen.title,
    }  # fmt: skip
    return render(request, "ngos/admin/change.html", context, status=409 if refused else 200)


@require_POST
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Two rows of one organisation become one; the other's address leads to it from now on."""
    chosen = kept(request, pk)
    if not may_merge(request.user, chosen):
        raise PermissionDenied
    into = (
        OrganisationPage.objects.decided_by(request.user)
        .filter(merged_into=None, pk=request.POST.get("into") or 0)
        .first()
    )
    if into is None or into.pk == chosen.pk:
        return organisation(request, pk, refused=[_("Choose the organisation that stays.")])
    services.merge(chosen, into=into, by=request.user)
    messages.success(request, _("Done."))
    return redirect("ngos_admin:organisation", into.pk)
