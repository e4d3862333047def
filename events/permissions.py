"""Who may do what with meetings."""

from accounts.roles import Role, holds, offices
from signups.permissions import can_host, can_keep


def can_run(user, event) -> bool:
    """The host, and whoever keeps the pages of that municipality: cancels, invites, asks for dates."""
    return can_host(user, event) or can_keep(user, event)


def sees_figures(user) -> bool:
    """Which meetings work: for everybody who holds an office."""
    return bool(offices(user)) or holds(user, Role.COORDINATOR)
