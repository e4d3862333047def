"""The host's desk, outside Wagtail's admin: dates, people, who came. For members and for people of the municipality."""

import uuid
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.models import Page

from ngos.models import OrganisationPage
from shared.acts.lifecycle import MoveRefused
from shared.intake.limits import TooLate
from shared.lists import calendars
from shared.office.forms import ReasonForm
from shared.office.identity import log_reading
from shared.office.moves import Refusal, decide, render_desk, shown_state
from signups import services
from signups.calendars import entry_of
from signups.decisions import CANCEL, SLOTS
from signups.forms import RepeatForm, SlotForm
from signups.hosting import hosted_pages, offers_decisions
from signups.models import HostedPage, SignUp, Slot
from signups.permissions import may_host

PER_PAGE = 30


def hosted(request: HttpRequest, pk: int) -> HostedPage:
    """The page this person hosts; for everybody else it does not exist."""
    page = get_object_or_404(Page.objects.select_related("locale", "content_type"), pk=pk).specific
    if not isinstance(page, HostedPage):
        raise Http404
    page = page.canonical
    if not may_host(request.user, page):
        raise Http404
    return page


def hosted_slot(request: HttpRequest, pk: int) -> Slot:
    slot = get_object_or_404(Slot.objects.counted().select_related("page__locale", "page__content_type"), pk=pk)
    slot.hosted = hosted(request, slot.page_id)
    return slot


def shifted(host: HostedPage) -> HostedPage:
    """Pages whose dates are kept here; the date of a meeting belongs to its page."""
    if not host.has_shifts or host.is_cancelled:
        raise Http404
    return host


@never_cache
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """Everything this person hosts: what comes first, then what has been."""
    page_obj = Paginator(hosted_pages(request.user), PER_PAGE).get_page(request.GET.get("page"))
    organisations = OrganisationPage.objects.edited_by(request.user)
    return render(request, "signups/host/mine.html", {"page_obj": page_obj, "organisations": organisations})


@never_cache
@login_required
def page(request: HttpRequest, pk: int, refusal: Refusal | None = None) -> HttpResponse:
    host = hosted(request, pk)
    services.erase_old(SignUp.objects.filter(slot__page=host.pk))
    slots = Slot.objects.filter(page=host.pk).counted().order_by("-starts_at", "pk")
    page_obj = Paginator(slots, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "host": host,
        "page_obj": page_obj,
        "links": host.desk_links(request.user),
        "decisions": list(offers_decisions.found(host, request.user, refusal)),
        "can_add": host.takes_dates,
    }
    return render_desk(request, "signups/host/page.html", context, refusal)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new_slot(request: HttpRequest, pk: int) -> HttpResponse:
    """One slot or a series; sent twice it is made once."""
    host = shifted(hosted(request, pk))
    copied = Slot.objects.filter(page=host.pk, pk=_key(request.GET.get("jak"))).first()
    first = SlotForm.first_values(copied) if copied else {}
    form = RepeatForm(request.POST or None, initial={**first, "day": None})
    context = {"host": host, "form": form, "form_key": request.POST.get("form_key") or uuid.uuid4()}
    if request.method == "GET" or not form.is_valid():
        return render(request, "signups/host/slot_form.html", context, status=422 if form.errors else 200)
    made = services.make_slots(host, by=request.user, facts=form.all_facts, series=_uuid(request.POST.get("form_key")))
    said = ngettext("%(count)s date has been added.", "%(count)s dates have been added.", len(made)) % {
        "count": len(made)
    }
    messages.success(request, said)
    return redirect("signups:host_page", host.pk)


