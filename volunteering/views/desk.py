"""The members' desk of campaigns: start one, edit it, send it, publish, cancel, sum up."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ngos.models import OrganisationPage
from ngos.permissions import may_edit
from shared.acts.drafts import EditedMeanwhile, changes_meanwhile, read_seen
from shared.acts.lifecycle import MoveRefused
from signups.permissions import may_host
from signups.views.host import page as host_page
from volunteering import editing
from volunteering.decisions import HOSTS
from volunteering.forms import CampaignForm
from volunteering.models import CampaignPage


def own_campaign(request: HttpRequest, pk: int) -> CampaignPage:
    """The campaign this person hosts; for everybody else it does not exist."""
    found = CampaignPage.objects.source_language().select_related("locale", "organisation__locale", "municipality")
    campaign = get_object_or_404(found, pk=pk)
    if not may_host(request.user, campaign):
        raise Http404
    return campaign


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, organisation: int) -> HttpResponse:
    host = get_object_or_404(OrganisationPage.objects.source_language().select_related("municipality"), pk=organisation)
    if not may_edit(request.user, host):
        raise Http404
    blank = CampaignPage(
        organisation=host,
        municipality=host.municipality,
        contact_email=host.email,
        contact_name=host.title,
        contact_phone=host.phone,
    )
    form = CampaignForm(request.POST or None, instance=blank, municipality=host.municipality)
    context = {"form": form, "organisation": host}
    if request.method == "GET" or not form.is_valid():
        return render(request, "volunteering/desk/form.html", context, status=422 if form.errors else 200)
    try:
        page = editing.start_campaign(form.save(commit=False), organisation=host, by=request.user)
    except MoveRefused as refusal:
        return render(request, "volunteering/desk/form.html", {**context, "refused": refusal.reasons}, status=409)
    messages.success(request, _("Saved as a draft. Now add the dates people can sign up for."))
    return redirect("signups:host_page", page.pk)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The form names the revision it was opened on, so that nobody overwrites a colleague unseen."""
    campaign = own_campaign(request, pk)
    draft = campaign.get_latest_revision_as_object()
    form = CampaignForm(request.POST or None, instance=draft, municipality=campaign.municipality)
    context = {"form": form, "campaign": campaign, "organisation": campaign.organisation}
    context["seen"] = request.POST.get("seen", campaign.latest_revision_id or "")
    if request.method == "GET" or not form.is_valid():
        return render(request, "volunteering/desk/form.html", context, status=422 if form.errors else 200)
    form.save(commit=False)
    seen = read_seen(request.POST.get("seen"))
    try:
        outcome = editing.save_words(draft, by=request.user, seen=seen)
    except EditedMeanwhile:
        context |= {
            "meanwhile": campaign.latest_revision,
            "meanwhile_changes": changes_meanwhile(campaign, seen=seen, names=form.fields),
            "seen": campaign.latest_revision_id or "",
        }
        return render(request, "volunteering/desk/form.html", context, status=409)
    messages.success(request, _("Saved. The change is public.") if outcome == "public" else _("Saved as a draft. Nobody sees it until you send it."))  # fmt: skip
    return redirect("signups:host_page", campaign.pk)


@never_cache
@login_required
@require_POST
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    back = reverse("signups:host_page", args=[pk])
    return HOSTS.make_move(request, own_campaign(request, pk), name, screen=host_page, back=back)
