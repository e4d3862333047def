"""Following a consultation by e-mail: asked for, confirmed by a letter, ended with one click."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from consultations import emails
from consultations.links import links
from consultations.models import ConsultationPage, Follower
from shared.intake.email import EmailField
from shared.intake.limits import client_address, too_many
from shared.intake.links import secret_address
from shared.letters import post


class FollowForm(forms.Form):
    email = EmailField(label=_("Your e-mail"), help_text=_("Only for letters about this consultation."))


@never_cache
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for letters. The answer is the same whether or not the address was known."""
    consultation = get_object_or_404(ConsultationPage.objects.source_language().announced(), pk=pk)
    form = FollowForm(request.POST or None)
    done = False
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["email"]
        if too_many("follow.address", client_address(request)) or too_many("follow.email", address):
            return render(request, "429.html", status=429)
        follower, _created = Follower.objects.get_or_create(
            consultation=consultation, email=form.cleaned_data["email"].lower(), defaults={"language": get_language()}
        )
        if follower.confirmed_at is None:
            today = timezone.localdate().isoformat()  # who lost the letter gets another one, once a day at most
            post(
                emails.follower_to_confirm,
                to=follower.email,
                about=follower,
                language=follower.language,
                occasion=today,
            )
        done = True
    context = {"consultation": consultation, "form": form, "done": done}
    return render(request, "consultations/follow.html", context, status=422 if form.errors else 200)


@never_cache
def follow_confirm(request: HttpRequest) -> HttpResponse:
    follower = get_object_or_404(Follower.objects.select_related("consultation"), pk=request.session.get("follow"))
    request.session["unfollow"] = follower.pk  # the way out is open from the first moment
    if request.method == "POST":
        Follower.objects.filter(pk=follower.pk, confirmed_at=None).update(confirmed_at=timezone.now())
        follower.refresh_from_db(fields=["confirmed_at"])
    return render(request, "consultations/follow_confirm.html", {"follower": follower})


@never_cache
def unfollow(request: HttpRequest) -> HttpResponse:
    """Whoever came by the link of a letter ends the letters with a button; without that link nobody is promised anything."""
    key = request.session.get("unfollow")
    if key is None:
        return render(request, "consultations/link_broken.html", status=410)
    follower = Follower.objects.filter(pk=key).select_related("consultation").first()
    if request.method == "POST" and follower:
        follower.delete()
    done = request.method == "POST" or follower is None
    return render(request, "consultations/unfollow.html", {"follower": follower, "done": done})


@csrf_exempt
@never_cache
@secret_address
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """The address of List-Unsubscribe: POST ends at once (RFC 8058), GET leads to a page with a button."""
    read = links.read(token)
    if read is None or read[0] != "unfollow":
        return render(request, "consultations/link_broken.html", status=410)
    if request.method == "POST":
        Follower.objects.filter(pk=read[1]).delete()
        return HttpResponse(status=200)
    request.session["unfollow"] = read[1]
    return redirect("consultations:unfollow")
