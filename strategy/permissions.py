"""Who may decide about SWOT and ballots: coordinators of the programme (docs/domain-rules.md, R14)."""

from accounts.roles import is_coordinator


def may_decide(user, obj) -> bool:
    """The area of a SWOT makes no difference."""
    return is_coordinator(user)
