"""“Add the organisation”: a short form, a look at what is in the directory already, then the panel."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ngos.choices import LegalForm
from ngos.forms.registering import NewOrganisationForm
from ngos.lookalikes import find
from ngos.models import OrganisationPage
from ngos.registering import stored_form, submit_organisation
from shared.intake.limits import too_many


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = NewOrganisationForm(request.POST or None, instance=OrganisationPage(), initial=first(request))
    if request.method == "GET" or not form.is_valid():
        return render(request, "ngos/new.html", {"form": form}, status=422 if form.errors else 200)
    if form.is_robot:
        return redirect("ngos:mine")
    key, words = form.cleaned_data["form_key"], form.save()
    there = stored_form(key, request.user)
    if there is None:
        if too_many("ngos.alike", request.user.email):  # 8 000 names take 0.2 s to compare
            return render(request, "ngos/new.html", {"form": form, "too_many": True}, status=429)
        context = {"form": form, "alike": find(words, request.user)}
        if context["alike"] and "is_another" not in request.POST:
            return render(request, "ngos/new.html", context)
        if too_many("ngos.new", request.user.email):
            return render(request, "ngos/new.html", {**context, "too_many": True}, status=429)
        there = submit_organisation(words, by=request.user, function=form.cleaned_data["function"], form_key=key)
    messages.success(
        request, _("We have the profile. Fill in the rest; the editor of the municipality will check and publish it.")
    )
    return redirect("ngos:panel", there.pk)


def first(request: HttpRequest) -> dict:
    """What an empty form begins with; the guide to legal forms says which one it was."""
    form = request.GET.get("forma", "")
    return {"form_key": uuid.uuid4(), "legal_form": form if form in LegalForm.values else ""}
