"""The editor's desk: campaigns that wait, publishing or returning them with a reason."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.doors import role_required
from accounts.roles import DECIDERS
from shared.acts.lifecycle import MoveRefused
from signups.forms import WhyForm
from signups.models import Slot
from volunteering.figures import totals
from volunteering.lifecycle import CAMPAIGN, gaps
from volunteering.models import CampaignPage

PER_PAGE = 30
S = CampaignPage.State
MOVES = ("publish", "return", "cancel", "sum_up")


def kept(request: HttpRequest, pk: int) -> CampaignPage:
    """What this person decides about; 404 for other municipalities."""
    found = CampaignPage.objects.decided_by(request.user).select_related(
        "locale", "organisation__locale", "municipality"
    )
    return get_object_or_404(found, pk=pk)


@role_required(*DECIDERS)
def index(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("stan", S.SUBMITTED)
    state = state if state in S.values else S.SUBMITTED
    found = (
        CampaignPage.objects.decided_by(request.user).filter(state=state).select_related("organisation", "municipality")
    )
    page_obj = Paginator(found.order_by("-latest_revision_created_at", "-pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    given = totals(list(page_obj.object_list))
    context = {
        "rows": [(campaign, given[campaign.pk]) for campaign in page_obj.object_list],
        "page_obj": page_obj,
        "state": state,
        "tabs": [(value, label) for value, label in S.choices],
        "page_title": _("Campaigns"),
    }
    return render(request, "volunteering/admin/index.html", context)


def campaign(request: HttpRequest, pk: int, refused: list[str] | None = None) -> HttpResponse:
    chosen = kept(request, pk)
    context = {
        "campaign": chosen,
        "newest": chosen.get_latest_revision_as_object(),
        "slots": Slot.objects.filter(page=chosen.pk).counted(),
        "gaps": gaps(chosen) if chosen.state in (S.DRAFT, S.SUBMITTED) else [],
        "moves": {move.name for move in CAMPAIGN.available(chosen, request.user)},
        "form": WhyForm(),
        "refused": refused or [],
        "page_title": chosen.get_latest_revision_as_object().title,
    }
    return render(request, "volunteering/admin/campaign.html", context, status=409 if refused else 200)


@require_POST
def decide(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    chosen = kept(request, pk)
    if move not in MOVES:
        raise Http404
    try:
        CAMPAIGN.apply(move, chosen, by=request.user, reason=request.POST.get("reason", "")[:1000])
    except MoveRefused as refusal:
        return campaign(request, pk, refused=refusal.reasons)
    messages.success(request, _("Done. Those concerned get a letter."))
    return redirect("volunteering_admin:campaign", chosen.pk)
