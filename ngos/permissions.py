"""Who may do what with organisations. Members act by a membership, editors by the office of their municipality."""

from accounts.roles import Role, holds, offices
from ngos.models.people import Membership
from ngos.models.people import Role as MemberRole


def membership_of(user, organisation) -> Membership | None:
    """The membership that is in force today, read from the database at every request."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return None
    return Membership.objects.active().filter(user=user, organisation=organisation).first()


def can_edit(user, organisation) -> bool:
    return membership_of(user, organisation) is not None


def can_represent(user, organisation) -> bool:
    """Invites, ends memberships, hands over."""
    held = membership_of(user, organisation)
    return held is not None and held.role == MemberRole.REPRESENTATIVE


def can_keep(user, organisation) -> bool:
    """The editor of the municipality, and coordinators."""
    return holds(user, Role.EDITOR, organisation.municipality_id) or holds(user, Role.COORDINATOR)


def can_merge(user, organisation) -> bool:
    return holds(user, Role.COORDINATOR)


def can_edit_or_keep(user, organisation) -> bool:
    return can_edit(user, organisation) or can_keep(user, organisation)


def keeps_organisations(user) -> bool:
    return any(role in (Role.EDITOR, Role.COORDINATOR) for role, _where in offices(user)) or (
        user.is_active and user.is_superuser
    )
