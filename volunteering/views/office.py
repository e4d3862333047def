"""The editor's desk: campaigns that wait, publishing or returning them with a reason."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from accounts.doors import role_required
from accounts.roles import DECIDERS
from shared.office.moves import Refusal, render_desk
from shared.office.queue import queue_context
from signups.models import Slot
from volunteering.decisions import OFFICE
from volunteering.figures import totals
from volunteering.lifecycle import gaps
from volunteering.models import CampaignPage

S = CampaignPage.State
WAITING_FIRST = [S.SUBMITTED, *(state for state in S if state != S.SUBMITTED)]


def decided_campaign(request: HttpRequest, pk: int) -> CampaignPage:
    """What this person decides about; 404 for other municipalities."""
    found = CampaignPage.objects.decided_by(request.user)
    return get_object_or_404(found.select_related("locale", "organisation__locale", "municipality"), pk=pk)


@role_required(*DECIDERS)
def index(request: HttpRequest) -> HttpResponse:
    found = CampaignPage.objects.decided_by(request.user).select_related("organisation", "municipality")
    context = queue_context(
        request,
        title=_("Campaigns"),
        tabs=[(state.value, state.label) for state in WAITING_FIRST],
        rows=lambda state: found.filter(state=state).order_by("-latest_revision_created_at", "-pk"),
        columns=[_("Title"), pgettext("who invites", "Host"), _("People"), _("Hours")],
    )
    campaigns = list(context["page_obj"].object_list)
    given = totals(campaigns)
    context["page_obj"].object_list = [(campaign, given[campaign.pk]) for campaign in campaigns]
    return render(request, "volunteering/admin/index.html", context)


def campaign(request: HttpRequest, pk: int, refusal: Refusal | None = None) -> HttpResponse:
    chosen = decided_campaign(request, pk)
    newest = chosen.get_latest_revision_as_object()
    context = {
        "campaign": chosen,
        "newest": newest,
        "slots": Slot.objects.filter(page=chosen.pk).counted(),
        "gaps": gaps(chosen) if chosen.state in (S.DRAFT, S.SUBMITTED) else [],
        "decisions": OFFICE.decisions(chosen, request.user, refusal=refusal),
        "page_title": newest.title,
    }
    return render_desk(request, "volunteering/admin/campaign.html", context, refusal)


@require_POST
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    back = reverse("volunteering_admin:campaign", args=[pk])
    return OFFICE.make_move(request, decided_campaign(request, pk), name, screen=campaign, back=back)
