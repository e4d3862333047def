"""Who may do what with organisations. Members act by a membership, editors by the office of their municipality."""

from typing import Any

from accounts.roles import is_coordinator, may_decide


def membership_of(user: Any, organisation: Any) -> Any:
    """The membership that is in force today, read from the database at every request; None without one."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return None
    return user.memberships.active().filter(organisation=organisation).first()


def may_edit(user: Any, organisation: Any) -> bool:
    return membership_of(user, organisation) is not None


def may_represent(user: Any, organisation: Any) -> bool:
    """Invites, ends memberships, hands over."""
    held = membership_of(user, organisation)
    return held is not None and held.role == held.Role.REPRESENTATIVE


def may_manage(user: Any, organisation: Any) -> bool:
    """Its members, and whoever decides in its municipality."""
    return may_edit(user, organisation) or may_decide(user, organisation)


def may_manage_members(user: Any, organisation: Any) -> bool:
    """Invites and ends memberships: its representative, and whoever decides in its municipality."""
    return may_represent(user, organisation) or may_decide(user, organisation)


def may_merge(user: Any, organisation: Any) -> bool:
    return is_coordinator(user)


def may_decide_claim(user: Any, claim: Any) -> bool:
    return may_decide(user, claim.organisation)
