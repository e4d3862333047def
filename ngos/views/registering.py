"""“Add the organisation”: a short form, a look at what is in the directory already, then the panel."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from ngos import lookalikes
from ngos.choices import LegalForm
from ngos.forms.registering import NewOrganisationForm
from ngos.models import OrganisationPage
from ngos.registering import stored_form, submit_organisation
from shared.intake.limits import too_many
from shared.intake.submitting import OneScreen

DRAFT = "organisation"


@method_decorator([never_cache, login_required], name="dispatch")
class RegisterOrganisation(OneScreen):
    """By whoever has signed in; from the first moment they represent the organisation."""

    form_class, template, draft_key = NewOrganisationForm, "ngos/new.html", DRAFT
    per_email = "ngos.new"
    alike = ()  # profiles that look like this one

    def make_form(self, data=None) -> NewOrganisationForm:
        """The guide to legal forms says which one it was."""
        form = self.request.GET.get("forma", "")
        first = {"legal_form": form if form in LegalForm.values else ""}
        return NewOrganisationForm(data, instance=OrganisationPage(), initial=first)

    def address_of(self, form: NewOrganisationForm) -> str:
        return self.request.user.email

    def stop(self, again, form: NewOrganisationForm) -> HttpResponse | None:
        """Stored already, or something alike stands in the directory: nobody is counted for looking at it."""
        if form.is_robot:
            return redirect("ngos:mine")
        self.words = form.save()
        there = stored_form(form.cleaned_data["form_key"], self.request.user)
        if there is not None:
            return self.receipt(there)
        if too_many("ngos.alike", self.request.user.email):  # 8 000 names take 0.2 s to compare
            return again(too_many=True, status=429)
        self.alike = lookalikes.find(self.words, self.request.user)
        return again() if self.alike and "is_another" not in self.request.POST else None

    def context(self) -> dict:
        return {"alike": self.alike}

    def store(self, form: NewOrganisationForm) -> OrganisationPage:
        function, key = form.cleaned_data["function"], form.cleaned_data["form_key"]
        return submit_organisation(self.words, by=self.request.user, function=function, form_key=key)

    def receipt(self, stored: OrganisationPage) -> HttpResponse:
        messages.success(
            self.request,
            _("We have the profile. Fill in the rest; the editor of the municipality will check and publish it."),
        )
        return redirect("ngos:panel", stored.pk)
