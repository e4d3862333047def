"""Who keeps a profile: a membership begins and ends."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ngos.models import Membership, OrganisationPage
from ngos.models.people import Role
from ngos.permissions import may_manage_members
from shared.acts.lifecycle import MoveRefused


@transaction.atomic
def begin_membership(organisation: OrganisationPage, user, *, role: str = Role.EDITOR) -> Membership:
    """Open a membership today; an open one is raised to the higher role, never lowered. Idempotent."""
    there = Membership.objects.select_for_update().filter(organisation=organisation, user=user, until=None).first()
    if there is None:
        there = Membership.objects.create(organisation=organisation, user=user, role=role)
    elif role == Role.REPRESENTATIVE and there.role != role:
        there.role = role
        there.save(update_fields=["role"])
    log(organisation, "ngos.member_joined", user=user, data={"role": there.role})
    return there


@transaction.atomic
def end_membership(membership: Membership, *, by) -> None:
    """End a membership yesterday, so that the rights are gone at the next request.

    The last person cannot leave before somebody else keeps the profile or the organisation is marked as dormant.
    """
    organisation = OrganisationPage.objects.select_for_update(of=("self",)).get(pk=membership.organisation_id)
    if by != membership.user and not may_manage_members(by, organisation):
        raise PermissionDenied
    others = Membership.objects.active().filter(organisation=organisation).exclude(pk=membership.pk)
    if not others.exists() and organisation.state == OrganisationPage.State.PUBLISHED:
        raise MoveRefused(
            [_("Nobody else keeps this profile. Invite a successor, or mark the organisation as dormant.")]
        )
    yesterday = timezone.localdate() - timedelta(days=1)
    if membership.since > yesterday:
        membership.since = yesterday
    membership.until = yesterday
    membership.save(update_fields=["since", "until"])
    log(organisation, "ngos.member_left", user=by)
