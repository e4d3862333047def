"""The guardian's consent: what it is about, who agrees, when."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shared.acts.lifecycle import MoveNotAllowed
from shared.intake.limits import TooLate
from shared.intake.links import show_broken
from signups import services
from signups.forms import ConsentForm
from signups.models import SignUp
from signups.pages import in_this_language
from signups.permissions import Guardian
from signups.views.own import GUARDED


@never_cache
@require_http_methods(["GET", "POST"])
def consent(request: HttpRequest) -> HttpResponse:
    pk = GUARDED.newest(request)
    services.erase_old(SignUp.objects.filter(pk=pk))
    signup = SignUp.objects.with_page().filter(pk=pk, erased_at=None).first()
    if signup is None:
        return show_broken(request)
    form = ConsentForm(request.POST or None, initial={"name": signup.guardian_name})
    page = signup.slot.host_page
    context = {"signup": signup, "slot": signup.slot, "host": page, "page_shown": in_this_language(page), "form": form}
    if request.method == "GET" or not form.is_valid():
        return render(request, "signups/consent.html", context, status=422 if form.errors else 200)
    try:
        context["signup"] = services.give_consent(signup, by=Guardian(signup), name=form.cleaned_data["name"])
    except (TooLate, MoveNotAllowed):
        return render(request, "signups/consent.html", {**context, "closed": True}, status=409)
    return render(request, "signups/consent.html", {**context, "done": True})
