"""“Describe your practice”: two screens in one address, then a receipt. No account is needed."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from places.models import PrivacyNotice
from practices.forms import SenderForm, StoryForm
from practices.models import Submission
from practices.services import submit_practice
from shared.intake.limits import client_address, too_many

OWN, ACT = "own_practices", "practices.submission"


@never_cache
@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest) -> HttpResponse:
    """Screen one (the story), screen two (check, who, send); `step` says which was sent."""
    if request.method == "GET":
        return _screen(request, "story", form=StoryForm())
    form, step = StoryForm(request.POST), request.POST.get("step")
    if step == "back" or not form.is_valid():
        carried = SenderForm.carried(request.POST) if step == "back" else SenderForm.carried_again(request.POST)
        return _screen(request, "story", form=form, carried=carried, status=200 if step == "back" else 422)
    if step != "send":
        first = {"form_key": uuid.uuid4(), **SenderForm.brought(request.POST)}
        return _screen(request, "check", form=form, sender=SenderForm(initial=first))
    sender = SenderForm(request.POST)
    if not sender.is_valid():
        return _screen(request, "check", form=form, sender=sender, status=422)
    if too_many(ACT, client_address(request)) or too_many(ACT, sender.cleaned_data["email"]):
        return _screen(request, "check", form=form, sender=sender, too_many=True, status=429)
    return _send(request, form, sender)


def _screen(request: HttpRequest, name: str, *, status: int = 200, **context) -> HttpResponse:
    if name == "check":
        context["notice"] = PrivacyNotice.objects.in_force(None).first()
    return render(request, f"practices/submit_{name}.html", context, status=status)


def _send(request: HttpRequest, form: StoryForm, sender: SenderForm) -> HttpResponse:
    submission = submit_practice(
        words=form.words,
        facts=sender.facts,
        identity={**sender.identity, "notice": PrivacyNotice.objects.in_force(None).first()},
        form_key=sender.cleaned_data["form_key"],
        language=get_language() or "pl",
    )
    request.session[OWN] = [*request.session.get(OWN, []), submission.pk][-50:]
    return redirect("practices:receipt", submission.pk)


@never_cache
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """The number and what happens next, for the session that sent it."""
    if pk not in request.session.get(OWN, []):
        raise Http404
    return render(request, "practices/receipt.html", {"submission": get_object_or_404(Submission, pk=pk)})
