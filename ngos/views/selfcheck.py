"""The self-check of an organisation: seen and changed by its members only."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ngos.forms.selfcheck import SelfCheckForm
from ngos.models import SelfCheck
from ngos.selfcheck import READ_AT_STATE, score, to_mend
from ngos.views.panel import own_organisation


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """A list answered in part is stored too; the answers are read again when somebody comes back."""
    organisation = own_organisation(request, pk)
    stored = SelfCheck.objects.filter(organisation=organisation).first()
    answers = stored.answers if stored else {}
    form = SelfCheckForm(request.POST if request.method == "POST" else None, answers=answers)
    if request.method == "POST" and form.is_valid():
        SelfCheck.objects.update_or_create(organisation=organisation, defaults={"answers": form.answers()})
        messages.success(request, _("Saved. Only the people of your organisation see these answers."))
        return redirect("ngos:selfcheck", organisation.pk)
    context = {
        "organisation": organisation,
        "form": form,
        "stored": stored,
        "score": score(answers),
        "to_mend": to_mend(answers),
        "read_at": date.fromisoformat(READ_AT_STATE),
    }
    return render(request, "ngos/panel/selfcheck.html", context, status=422 if form.errors else 200)
