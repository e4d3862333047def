"""Hours of a campaign: a whole shift at once, or person by person for those who come regularly."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from shared.acts.lifecycle import MoveNotAllowed, MoveRefused
from shared.office.identity import log_reading
from signups.models import SignUp, Slot
from signups.services import erase_old
from volunteering import services
from volunteering.figures import given_to
from volunteering.forms import HoursForm
from volunteering.models import Certificate, HoursEntry
from volunteering.views.desk import own_campaign

PER_PAGE = 50


@never_cache
@login_required
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody with a place: marked or not, hours, certificate. The reading is written down."""
    campaign = own_campaign(request, pk)
    erase_old(SignUp.objects.filter(slot__page=campaign.pk))
    people = SignUp.objects.visible_to(request.user).filter(slot__page=campaign.pk, state=SignUp.State.ACCEPTED)
    people = (
        people.annotate(minutes=Sum("hours__minutes"))
        .select_related("slot__page", "certificate")
        .order_by("name", "pk")
    )
    log_reading(request, campaign, page="hours")
    over = [
        slot for slot in Slot.objects.filter(page=campaign.pk).counted() if slot.is_over() and not slot.is_cancelled
    ]
    context = {
        "host": campaign,
        "page_obj": Paginator(people, PER_PAGE).get_page(request.GET.get("page")),
        "given": given_to(campaign),
        "over": over,
        "certificates": Certificate.objects.visible_to(request.user).filter(campaign=campaign.pk)[:PER_PAGE],
    }
    return render(request, "volunteering/desk/hours.html", context)


@login_required
@require_POST
def shift(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole length of the shift for everybody who came."""
    slot = get_object_or_404(Slot.objects.select_related("page__locale"), pk=pk)
    campaign = own_campaign(request, slot.page_id)
    try:
        count = services.confirm_shift(slot, by=request.user)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext("Hours of %(count)s person confirmed.", "Hours of %(count)s people confirmed.", count)
        messages.success(request, said % {"count": count})
    return redirect("volunteering:hours", campaign.pk)


def own_person(request: HttpRequest, pk: int) -> SignUp:
    """Somebody who signed up for a campaign this person hosts; data past their time are erased first."""
    erase_old(SignUp.objects.filter(pk=pk))
    signup = get_object_or_404(SignUp.objects.visible_to(request.user).with_page(), pk=pk)
    signup.campaign = own_campaign(request, signup.slot.page_id)
    return signup


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    signup = own_person(request, pk)
    if signup.state != SignUp.State.ACCEPTED:
        raise Http404
    form = HoursForm(request.POST or None, initial={"day": timezone.localdate()})
    refused: list[str] = []
    if request.method == "POST" and form.is_valid():
        day, minutes = form.cleaned_data["day"], form.cleaned_data["time"]
        try:
            services.confirm_hours(signup, by=request.user, day=day, minutes=minutes)
        except MoveRefused as refusal:
            refused = refusal.reasons
        except MoveNotAllowed:
            raise Http404 from None
        else:
            messages.success(request, _("Saved. You can correct it at any time."))
            return redirect("volunteering:hours_person", signup.pk)
    log_reading(request, signup.campaign, signup=signup.pk)
    entries = HoursEntry.objects.filter(signup=signup).order_by("-day")
    context = {"signup": signup, "host": signup.campaign, "form": form, "entries": entries, "refused": refused}
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "volunteering/desk/person.html", context, status=status)
