"""My organisations, and “this is my organisation”."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ngos import services
from ngos.models import Claim, Membership, OrganisationPage
from shared.acts.lifecycle import MoveRefused
from shared.intake.limits import too_many
from shared.intake.text import clean_line, clean_text


class ClaimForm(forms.Form):
    function = forms.CharField(label=gettext_lazy("Your function in the organisation"), max_length=120)
    message = forms.CharField(
        label=gettext_lazy("How can we check it?"),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 4, "data-draft": "1"}),
        help_text=gettext_lazy(
            "For instance: I am the treasurer; you can call the chairwoman at the number of the organisation."
        ),
    )

    def clean_function(self):
        return clean_line(self.cleaned_data["function"])

    def clean_message(self):
        return clean_text(self.cleaned_data["message"])


@never_cache
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """The organisations of the person signed in; acting is always on behalf of the one whose panel is open."""
    memberships = Membership.objects.active().filter(user=request.user, organisation__merged_into=None)
    claims = Claim.objects.filter(user=request.user).exclude(state=Claim.State.ACCEPTED)
    context = {
        "memberships": memberships.select_related("organisation__municipality").order_by("organisation__title"),
        "claims": claims.select_related("organisation"),
    }
    return render(request, "ngos/mine.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(OrganisationPage.objects.source_language().public(), pk=pk)
    form = ClaimForm(request.POST or None)
    context = {"organisation": organisation, "form": form}
    if request.method == "POST" and form.is_valid():
        if too_many("ngos.claim", request.user.email):
            return render(request, "ngos/claim.html", {**context, "too_many": True}, status=429)
        try:
            services.claim(organisation, user=request.user, **form.cleaned_data)
        except MoveRefused as refused:
            messages.info(request, str(refused))
            return redirect("ngos:panel", organisation.pk)
        messages.success(
            request, _("We have your request. The editor of the municipality will check it and write to you.")
        )
        return redirect("ngos:mine")
    return render(request, "ngos/claim.html", context, status=422 if form.errors else 200)
