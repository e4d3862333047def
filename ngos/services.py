"""Acts on organisations that are more than one move: invitations, claims, confirmations, decisions, merging."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log

from accounts.roles import may_decide
from ngos import emails
from ngos.lifecycle import ORGANISATION, decided
from ngos.memberships import begin_membership
from ngos.models import Claim, Invitation, Membership, Message, OrganisationPage, Reminder
from ngos.permissions import may_edit, may_manage, may_manage_members, may_merge
from shared.acts.lifecycle import MoveNotAllowed, MoveRefused
from shared.intake.messages import store_once
from shared.letters import post

TERM_REMINDERS = (90, 30, 7)  # days


# --- invitations ----------------------------------------------------------------------------------------------


@transaction.atomic
def invite(organisation: OrganisationPage, *, by: Any, email: str, role: str, is_handover: bool = False) -> Invitation:
    """Send an invitation bound to an address; an open one to the same address is replaced.

    Before an editor has checked the profile nobody's letters carry its name to strangers: anybody may submit one.
    """
    if not may_manage_members(by, organisation):
        raise PermissionDenied
    if organisation.state == OrganisationPage.State.SUBMITTED:
        raise MoveRefused([not_yet()])
    address = email.strip().lower()
    Invitation.objects.filter(organisation=organisation, email=address, accepted_at=None, withdrawn_at=None).update(
        withdrawn_at=timezone.now()
    )
    invited = Invitation.objects.create(
        organisation=organisation, email=address, role=role, is_handover=is_handover, invited_by=by,
        language=get_language() or "pl",
    )  # fmt: skip
    emails.post_invitation(invited)
    return invited


def not_yet() -> str:
    return _("You can invite others once the editor of the municipality has published the profile.")


def withdraw_invitation(invited: Invitation, *, by: Any) -> None:
    if not may_manage_members(by, invited.organisation):
        raise PermissionDenied
    Invitation.objects.open().filter(pk=invited.pk).update(withdrawn_at=timezone.now())


@transaction.atomic
def accept_invitation(invited: Invitation, *, user: Any) -> Membership:
    """Use the invitation once; only the person whose confirmed address it names may do so."""
    invited = Invitation.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=invited.pk)
    if not owns_address(user, invited.email):
        raise PermissionDenied
    if not invited.is_open:
        raise MoveNotAllowed("the invitation has been used, withdrawn or is too old")
    invited.accepted_at = timezone.now()
    invited.save(update_fields=["accepted_at"])
    return begin_membership(invited.organisation, user, role=invited.role)


def owns_address(user: Any, email: str) -> bool:
    """True when the person signed in has confirmed this address."""
    if not getattr(user, "is_authenticated", False):
        return False
    return user.emailaddress_set.filter(email__iexact=email, verified=True).exists()


# --- claims ---------------------------------------------------------------------------------------------------


def claim(organisation: OrganisationPage, *, user: Any, function: str, message: str) -> Claim:
    """“This is my organisation”; a second request while the first waits returns the first."""
    if may_edit(user, organisation):
        raise MoveRefused([_("You keep this profile already.")])
    try:
        with transaction.atomic():
            return Claim.objects.create(
                organisation=organisation,
                user=user,
                function=function,
                message=message,
                language=get_language() or "pl",
            )
    except IntegrityError:
        return Claim.objects.get(organisation=organisation, user=user, state=Claim.State.NEW)


# --- the yearly confirmation --------------------------------------------------------------------------------------


@transaction.atomic
def confirm(organisation: OrganisationPage, *, by: Any) -> None:
    """“The data are true”: once a year, one click; also wakes nobody and publishes nothing."""
    if not may_manage(by, organisation):
        raise PermissionDenied
    decided(organisation, confirmed_on=timezone.localdate())
    log(organisation, "ngos.confirmed", user=by)


# --- reminders --------------------------------------------------------------------------------------------------


def remind_members(today: Any = None) -> int:
    """Letters about yearly confirmations and terms of office; running it again sends nothing twice."""
    today = today or timezone.localdate()
    sent = 0
    members = Membership.objects.active(today).select_related("organisation", "user")
    for membership in members.filter(organisation__state=OrganisationPage.State.PUBLISHED).iterator():
        sent += _remind(membership, today)
    return sent


def _remind(membership: Membership, today: Any) -> int:
    organisation = membership.organisation
    due: list[tuple[Any, Any, int, Any]] = []
    if organisation.confirmed_on and organisation.freshness.is_due:
        due.append((Reminder.Kind.CONFIRM, organisation.confirmed_on, 0, emails.confirm_profile))
    left = (organisation.term_ends_on - today).days if organisation.term_ends_on else -1
    passed = [days for days in TERM_REMINDERS if 0 <= left <= days]
    if passed:
        due.append((Reminder.Kind.TERM, organisation.term_ends_on, min(passed), emails.term_ends))
    sent = 0
    for kind, day, days, write in due:
        reminder, created = Reminder.objects.get_or_create(membership=membership, kind=kind, due_on=day, days=days)
        if created:
            post(write, to=membership.user.email, about=reminder)
            sent += 1
    return sent


# --- messages ---------------------------------------------------------------------------------------------------


def send_message(organisation: OrganisationPage, *, name: str, reply_to: str, text: str, form_key: Any) -> Message:
    """Store a message and send it to the organisation's address; the same form sent twice is one message."""
    words = {"name": name, "reply_to": reply_to, "text": text}
    return store_once(Message, emails.post_message, organisation=organisation, form_key=form_key, **words)


