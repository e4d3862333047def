"""Who may do what with organisations. Members act by a membership, editors by the office of their municipality."""

from accounts.roles import is_coordinator, may_decide


def membership_of(user, organisation):
    """The membership that is in force today, read from the database at every request; None without one."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return None
    return user.memberships.active().filter(organisation=organisation).first()


def may_edit(user, organisation) -> bool:
    return membership_of(user, organisation) is not None


def may_represent(user, organisation) -> bool:
    """Invites, ends memberships, hands over."""
    held = membership_of(user, organisation)
    return held is not None and held.role == held.Role.REPRESENTATIVE


def may_manage(user, organisation) -> bool:
    """Its members, and whoever decides in its municipality."""
    return may_edit(user, organisation) or may_decide(user, organisation)


def may_manage_members(user, organisation) -> bool:
    """Invites and ends memberships: its representative, and whoever decides in its municipality."""
    return may_represent(user, organisation) or may_decide(user, organisation)


def may_merge(user, organisation) -> bool:
    return is_coordinator(user)


def may_decide_claim(user, claim) -> bool:
    return may_decide(user, claim.organisation)
