"""Letters about volunteering: asked for, confirmed by a letter, ended with one click."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from shared.intake.limits import client_address, too_many
from shared.intake.links import secret_address
from shared.letters import post
from volunteering import emails
from volunteering.forms import ChoiceForm, FollowForm
from volunteering.links import links
from volunteering.models import Follower

FOLLOW, UNFOLLOW = "volunteering_follow", "volunteering_unfollow"


@never_cache
def follow(request: HttpRequest) -> HttpResponse:
    """Ask for letters. The answer is the same whether or not the address was known."""
    form = FollowForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "volunteering/follow.html", {"form": form}, status=422 if form.errors else 200)
    address = form.cleaned_data["email"].lower()
    if too_many("volunteering.follow.address", client_address(request)) or too_many(
        "volunteering.follow.email", address
    ):
        return render(request, "429.html", status=429)
    facts = {"municipality": form.cleaned_data["municipality"], "topic": form.cleaned_data["topic"]}
    follower, made = Follower.objects.get_or_create(
        email=address, defaults={**facts, "language": get_language() or "pl"}
    )
    if follower.confirmed_at is None and not made:
        Follower.objects.filter(pk=follower.pk).update(**facts)
    today = timezone.localdate().isoformat()  # who lost the letter gets another one, once a day at most
    post(emails.volunteering_to_confirm, to=address, about=follower, language=follower.language, occasion=today)
    return render(request, "volunteering/follow.html", {"form": form, "done": True})


@never_cache
@secret_address
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Exchange a link from a letter for a session and go on to a clean address."""
    read = links.read(token)
    if read is None:
        return render(request, "signups/link_broken.html", status=410)
    purpose, pk = read
    request.session[FOLLOW if purpose == "follow" else UNFOLLOW] = pk
    return redirect("volunteering:follow_confirm" if purpose == "follow" else "volunteering:unfollow")


@never_cache
def confirm(request: HttpRequest) -> HttpResponse:
    follower = get_object_or_404(Follower.objects.select_related("municipality"), pk=request.session.get(FOLLOW))
    request.session[UNFOLLOW] = follower.pk  # the way out is open from the first moment
    choice = ChoiceForm(request.POST if "change" in request.POST else None, initial=choice_of(follower))
    if request.method == "POST" and (choice.is_valid() or not choice.is_bound):
        facts = choice.cleaned_data if choice.is_bound else {}
        Follower.objects.filter(pk=follower.pk).update(confirmed_at=follower.confirmed_at or timezone.now(), **facts)
        follower.refresh_from_db()
    context = {"follower": follower, "choice": choice}
    return render(request, "volunteering/follow_confirm.html", context, status=422 if choice.errors else 200)


def choice_of(follower: Follower) -> dict:
    return {"municipality": follower.municipality_id, "topic": follower.topic}


@never_cache
def unfollow(request: HttpRequest) -> HttpResponse:
    """Whoever came by the link of a letter ends the letters with a button."""
    key = request.session.get(UNFOLLOW)
    if key is None:
        return render(request, "signups/link_broken.html", status=410)
    follower = Follower.objects.filter(pk=key).first()
    if request.method == "POST" and follower:
        follower.delete()
    done = request.method == "POST" or follower is None
    return render(request, "volunteering/unfollow.html", {"done": done})


@csrf_exempt
@never_cache
@secret_address
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """The address of List-Unsubscribe: POST ends at once (RFC 8058), GET leads to a page with a button."""
    read = links.read(token)
    if read is None or read[0] != "unfollow":
        return render(request, "signups/link_broken.html", status=410)
    if request.method == "POST":
        Follower.objects.filter(pk=read[1]).delete()
        return HttpResponse(status=200)
    request.session[UNFOLLOW] = read[1]
    return redirect("volunteering:unfollow")
