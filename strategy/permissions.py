"""Who may decide about SWOT and ballots: coordinators of the programme (domain.md, section 15)."""

from accounts.roles import is_coordinator


def can_keep(user, obj=None) -> bool:
    """`obj` is there for the tables of moves: the area of a SWOT makes no difference."""
    return is_coordinator(user)
