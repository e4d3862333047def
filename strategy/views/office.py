"""The coordinator's screens: SWOT areas with their versions, a draft as lines, a ballot from its code to its result."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.doors import role_required
from accounts.roles import Role
from shared.office.moves import Refusal, decide, render_desk
from strategy import services
from strategy.decisions import BALLOTS, VERSIONS
from strategy.forms.office import BallotForm, DraftForm, ResultForm
from strategy.lifecycle import ballot_gaps, version_gaps
from strategy.links import short_address
from strategy.models import Ballot, SwotArea, SwotVersion
from strategy.results import count

coordinators_only = role_required(Role.COORDINATOR)


@coordinators_only
def index(request: HttpRequest) -> HttpResponse:
    versions: dict[int, list[SwotVersion]] = {}
    for version in SwotVersion.objects.select_related("session").order_by("-published_at", "-pk"):
        versions.setdefault(version.area_id, []).append(version)
    context = {
        "areas": [(area, versions.get(area.pk, [])) for area in SwotArea.objects.all()],
        "ballots": Ballot.objects.select_related("version__area", "session", "result")[:50],
        "page_title": _("SWOT and ballots"),
    }
    return render(request, "strategy/admin/index.html", context)


@coordinators_only
@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    draft = services.begin_draft(get_object_or_404(SwotArea, pk=pk), by=request.user)
    return redirect("strategy_admin:version", draft.pk)


@coordinators_only
def version(request: HttpRequest, pk: int, refusal: Refusal | None = None) -> HttpResponse:
    """A draft is edited as lines; a published version is only shown."""
    chosen = get_object_or_404(SwotVersion.objects.select_related("area", "session", "base"), pk=pk)
    form = DraftForm(request.POST if "save" in request.POST else None, instance=chosen)
    if form.is_bound and chosen.can_be_edited and form.is_valid():
        services.edit_draft(chosen, by=request.user, facts=form.facts, lines=form.lines)
        messages.success(request, _("Saved. Nobody sees the draft before you publish it."))
        return redirect("strategy_admin:version", pk)
    context = {
        "version": chosen,
        "form": form,
        "items": chosen.items.order_by("quadrant", "rank"),
        "gaps": version_gaps(chosen) if not chosen.is_published else [],
        "decisions": VERSIONS.decisions(chosen, request.user, refusal=refusal),
        "seen_state": VERSIONS.shown_state(chosen),
        "page_title": f"{chosen.area}: {chosen.label}",
    }
    answer = render_desk(request, "strategy/admin/version.html", context, refusal)
    if form.errors:
        answer.status_code = 422
    return answer


@coordinators_only
@require_POST
def move_version(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    back = reverse("strategy_admin:version", args=[pk])
    return VERSIONS.make_move(request, get_object_or_404(SwotVersion, pk=pk), name, screen=version, back=back)


@coordinators_only
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = get_object_or_404(SwotVersion, pk=pk)
    act = partial(services.discard_draft, chosen, by=request.user)
    refusal = decide(request, chosen, None, act, name="discard", version=VERSIONS.version)
    if refusal:
        return version(request, pk, refusal)
    messages.success(request, _("The draft is gone."))
    return redirect("strategy_admin:index")


@coordinators_only
def new_ballot(request: HttpRequest) -> HttpResponse:
    form = BallotForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = services.make_ballot(by=request.user, **form.cleaned_data)
        return redirect("strategy_admin:ballot", made.pk)
    context = {"form": form, "page_title": _("New ballot")}
    return render(request, "strategy/admin/ballot_new.html", context, status=422 if form.errors else 200)


@coordinators_only
def ballot(request: HttpRequest, pk: int, refusal: Refusal | None = None) -> HttpResponse:
    chosen = get_object_or_404(Ballot.objects.select_related("version__area", "session"), pk=pk)
    form = refusal.form if refusal and refusal.name == "result" else None
    context = {
        "ballot": chosen,
        "result": count(chosen),
        "address": short_address(),
        "decisions": BALLOTS.decisions(
            chosen, request.user, refusal=refusal, gaps={"open": partial(ballot_gaps, chosen)}
        ),
        "seen_state": BALLOTS.shown_state(chosen),
        "written": SwotVersion.objects.filter(ballot=chosen).first(),
        "form": form or ResultForm(initial={"label": _("ranked by the participants")}),
        "page_title": _("Ballot %(code)s") % {"code": chosen.code},
    }
    return render_desk(request, "strategy/admin/ballot.html", context, refusal)


@coordinators_only
@require_POST
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Open or close."""
    back = reverse("strategy_admin:ballot", args=[pk])
    return BALLOTS.make_move(request, get_object_or_404(Ballot, pk=pk), name, screen=ballot, back=back)


@coordinators_only
@require_POST
def write_result(request: HttpRequest, pk: int) -> HttpResponse:
    """The places of a closed ballot as the next version; asked for twice, it is the one written before."""
    chosen = get_object_or_404(Ballot, pk=pk)
    act = partial(services.write_result, chosen, by=request.user)
    refusal = decide(request, chosen, ResultForm(request.POST), act, name="result")
    if refusal:
        return ballot(request, pk, refusal)
    made = SwotVersion.objects.get(ballot=chosen)
    messages.success(request, _("Version %(number)s is published.") % {"number": made.number})
    return redirect("strategy_admin:version", made.pk)
