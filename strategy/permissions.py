"""Who may decide about SWOT and ballots: coordinators of the programme (docs/domain-rules.md, R14)."""

from typing import Any

from accounts.roles import is_coordinator


def may_decide(user: Any, obj: Any) -> bool:
    """The area of a SWOT makes no difference."""
    return is_coordinator(user)
