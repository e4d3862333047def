"""Signing up in one screen; what happens next is said at once. A question to the host."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from places.models import PrivacyNotice
from shared.intake import messages
from shared.intake.submitting import OneScreen
from signups import services
from signups.forms import SignUpForm
from signups.models import HostedPage, SignUp, Slot
from signups.pages import in_this_language


def public_slot(pk: int) -> Slot:
    """The slot of a public page; 404 for everything else."""
    found = Slot.objects.counted().select_related("page__locale", "page__content_type")
    slot = get_object_or_404(found, pk=pk)
    if not slot.host_page.is_public:
        raise Http404
    return slot


class SignUpView(OneScreen):
    """Signing up for a slot; who is on the list already is told by letter only."""

    template = "signups/sign.html"
    per_address, per_email = "signups.sign.address", "signups.sign.email"

    def find(self, pk: int) -> None:
        self.slot = public_slot(pk)
        self.page = self.slot.host_page
        self.draft_key = draft_key(self.slot)

    def make_form(self, data=None) -> SignUpForm:
        return SignUpForm(data, page=self.page, initial=known_person(self.request))

    def context(self) -> dict:
        slot, page = self.slot, self.page
        return {
            "slot": slot,
            "host": page,
            "page_shown": in_this_language(page),
            "is_open": services.is_open(slot, page),
            "is_full": slot.capacity is not None and slot.taken >= slot.capacity,
        }

    def find_notice(self) -> PrivacyNotice | None:
        return PrivacyNotice.objects.in_force(self.page.municipality).first()

    def store(self, form: SignUpForm) -> SignUp:
        facts = {**form.facts, "notice": self.notice, "source": self.request.GET.get("z", "")[:40]}
        user = self.request.user
        if user.is_authenticated and user.email.lower() == facts["email"].lower():
            facts["user"] = user
        key = form.cleaned_data["form_key"]
        return services.sign_up(self.slot, facts=facts, form_key=key, language=get_language() or "pl")

    def receipt(self, stored: SignUp) -> HttpResponse:
        return redirect("signups:sent", self.slot.pk)


def draft_key(slot: Slot) -> str:
    return f"signup-{slot.pk}"


def known_person(request: HttpRequest) -> dict:
    """Whoever has signed in need not type their address again."""
    if not request.user.is_authenticated:
        return {}
    return {"name": request.user.get_full_name(), "email": request.user.email}


@never_cache
def sent(request: HttpRequest, pk: int) -> HttpResponse:
    """The same page for everybody, whether or not the address was on the list already."""
    slot = public_slot(pk)
    context = {"slot": slot, "page_shown": in_this_language(slot.host_page), "draft_key": draft_key(slot)}
    return render(request, "signups/sent.html", context)


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
