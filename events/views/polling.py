"""“Which date suits you?”: a screen for everybody, without names; the answer may be changed on the same device."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from events.forms import PollForm
from events.models import TimePoll
from events.polls import results
from events.services import answer_poll
from shared.intake.limits import TooLate, client_address, too_many
from signups.pages import in_this_language

COOKIE, YEAR = "terminy-{}", 365 * 86400


def device_key(request: HttpRequest, poll: TimePoll) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.get_signed_cookie(COOKIE.format(poll.pk), default="", salt="events.poll"))
    except (ValueError, KeyError):
        return None
    except Exception:  # a cookie somebody has changed is no cookie
        return None


@never_cache
@require_http_methods(["GET", "POST"])
def poll(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = get_object_or_404(TimePoll.objects.select_related("event__locale", "event__organisation"), event=pk)
    if not chosen.event.is_public:
        raise Http404
    key = device_key(request, chosen)
    before = chosen.answers.filter(form_key=key).first() if key else None
    form = PollForm(request.POST or None, poll=chosen, before=before)
    is_open = chosen.is_open(timezone.localdate())
    context = {
        "poll": chosen, "event": in_this_language(chosen.event), "form": form, "before": before, "is_open": is_open,
        "results": results(chosen) if before or not is_open else None,
    }  # fmt: skip
    if request.method == "GET" or not form.is_valid():
        return render(request, "events/poll.html", context, status=422 if form.errors else 200)
    if too_many("events.poll", client_address(request)):
        return render(request, "events/poll.html", {**context, "too_many": True}, status=429)
    key = key or form.cleaned_data["form_key"]
    try:
        answer_poll(chosen, form_key=key, entries=form.entries)
    except TooLate:
        return render(request, "events/poll.html", {**context, "is_open": False, "late": True}, status=409)
    messages.success(request, _("Thank you. You can change your answer until the last day."))
    response = redirect("events:poll", pk)
    response.set_signed_cookie(
        COOKIE.format(chosen.pk),
        str(key),
        salt="events.poll",
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response
