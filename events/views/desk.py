"""What the host of a meeting does besides its people: cancelling, inviting, asking which date suits."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from events import services
from events.decisions import EVENTS
from events.forms import DatesForm, InvitationForm
from events.inviting import rounds
from events.models import EventPage, TimeOption
from events.permissions import may_manage
from events.polls import results
from shared.acts.lifecycle import MoveNotAllowed, MoveRefused
from signups.views.host import cancel_screen


def run_event(request: HttpRequest, pk: int) -> EventPage:
    """The meeting this person runs; for everybody else it does not exist."""
    event = get_object_or_404(
        EventPage.objects.source_language().select_related("locale", "organisation", "municipality"), pk=pk
    )
    if not may_manage(request.user, event):
        raise Http404
    return event


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    event = run_event(request, pk)
    if request.method != "POST":
        return cancel_screen(request, event, event)

    def screen(request, pk, refusal):
        return cancel_screen(request, event, event, refusal)

    return EVENTS.make_move(request, event, "cancel", screen=screen, back=event.get_url(request))


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def invitations(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom to invite, and what earlier rounds brought."""
    event = run_event(request, pk)
    form = InvitationForm(request.POST or None)
    context, status = {"host": event, "form": form, "refused": []}, 200
    if request.method == "POST" and form.is_valid():
        try:
            made = services.invite(event, by=request.user, **form.facts)
        except MoveRefused as refusal:
            context["refused"], status = refusal.reasons, 409
        else:
            messages.success(request, _("Noted. People it reaches: %(count)s") % {"count": made.invited})
            return redirect("events:invitations", event.pk)
    elif form.errors:
        status = 422
    return render(request, "events/desk/invitations.html", {**context, "rounds": rounds(event)}, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def dates(request: HttpRequest, pk: int) -> HttpResponse:
    """Possible dates, how they suit people, and fixing one of them."""
    event = run_event(request, pk)
    poll = getattr(event, "poll", None)
    form = DatesForm(request.POST or None)
    context, status = {"host": event, "form": form, "poll": poll, "refused": []}, 200
    if request.method == "POST" and form.is_valid():
        try:
            services.open_poll(event, by=request.user, closes_on=form.cleaned_data["closes_on"], options=form.options)
        except (MoveRefused, MoveNotAllowed) as refusal:
            answered = [_("Somebody has answered already, so the dates do not change. Fix one of them.")]
            context["refused"], status = getattr(refusal, "reasons", answered), 409
        else:
            messages.success(request, _("The poll is open. Send its address to those you invite."))
            return redirect("events:dates", event.pk)
    elif form.errors:
        status = 422
    context["results"] = results(poll) if poll else []
    context["count"] = poll.answers.count() if poll else 0
    return render(request, "events/desk/dates.html", context, status=status)


@login_required
@require_POST
def fix(request: HttpRequest, pk: int, option: int) -> HttpResponse:
    event = run_event(request, pk)
    chosen = get_object_or_404(TimeOption.objects.select_related("poll"), pk=option, poll__event=event.pk)
    try:
        services.fix_date(chosen.poll, chosen, by=request.user)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    except MoveNotAllowed:
        messages.warning(request, _("This has changed in the meantime. See how it stands now."))
    else:
        messages.success(request, _("The date is fixed and stands on the page."))
    return redirect("events:dates", event.pk)
