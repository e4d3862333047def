"""People of an organisation: invitations, handover, leaving."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ngos import memberships, services
from ngos.links import links
from ngos.models import Invitation, Membership
from ngos.models.people import Role
from ngos.permissions import may_represent
from ngos.views.panel import own_organisation
from shared.acts.lifecycle import MoveRefused
from shared.intake.email import EmailField
from shared.intake.limits import too_many
from shared.intake.links import secret_address

SESSION = "invitation"


class InviteForm(forms.Form):
    email = EmailField(
        label=gettext_lazy("E-mail of the person"),
        error_messages={"required": gettext_lazy("Write the e-mail of the person you invite.")},
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=Role.choices, initial=Role.EDITOR,
        help_text=gettext_lazy("An editor changes the profile; a representative also invites people and hands over."),
    )  # fmt: skip


@never_cache
@login_required
def people(request: HttpRequest, pk: int, form: InviteForm | None = None) -> HttpResponse:
    organisation = own_organisation(request, pk)
    context = {
        "organisation": organisation,
        "members": Membership.objects.active().filter(organisation=organisation).select_related("user"),
        "former": Membership.objects.filter(organisation=organisation).exclude(until=None).select_related("user")[:20],
        "invitations": Invitation.objects.open().filter(organisation=organisation),
        "form": form or InviteForm(),
        "can_invite": may_represent(request.user, organisation),
        "not_yet": services.not_yet() if organisation.state == organisation.State.SUBMITTED else "",
    }
    return render(request, "ngos/panel/people.html", context, status=422 if form is not None else 200)


@login_required
@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    organisation, form = own_organisation(request, pk), InviteForm(request.POST)
    if not form.is_valid():
        return people(request, pk, form=form)
    if not may_represent(request.user, organisation):
        raise PermissionDenied
    if too_many("ngos.invite", request.user.email):
        return render(request, "429.html", status=429)
    send(request, organisation, form)
    return redirect("ngos:people", pk)


def send(request: HttpRequest, organisation, form: InviteForm, *, is_handover: bool = False) -> None:
    try:
        services.invite(organisation, by=request.user, is_handover=is_handover, **form.cleaned_data)
    except MoveRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The invitation has been sent. It holds for seven days."))


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int, invitation: int) -> HttpResponse:
    organisation = own_organisation(request, pk)
    services.withdraw_invitation(
        get_object_or_404(Invitation, pk=invitation, organisation=organisation), by=request.user
    )
    messages.success(request, _("The invitation has been withdrawn."))
    return redirect("ngos:people", pk)


@login_required
@require_POST
def end(request: HttpRequest, pk: int, membership: int) -> HttpResponse:
    """End one's own membership, or (representatives) somebody else's."""
    organisation = own_organisation(request, pk)
    held = get_object_or_404(Membership.objects.active(), pk=membership, organisation=organisation)
    try:
        memberships.end_membership(held, by=request.user)
    except MoveRefused as refused:
        messages.error(request, str(refused))
        return redirect("ngos:people", pk)
    messages.success(request, _("The membership has ended. The rights are gone at once."))
    return redirect(
        "ngos:mine" if held.user_id == request.user.pk else "ngos:people",
        *([] if held.user_id == request.user.pk else [pk]),
    )


@never_cache
@secret_address
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Exchange the link from the letter for the session and go on to a clean address."""
    read = links.read(token)
    if read is None:
        return render(request, "ngos/invitation.html", {"broken": True}, status=410)
    request.session[SESSION] = read[1]
    request.session["after_sign_in"] = reverse("ngos:invitation")
    return redirect("ngos:invitation")


@never_cache
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest) -> HttpResponse:
    """A button, not a bare link. The address of the person signed in must be the invited one."""
    invited = Invitation.objects.select_related("organisation").filter(pk=request.session.get(SESSION)).first()
    if invited is None or not invited.is_open:
        return render(request, "ngos/invitation.html", {"broken": True}, status=410)
    context = {"invitation": invited, "is_addressee": services.owns_address(request.user, invited.email)}
    if request.method == "POST":
        services.accept_invitation(invited, user=request.user)
        del request.session[SESSION]
        request.session.pop("after_sign_in", None)
        messages.success(request, _("Welcome. You keep this profile from today."))
        return redirect("ngos:panel", invited.organisation_id)
    return render(request, "ngos/invitation.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def handover(request: HttpRequest, pk: int) -> HttpResponse:
    """Four steps to a successor: check the data, print the pack, invite, leave. Each says whether it is done."""
    organisation = own_organisation(request, pk)
    form = InviteForm(request.POST or None, initial={"role": Role.REPRESENTATIVE})
    if request.method == "POST":
        if not may_represent(request.user, organisation):
            raise PermissionDenied
        if form.is_valid() and too_many("ngos.invite", request.user.email):
            return render(request, "429.html", status=429)
        if form.is_valid():
            send(request, organisation, form, is_handover=True)
            return redirect("ngos:handover", pk)
    handed = Invitation.objects.filter(organisation=organisation, is_handover=True, withdrawn_at=None)
    context = {
        "organisation": organisation,
        "form": form,
        "invitations": handed,
        "accepted": any(one.accepted_at for one in handed),
        "can_invite": may_represent(request.user, organisation),
        "not_yet": services.not_yet() if organisation.state == organisation.State.SUBMITTED else "",
        "others": Membership.objects.active().filter(organisation=organisation).exclude(user=request.user).count(),
    }
    return render(request, "ngos/panel/handover.html", context, status=422 if form.errors else 200)
