"""Who may do what, and where: the questions about the offices a person holds. Apps ask these and no others.

`works_as` asks for a role anywhere (a menu item, a list), `works_in` for a role in one municipality (an object),
`within` leaves the rows of a person's municipalities. Objects are asked about in `permissions.py` of each app:
`may_manage` (runs it from day to day), `may_decide` (decides about what others have sent), `may_host` and so on.
"""

from typing import Any

from django.db.models import Q

from accounts.choices import Role
from accounts.models import Office

DECIDERS = (Role.EDITOR, Role.COORDINATOR)  # about what residents and organisations send in
HOSTS = (Role.EDITOR, Role.HOST)  # of meetings and campaigns of the municipality itself
MODERATORS = (Role.MODERATOR, Role.HOST)
STAFF = (*MODERATORS, Role.COORDINATOR)  # of consultations
EVERYWHERE = ~Q(pk__in=[])  # true for every row, also when it is joined to another condition with “or”


def offices(user: Any) -> list[tuple[str, int | None]]:
    """The (role, municipality) pairs of a person, read once per object of the person; none once the account is shut."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return []
    if not hasattr(user, "_offices"):
        user._offices = list(Office.objects.of(user).values_list("role", "municipality_id"))
    return user._offices


def holds_all(user: Any) -> bool:
    """Superusers hold every role in the whole area, for as long as their account is active."""
    return getattr(user, "is_superuser", False) and user.is_active


def works_as(user: Any, *roles: str) -> bool:
    """True when the person holds one of the roles somewhere."""
    return holds_all(user) or any(role in roles for role, _where in offices(user))


def works_in(user: Any, municipality_id: int | None, *roles: str) -> bool:
    """True when the person holds one of the roles in this municipality or in the whole area; None is the whole area."""
    if holds_all(user):
        return True
    return any(role in roles and where in (None, municipality_id) for role, where in offices(user))


def is_coordinator(user: Any) -> bool:
    return works_in(user, None, Role.COORDINATOR)


def may_decide(user: Any, obj: Any) -> bool:
    """About what was sent in, and about profiles, campaigns and meetings: the editor of its municipality, and
    coordinators."""
    return works_in(user, obj.municipality_id, *DECIDERS)


def municipalities_of(user: Any, *roles: str) -> list[int] | None:
    """The municipalities where the person holds one of the roles; None means all of them. Lists ask `within`."""
    if works_in(user, None, *roles):
        return None
    return [where for role, where in offices(user) if role in roles and where is not None]


def jurisdiction(user: Any, *roles: str, field: str = "municipality") -> Q:
    """The condition “in a municipality where the person holds one of the roles”, to be joined with others."""
    where = municipalities_of(user, *roles)
    return EVERYWHERE if where is None else Q(**{f"{field}__in": where})


def within(queryset: Any, user: Any, *roles: str, field: str = "municipality") -> Any:
    """The rows of the municipalities where the person holds one of the roles; `field` leads to the municipality."""
    return queryset.filter(jurisdiction(user, *roles, field=field))
