"""Signing up in one screen; what happens next is said at once. A question to the host."""

import uuid
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from places.models import PrivacyNotice
from shared.intake import messages
from shared.intake.limits import client_address, too_many
from signups import services
from signups.forms import SignUpForm
from signups.models import HostedPage, Slot
from signups.pages import in_this_language

ACT = "signups.sign"


def public_slot(pk: int) -> Slot:
    """The slot of a public page; 404 for everything else."""
    found = Slot.objects.counted().select_related("page__locale", "page__content_type")
    slot = get_object_or_404(found, pk=pk)
    if not slot.host_page.is_public:
        raise Http404
    return slot


@never_cache
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    slot = public_slot(pk)
    page = slot.host_page
    first = {"form_key": uuid.uuid4(), **known_person(request)}
    form = SignUpForm(request.POST or None, page=page, initial=first)
    notice = PrivacyNotice.objects.in_force(page.municipality).first()
    context = {"slot": slot, "page_shown": in_this_language(page), "form": form, "notice": notice, "host": page}
    context["is_open"] = services.is_open(slot, page)
    context["is_full"] = slot.capacity is not None and slot.taken >= slot.capacity
    if request.method == "GET" or not form.is_valid():
        return render(request, "signups/sign.html", context, status=422 if form.errors else 200)
    if too_many(f"{ACT}.address", client_address(request)) or too_many(f"{ACT}.email", form.cleaned_data["email"]):
        return render(request, "signups/sign.html", {**context, "too_many": True}, status=429)
    facts = {**form.facts, "notice": notice, "source": request.GET.get("z", "")[:40]}
    if request.user.is_authenticated and request.user.email.lower() == facts["email"].lower():
        facts["user"] = request.user
    try:
        services.sign_up(slot, facts=facts, form_key=form.cleaned_data["form_key"], language=get_language() or "pl")
    except services.Closed:
        return render(request, "signups/sign.html", {**context, "is_open": False, "late": True}, status=409)
    return redirect("signups:sent", slot.pk)


def known_person(request: HttpRequest) -> dict:
    """Whoever has signed in need not type their address again."""
    if not request.user.is_authenticated:
        return {}
    return {"name": request.user.get_full_name(), "email": request.user.email}


@never_cache
def sent(request: HttpRequest, pk: int) -> HttpResponse:
    """The same page for everybody, whether or not the address was on the list already."""
    slot = public_slot(pk)
    return render(request, "signups/sent.html", {"slot": slot, "page_shown": in_this_language(slot.host_page)})


@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """A question to the host beforehand; the address is not shown."""
    page = get_object_or_404(Page, pk=pk).specific
    if not isinstance(page, HostedPage) or not page.canonical.is_public or not page.canonical.contact_email:
        raise Http404
    return messages.write(
        request,
        act="signups.question",
        template="signups/ask.html",
        context={"hosted": page},
        send=partial(services.ask_host, page.canonical),
    )
