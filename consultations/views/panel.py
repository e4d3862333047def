"""The consultation's panel in the admin: where it stands, what can be decided now, what stands in the way."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations import announcing
from consultations.decisions import CONSULTATIONS
from consultations.forms.office import DatesForm
from consultations.lifecycle import report_gaps
from consultations.listing import with_clocks
from consultations.meetings import margin_gaps, meetings_with_remarks
from consultations.models import (
    ConsultationIndexPage,
    ConsultationPage,
    DateChange,
    ReportStagePage,
    StagePage,
    stage_kinds,
)
from consultations.permissions import may_manage, may_override, may_see_panel
from consultations.services import change_dates, following_gaps, override_minimum
from shared.acts.lifecycle import MoveRefused
from shared.office.forms import ReasonForm
from shared.office.moves import Refusal, decide, render_desk


def branches_to_add_to(user) -> list[ConsultationIndexPage]:
    """The lists of municipalities in which this person may begin a consultation."""
    found = ConsultationIndexPage.objects.filter(municipality__isnull=False, locale__language_code="pl")
    return [page for page in found.order_by("title") if page.permissions_for_user(user).can_add_subpage()]


def stages_to_add(consultation, user) -> list[tuple[str, str]]:
    """Names of the kinds of stages, each with the address where one is added."""
    if not consultation.permissions_for_user(user).can_add_subpage():
        return []
    return [
        (
            str(kind._meta.verbose_name),
            reverse("wagtailadmin_pages:add", args=[kind._meta.app_label, kind._meta.model_name, consultation.pk]),
        )
        for kind in stage_kinds()
    ]


def stages_of(consultation) -> list[StagePage]:
    """Every stage in the order of the tree, drafts too; the clock goes by those that are published."""
    found = list(StagePage.objects.child_of(consultation).as_kinds().order_by("path"))
    consultation.clock.stages = [stage for stage in found if stage.live]
    return found


def consultations_of(user):
    return ConsultationPage.objects.source_language().run_by(user).select_related("municipality", "kind")


def own_consultation(request: HttpRequest, pk: int) -> ConsultationPage:
    """A consultation this person works on; 404 for any other."""
    consultation = get_object_or_404(ConsultationPage.objects.source_language().select_related("municipality"), pk=pk)
    if not may_see_panel(request.user, consultation):
        raise Http404
    return consultation


def index(request: HttpRequest) -> HttpResponse:
    found = with_clocks(list(consultations_of(request.user).order_by("-announced_on", "-pk")[:100]))
    context = {
        "consultations": found,
        "branches": branches_to_add_to(request.user),
        "page_title": _("Consultations"),
    }
    return render(request, "consultations/admin/index.html", context)


def panel(request: HttpRequest, pk: int, refusal: Refusal | None = None) -> HttpResponse:
    consultation = own_consultation(request, pk)
    stages, user = stages_of(consultation), request.user
    gaps = {"announce": partial(announcing.gaps, consultation), "publish_report": partial(report_gaps, consultation)}
    moves = {made.name: made for made in CONSULTATIONS.decisions(consultation, user, gaps=gaps, refusal=refusal)}
    context = {
        "consultation": consultation,
        "clock": consultation.clock,
        "numbers": consultation.clock.numbers,
        "moves": moves,
        "seen_state": CONSULTATIONS.shown_state(consultation),
        "time_gaps": announcing.time_gaps(consultation) if "announce" in moves else [],
        "override_form": refusal.form if refusal and refusal.name == "override" else override_form(),
        "can_override": may_override(user, consultation),
        "can_run": may_manage(user, consultation),
        "date_changes": DateChange.objects.filter(stage__path__startswith=consultation.path).select_related("stage"),
        "stages": stages,
        "report_page": next((stage for stage in stages if isinstance(stage, ReportStagePage)), None),
        "meetings": meetings_with_remarks(consultation, user),
        "meeting_gaps": margin_gaps(consultation),
        "to_add": stages_to_add(consultation, user),
        "page_title": consultation.title,
    }
    return render_desk(request, "consultations/admin/panel.html", context, refusal)


@require_POST
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Announce, publish the report or cancel."""
    back = reverse("consultations_admin:panel", args=[pk])
    return CONSULTATIONS.make_move(request, own_consultation(request, pk), name, screen=panel, back=back)


def override_form(data=None) -> ReasonForm:
    label = _("Allow the shorter time, with a reason that everyone will read")
    return ReasonForm(data, label=label, needed=False, auto_id="override-%s")  # the act says how long it must be


@require_POST
def override(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = own_consultation(request, pk)
    act = partial(override_minimum, consultation, by=request.user)
    refusal = decide(request, consultation, override_form(request.POST), act, name="override")
    if refusal:
        return panel(request, pk, refusal)
    messages.success(request, _("The shorter time is allowed; the reason will be public."))
    return redirect("consultations_admin:panel", pk)


def dates(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the dates of one stage; the change is logged and public."""
    stage = get_object_or_404(StagePage, pk=pk)
    consultation = own_consultation(request, stage.consultation.pk)
    if not may_manage(request.user, consultation):
        raise PermissionDenied
    initial = {"opens_on": stage.opens_on, "closes_on": stage.closes_on}
    form = DatesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_dates(stage, by=request.user, **form.cleaned_data)
        except MoveRefused as refusal:
            for sentence in refusal.reasons:
                form.add_error(None, sentence)
        else:
            messages.success(request, _("The dates have changed. The change is public and followers get a letter."))
            for sentence in following_gaps(ConsultationPage.objects.get(pk=consultation.pk)):
                messages.warning(request, sentence)
            return redirect("consultations_admin:panel", consultation.pk)
    context = {"stage": stage, "consultation": consultation, "form": form, "page_title": stage.title}
    return render(request, "consultations/admin/dates.html", context, status=422 if form.errors else 200)
