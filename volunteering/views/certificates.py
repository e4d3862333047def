"""The agreement and the certificate on paper; anybody checks a certificate by its number, its holder's words by the code."""

import secrets

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from shared.acts.lifecycle import MoveRefused
from shared.intake.limits import client_address, too_many
from shared.intake.text import clean_line
from signups.models import SignUp
from signups.views.own import own_signup
from volunteering import services
from volunteering.forms import CheckForm
from volunteering.models import Certificate
from volunteering.renderers import agreement_pdf, certificate_pdf
from volunteering.views.desk import own_campaign
from volunteering.views.hours import own_person


def pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response


@never_cache
def check(request: HttpRequest) -> HttpResponse:
    """The code travels in the body of a POST, never in an address; the number may stand in it (the QR code has it)."""
    form = CheckForm(request.POST or None, initial={"numer": request.GET.get("numer", "")[:30]})
    context = {"form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "volunteering/check.html", context, status=422 if form.errors else 200)
    if too_many("volunteering.certificate", client_address(request)):
        return render(request, "volunteering/check.html", {**context, "too_many": True}, status=429)
    found, code = form.find(), form.cleaned_data["kod"]
    told = bool(found and found.name and code)  # after ten years the number alone is left
    right = told and secrets.compare_digest(found.code, code)
    context |= {
        "asked": True,
        "certificate": found,
        "shows_words": right,
        "wrong_code": told and not right,
    }
    return render(request, "volunteering/check.html", context)


@never_cache
def own_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever came by the link of their letter: `pk` is the sign-up."""
    signup = own_signup(request, pk)
    certificate = get_object_or_404(
        Certificate.objects.named().select_related("campaign__locale"), signup=signup, revoked_at=None
    )
    return pdf(certificate_pdf(certificate), certificate.number.replace("/", "-"))


@never_cache
@login_required
def host_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    found = Certificate.objects.named().visible_to(request.user).select_related("campaign__locale")
    certificate = get_object_or_404(found, pk=pk)
    return pdf(certificate_pdf(certificate), certificate.number.replace("/", "-"))


@never_cache
@login_required
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """An empty agreement of the campaign, to be filled in by hand."""
    campaign = own_campaign(request, pk)
    return pdf(agreement_pdf(campaign), f"porozumienie-{campaign.slug[:60]}")


@never_cache
@login_required
def agreement_of(request: HttpRequest, pk: int) -> HttpResponse:
    signup = own_person(request, pk)
    return pdf(agreement_pdf(signup.campaign, signup), f"porozumienie-{signup.pk}")


@login_required
@require_POST
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    signup = own_person(request, pk)
    if signup.state != SignUp.State.ACCEPTED:
        raise Http404
    try:
        made = services.issue_certificate(signup, by=request.user, name=clean_line(request.POST.get("name", ""))[:120])
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("Certificate %(number)s is ready; the person gets a letter.") % {"number": made.number}
        )
    return redirect("volunteering:hours", signup.slot.page_id)


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Certificate.objects.visible_to(request.user), pk=pk)
    try:
        services.revoke_certificate(found, by=request.user, reason=request.POST.get("reason", "")[:1000])
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Taken back. Whoever checks it reads that it is not valid."))
    return redirect("volunteering:hours", found.campaign_id)
