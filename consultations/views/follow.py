"""Following a consultation by e-mail: asked for, confirmed by a letter, ended with one click."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from consultations import emails, links
from consultations.models import ConsultationPage, Follower
from shared.letters import post


class FollowForm(forms.Form):
    email = forms.EmailField(label=_("Your e-mail"), help_text=_("Only for letters about this consultation."))


@never_cache
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for letters. The answer is the same whether or not the address was known."""
    consultation = get_object_or_404(ConsultationPage.objects.source_language().announced(), pk=pk)
    form = FollowForm(request.POST or None)
    done = False
    if request.method == "POST" and form.is_valid():
        follower, _created = Follower.objects.get_or_create(
            consultation=consultation, email=form.cleaned_data["email"].lower(), defaults={"language": get_language()}
        )
        if follower.confirmed_at is None:
            post(emails.follower_to_confirm, to=follower.email, about=follower, language=follower.language)
        done = True
    context = {"consultation": consultation, "form": form, "done": done}
    return render(request, "consultations/follow.html", context, status=422 if form.errors else 200)


@never_cache
def follow_confirm(request: HttpRequest) -> HttpResponse:
    follower = get_object_or_404(Follower.objects.select_related("consultation"), pk=request.session.get("follow"))
    if request.method == "POST":
        Follower.objects.filter(pk=follower.pk, confirmed_at=None).update(confirmed_at=timezone.now())
        follower.refresh_from_db(fields=["confirmed_at"])
    return render(request, "consultations/follow_confirm.html", {"follower": follower})


@never_cache
def unfollow(request: HttpRequest) -> HttpResponse:
    follower = Follower.objects.filter(pk=request.session.get("unfollow")).select_related("consultation").first()
    done = request.method == "POST" or follower is None
    if request.method == "POST" and follower:
        follower.delete()
    return render(request, "consultations/unfollow.html", {"follower": follower, "done": done})


@csrf_exempt
@never_cache
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
