"""One's own sign-up: reached by the link of a letter, confirmed, taken, withdrawn; the calendar file."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shared.acts.lifecycle import MoveNotAllowed, MoveRefused
from shared.intake.limits import TooLate
from shared.intake.links import exchange_view, show_broken
from shared.intake.proofs import OwnInSession
from shared.lists import calendars
from signups import services
from signups.calendars import entry_of
from signups.links import links
from signups.models import SignUp
from signups.pages import in_this_language
from signups.permissions import Holder

OWN, GUARDED = OwnInSession("own_signups"), OwnInSession("guarded_signups")


def open_own(request: HttpRequest, pk: int, *, proof: OwnInSession = OWN) -> HttpResponse:
    """Behind the link of a letter, as long as the data stand."""
    if not SignUp.objects.filter(pk=pk, erased_at=None).exists():
        return show_broken(request)
    proof.give(request, pk)
    return redirect("signups:consent") if proof is GUARDED else redirect("signups:own", pk)


link = exchange_view(links, {"own": open_own, "confirm": open_own, "guardian": partial(open_own, proof=GUARDED)})


def own_signup(request: HttpRequest, pk: int) -> SignUp:
    """The sign-up, if this session holds the proof or the person has signed in; data past their time are erased first."""
    services.erase_old(SignUp.objects.filter(pk=pk))
    signup = get_object_or_404(SignUp.objects.with_page().filter(erased_at=None), pk=pk)
    mine = request.user.is_authenticated and signup.user_id == request.user.pk
    if not OWN.holds(request, pk) and not mine:
        raise Http404
    return signup


ACTS = {
    "confirm": lambda signup, by, despite: services.confirm(signup, by=by, despite=despite),
    "take": lambda signup, by, despite: services.take_offer(signup, by=by),
    "withdraw": lambda signup, by, despite: services.withdraw(signup, by=by),
}


@never_cache
@require_http_methods(["GET", "POST"])
def own(request: HttpRequest, pk: int) -> HttpResponse:
    """A button, not a bare link: programs that open links in letters must not confirm anything."""
    signup = own_signup(request, pk)
    if request.method == "GET":
        return show(request, signup)
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    try:
        act(signup, Holder(signup), "despite" in request.POST)
    except TooLate:
        return show(request, signup, status=409, closed=True)
    except MoveRefused as refusal:
        return show(request, signup, status=409, refused=refusal.reasons)
    except MoveNotAllowed:
        messages.warning(request, _("This has changed in the meantime. See how it stands now."))
    return redirect("signups:own", pk)


def show(request: HttpRequest, signup: SignUp, *, status: int = 200, **context) -> HttpResponse:
    page, slot = signup.slot.host_page, signup.slot
    waits = signup.state == SignUp.State.UNCONFIRMED
    context |= {
        "signup": signup,
        "slot": slot,
        "host": page,
        "page_shown": in_this_language(page),
        "conflicts": services.conflicts_of(signup) if waits or signup.state == SignUp.State.OFFERED else None,
        "is_open": services.is_open(slot, page),
        "can_withdraw": not signup.is_over and not slot.is_over() and not waits,
        "ahead": place_in_queue(signup),
    }
    return render(request, "signups/own.html", context, status=status)


def place_in_queue(signup: SignUp) -> int | None:
    if signup.state != SignUp.State.WAITING:
        return None
    return list(signup.slot.signups.queue().values_list("pk", flat=True)).index(signup.pk) + 1


@never_cache
def ics(request: HttpRequest, pk: int) -> HttpResponse:
    """The calendar file of the person; the address of an online meeting is in it once they have a place."""
    signup = own_signup(request, pk)
    if signup.slot.starts_at is None or signup.state not in (SignUp.State.ACCEPTED, SignUp.State.OFFERED):
        raise Http404
    page = signup.slot.host_page
    note = page.private_note if signup.state == SignUp.State.ACCEPTED else ""
    return calendars.respond([entry_of(signup.slot, note=note)], page.title, "razem")
