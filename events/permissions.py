"""Who may do what with meetings."""

from typing import Any

from accounts.choices import Role
from accounts.roles import may_decide, works_as
from signups.permissions import may_host


def may_manage(user: Any, event: Any) -> bool:
    """The host, and whoever decides in that municipality: cancels, invites, asks for dates."""
    return may_host(user, event) or may_decide(user, event)


def may_see_figures(user: Any) -> bool:
    """Which meetings work: for everybody who holds an office."""
    return works_as(user, *Role)