# --- decisions of the editor -------------------------------------------------------------------------------------


@transaction.atomic
def decide(organisation: OrganisationPage, name: str, *, by: Any, reason: str = "") -> None:
    """A move of the table; what the newest draft says becomes public with the first publication."""
    if name == "publish":
        publish_draft(organisation, by=by)
        organisation = OrganisationPage.objects.get(pk=organisation.pk)
    ORGANISATION.apply(name, organisation, by=by, reason=reason)


def publish_draft(organisation: OrganisationPage, *, by: Any) -> None:
    if not may_decide(by, organisation):
        raise PermissionDenied
    state = organisation.current_workflow_state
    if state:
        state.cancel(user=by)
    revision = organisation.latest_revision or organisation.save_revision(user=by)
    revision.publish(user=by, skip_permission_checks=True)


def set_trust(organisation: OrganisationPage, *, by: Any, trust: str) -> None:
    if not may_decide(by, organisation):
        raise PermissionDenied
    if trust in OrganisationPage.Trust.values:
        decided(organisation, trust=trust)
        log(organisation, "ngos.trust", user=by, data={"trust": trust})


@transaction.atomic
def merge(organisation: OrganisationPage, *, into: OrganisationPage, by: Any) -> None:
    """Two profiles of one organisation: members, register rows, claims and the old address go to the one that stays.

    The other is struck off, keeps its history, and its address leads to the one that stays.
    """
    if not may_merge(by, organisation) or not may_merge(by, into):
        raise PermissionDenied
    for membership in Membership.objects.active().filter(organisation=organisation):
        begin_membership(into, membership.user, role=membership.role)
    Membership.objects.filter(organisation=organisation, until=None).update(until=timezone.localdate())
    organisation.register_rows.update(organisation=into)
    Claim.objects.filter(organisation=organisation).exclude(user__in=into.claims.values("user")).update(
        organisation=into
    )
    organisation.merged_from.update(merged_into=into)
    site = organisation.get_site()
    old = (organisation.get_url() or "").rstrip("/")
    if old:
        Redirect.objects.update_or_create(
            old_path=Redirect.normalise_path(old), site=site, defaults={"redirect_page": into}
        )
    decided(organisation, merged_into_id=into.pk)
    ORGANISATION.apply("merge", organisation, by=by)
    log(organisation, "ngos.merged", user=by, data={"into": into.pk})
