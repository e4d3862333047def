"""The coordinator's screens: SWOT areas with their versions, a draft as lines, a ballot from its code to its result."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.doors import role_required
from accounts.roles import Role
from shared.acts.lifecycle import MoveRefused
from strategy import services
from strategy.forms.office import BallotForm, DraftForm, ResultForm
from strategy.lifecycle import BALLOT, VERSION, ballot_gaps, version_gaps
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
def version(request: HttpRequest, pk: int, **more) -> HttpResponse:
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
        "page_title": f"{chosen.area}: {chosen.label}",
        **more,
    }
    return render(request, "strategy/admin/version.html", context, status=422 if more or form.errors else 200)


@coordinators_only
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = get_object_or_404(SwotVersion, pk=pk)
    try:
        VERSION.apply("publish", chosen, by=request.user)
    except MoveRefused as refusal:
        return version(request, pk, refused=refusal.reasons)
    messages.success(request, _("Version %(number)s is published.") % {"number": chosen.number})
    return redirect("strategy_admin:version", pk)


@coordinators_only
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    services.discard_draft(get_object_or_404(SwotVersion, pk=pk), by=request.user)
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
def ballot(request: HttpRequest, pk: int, **more) -> HttpResponse:
    chosen = get_object_or_404(Ballot.objects.select_related("version__area", "session"), pk=pk)
    context = {
        "ballot": chosen,
        "result": count(chosen),
        "address": short_address(),
        "moves": [move.name for move in BALLOT.available(chosen, request.user)],
        "gaps": ballot_gaps(chosen) if chosen.state == Ballot.State.DRAFT else [],
        "written": SwotVersion.objects.filter(ballot=chosen).first(),
        "form": ResultForm(initial={"label": _("ranked by the participants")}),
        "page_title": _("Ballot %(code)s") % {"code": chosen.code},
        **more,
    }
    return render(request, "strategy/admin/ballot.html", context, status=422 if more else 200)


@coordinators_only
@require_POST
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Open or close; a refusal comes back as sentences."""
    if name not in BALLOT.moves:
        raise Http404
    chosen = get_object_or_404(Ballot, pk=pk)
    try:
        BALLOT.apply(name, chosen, by=request.user)
    except MoveRefused as refusal:
        return ballot(request, pk, refused=refusal.reasons)
    messages.success(request, _("Done: %(status)s") % {"status": chosen.get_state_display()})
    return redirect("strategy_admin:ballot", pk)


@coordinators_only
@require_POST
def write_result(request: HttpRequest, pk: int) -> HttpResponse:
    form = ResultForm(request.POST)
    if not form.is_valid():
        return ballot(request, pk, form=form)
    try:
        made = services.write_result(
            get_object_or_404(Ballot, pk=pk), by=request.user, label=form.cleaned_data["label"]
        )
    except MoveRefused as refusal:
        return ballot(request, pk, refused=refusal.reasons, form=form)
    messages.success(request, _("Version %(number)s is published.") % {"number": made.number})
    return redirect("strategy_admin:version", made.pk)
