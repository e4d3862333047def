"""The members' panel: one page, sections saved one by one; what is public and what waits is always said."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ngos import approval, services
from ngos.decisions import MEMBERS
from ngos.differences import differences, word_fields
from ngos.forms.sections import BY_SLUG, SECTIONS, changed_in
from ngos.models import Membership, OrganisationPage
from ngos.permissions import membership_of
from shared.acts.drafts import EditedMeanwhile, read_seen
from shared.office.moves import Refusal, render_desk

PER_PAGE = 20
SAID = {
    "public": gettext_lazy("Saved. The change is public."),
    "waiting": gettext_lazy(
        "Saved. The change waits for the editor of the municipality; what is public has not changed yet."
    ),
    "draft": gettext_lazy("Saved as a draft. Nobody sees it until you send it."),
}


def own_organisation(request: HttpRequest, pk: int) -> OrganisationPage:
    """The organisation whose panel this person may open; for everybody else it does not exist."""
    organisation = get_object_or_404(
        OrganisationPage.objects.select_related("municipality", "village", "locale"), pk=pk
    )
    held = membership_of(request.user, organisation)
    if held is None:
        raise Http404
    organisation.membership = held
    return organisation


@never_cache
@login_required
def overview(request: HttpRequest, pk: int, refusal: Refusal | None = None) -> HttpResponse:
    organisation = own_organisation(request, pk)
    draft = approval.draft_of(organisation)
    members = Membership.objects.active().filter(organisation=organisation).select_related("user")
    context = {
        "organisation": organisation,
        "draft": draft,
        "sections": SECTIONS,
        "members": members,
        "waits": organisation.workflow_in_progress,
        "why_returned": approval.why_returned(organisation),
        "changes": differences(organisation, draft) if organisation.has_unpublished_changes else [],
        "decisions": MEMBERS.decisions(organisation, request.user, refusal=refusal),
    }
    return render_desk(request, "ngos/panel/overview.html", context, refusal)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """One section. The form names the revision it was opened on, so that nobody overwrites a colleague unseen."""
    organisation = own_organisation(request, pk)
    if section not in BY_SLUG:
        raise Http404
    chosen, draft = BY_SLUG[section], approval.draft_of(organisation)
    form = chosen.form(request.POST or None, request.FILES or None, instance=draft)
    context = {
        "organisation": organisation, "section": chosen, "form": form, "seen": organisation.latest_revision_id or "",
        "others": SECTIONS,
    }  # fmt: skip
    if request.method == "GET":
        return render(request, "ngos/panel/edit.html", context)
    if not form.is_valid():
        return render(request, "ngos/panel/edit.html", {**context, "seen": request.POST.get("seen", "")}, status=422)
    changed = changed_in(form)
    form.save(commit=False)
    try:
        outcome = approval.save_words(
            draft,
            by=request.user,
            changed=changed,
            seen=read_seen(request.POST.get("seen")),
            publish="draft" not in request.POST,
        )
    except EditedMeanwhile:
        return _edited_meanwhile(request, organisation, context)
    messages.success(request, str(SAID[outcome]))
    return redirect("ngos:panel", organisation.pk)


def _edited_meanwhile(request, organisation, context) -> HttpResponse:
    """The second of two people is told who saved what, and keeps everything typed."""
    seen = organisation.revisions.filter(pk=read_seen(request.POST.get("seen")) or 0).first()
    newest = organisation.latest_revision
    before = seen.as_object() if seen else organisation
    context |= {
        "meanwhile": newest,
        "meanwhile_changes": differences(before, newest.as_object()) if newest else [],
        "seen": organisation.latest_revision_id or "",
    }
    return render(request, "ngos/panel/edit.html", context, status=409)


@never_cache
@login_required
def history(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = own_organisation(request, pk)
    revisions = organisation.revisions.select_related("user").order_by("-created_at", "-pk")
    page_obj = Paginator(revisions, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "ngos/panel/history.html", {"organisation": organisation, "page_obj": page_obj})


@never_cache
@login_required
def revision(request: HttpRequest, pk: int, revision: int) -> HttpResponse:
    """What one saving changed, word by word."""
    organisation = own_organisation(request, pk)
    chosen = get_object_or_404(organisation.revisions.select_related("user"), pk=revision)
    before = organisation.revisions.filter(created_at__lt=chosen.created_at).order_by("-created_at", "-pk").first()
    changes = differences(before.as_object(), chosen.as_object()) if before else []
    words = word_fields(chosen.as_object())
    context = {"organisation": organisation, "revision": chosen, "changes": changes, "words": words, "before": before}
    return render(request, "ngos/panel/revision.html", context)


@login_required
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send what was saved as a draft."""
    outcome = approval.send_draft(own_organisation(request, pk), by=request.user)
    messages.success(request, str(SAID[outcome]))
    return redirect("ngos:panel", pk)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = own_organisation(request, pk)
    approval.withdraw_words(organisation, by=request.user)
    messages.success(request, _("The change has been taken back. It stays in the history."))
    return redirect("ngos:panel", pk)


@login_required
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    services.confirm(own_organisation(request, pk), by=request.user)
    messages.success(request, _("Thank you. The profile is confirmed for a year."))
    return redirect("ngos:panel", pk)


@login_required
@require_POST
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Mark as dormant, wake up."""
    back = reverse("ngos:panel", args=[pk])
    return MEMBERS.make_move(request, own_organisation(request, pk), name, screen=overview, back=back)


@never_cache
@login_required
def pack(request: HttpRequest, pk: int) -> HttpResponse:
    """The printable pack of a handover: what the next person must know."""
    organisation = own_organisation(request, pk)
    members = Membership.objects.active().filter(organisation=organisation).select_related("user")
    blanks = [
        _("Accounts and where their keys are"),
        _("Bank, signatures, bookkeeping"),
        _("Contacts: municipality, partners, donors"),
        _("Where the documents are"),
        _("What has been promised and till when"),
    ]
    context = {"organisation": approval.draft_of(organisation), "members": members, "blanks": blanks}
    return render(request, "ngos/panel/pack.html", context)