def _key(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 15 else 0


def _uuid(text: str | None) -> uuid.UUID:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return uuid.uuid4()


@never_cache
@login_required
def slot(request: HttpRequest, pk: int, refusal: Refusal | None = None) -> HttpResponse:
    """The people of one slot; every reading is written down."""
    chosen = hosted_slot(request, pk)
    services.erase_old(SignUp.objects.filter(slot=chosen.pk))
    with services.locked(chosen.pk) as stored:
        services.refill(stored)
    people = SignUp.objects.visible_to(request.user).filter(slot=chosen.pk).select_related("municipality")
    for person in people:
        person.seen_state = shown_state(person)
        person.typed = refusal.form["reason"].value() if refusal and refusal.name == str(person.pk) else None
    groups = [(state, [p for p in people if p.state == state]) for state in SignUp.State]
    log_reading(request, chosen.hosted, slot=chosen.pk)
    context = {
        "slot": chosen,
        "host": chosen.hosted,
        "groups": [(state, rows) for state, rows in groups if rows and state not in SignUp.OVER],
        "over": [p for p in people if p.state in SignUp.OVER],
        "erased": SignUp.objects.filter(slot=chosen.pk).exclude(erased_at=None).count(),
    }
    return render_desk(request, "signups/host/slot.html", context, refusal)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def change_slot(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = hosted_slot(request, pk)
    shifted(chosen.hosted)
    form = SlotForm(request.POST or None, initial=SlotForm.first_values(chosen))
    context = {"host": chosen.hosted, "slot": chosen, "form": form}
    if request.method == "GET" or not form.is_valid():
        return render(request, "signups/host/slot_form.html", context, status=422 if form.errors else 200)
    try:
        services.change_slot(chosen, by=request.user, **form.facts)
    except MoveRefused as refusal:
        context["refused"] = refusal.reasons
        return render(request, "signups/host/slot_form.html", context, status=409)
    messages.success(request, _("Saved. When time or place has changed, everybody who signed up gets a letter."))
    return redirect("signups:host_page", chosen.page_id)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def cancel_slot(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = hosted_slot(request, pk)
    shifted(chosen.hosted)
    if request.method != "POST":
        return cancel_screen(request, chosen.hosted, chosen)

    def screen(request, pk, refusal):
        return cancel_screen(request, chosen.hosted, chosen, refusal)

    act = partial(services.cancel_slot, chosen, by=request.user)
    back = reverse("signups:host_page", args=[chosen.page_id])
    return SLOTS.make_move(request, chosen, "cancel", screen=screen, back=back, act=act)


def cancel_screen(request: HttpRequest, host, obj, refusal: Refusal | None = None) -> HttpResponse:
    """Asks for the reason why `obj`, a slot of the page `host` or the page itself, is cancelled."""
    context = {
        "host": host,
        "slot": obj if isinstance(obj, Slot) else None,
        "form": refusal.form if refusal else CANCEL.reason_form(needed=True, name="cancel"),
        "seen_state": shown_state(obj),
    }
    return render_desk(request, "signups/host/cancel.html", context, refusal)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """The list for the phone on the spot: one tap a person, sent all together; sent again it changes nothing."""
    chosen = hosted_slot(request, pk)
    services.erase_old(SignUp.objects.filter(slot=chosen.pk))
    refused = []
    if request.method == "POST":
        marks = {_key(name[2:]): value for name, value in request.POST.items() if name.startswith("p-")}
        try:
            services.mark(chosen, by=request.user, marks=marks)
        except MoveRefused as refusal:
            refused = refusal.reasons
        else:
            messages.success(request, _("Saved. You can correct it at any time."))
            return redirect("signups:host_attendance", chosen.pk)
    people = (
        SignUp.objects.visible_to(request.user)
        .filter(slot=chosen.pk, state=SignUp.State.ACCEPTED)
        .order_by("name", "pk")
    )
    log_reading(request, chosen.hosted, slot=chosen.pk)
    context = {
        "slot": chosen, "host": chosen.hosted, "people": people, "refused": refused, "choices": SignUp.Attendance.choices,
    }  # fmt: skip
    return render(request, "signups/host/attendance.html", context, status=409 if refused else 200)


GIVEN_UP = ("odmow", "wycofaj")  # acts that take a place away: the person reads why


@login_required
@require_POST
def decide_person(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Accept, refuse, withdraw for somebody, note a consent given on paper."""
    signup = get_object_or_404(SignUp.objects.visible_to(request.user).with_page(), pk=pk)
    acts = {
        "przyjmij": lambda reason: services.decide(signup, by=request.user, accept=True),
        "odmow": lambda reason: services.decide(signup, by=request.user, accept=False, reason=reason),
        "wycofaj": lambda reason: services.withdraw(signup, by=request.user, reason=reason),
        "zgoda-na-papierze": lambda reason: services.give_consent(signup, by=request.user, paper_by=request.user),
    }
    if act not in acts:
        raise Http404
    form = ReasonForm(request.POST, needed=act in GIVEN_UP)
    try:
        with services.locked(signup.slot_id):  # the slot before the sign-up, as everywhere
            refusal = decide(request, signup, form, acts[act], name=str(pk))
    except TooLate:
        words = _("It has begun, the time to sign up is over, or it has been cancelled.")
        refusal = Refusal(str(pk), [words], 409, form)
    if refusal:
        return slot(request, signup.slot_id, refusal)
    messages.success(request, _("Done. The person gets a letter."))
    return redirect("signups:host_slot", signup.slot_id)


@never_cache
@login_required
def ics(request: HttpRequest, pk: int) -> HttpResponse:
    """All dates of a page for the host's own calendar, with the numbers of people."""
    host = hosted(request, pk)
    slots = (
        Slot.objects.filter(page=host.pk)
        .exclude(starts_at=None)
        .counted()
        .select_related("page__locale", "page__content_type")
    )
    entries = [entry_of(slot, note=_("Signed up: %(count)s") % {"count": slot.taken}) for slot in slots]
    return calendars.respond(entries, host.title, f"prowadze-{host.pk}")
