"""Who may do what, and where: questions about the offices a person holds."""

from accounts.models import Office

Role = Office.Role


def offices(user) -> list[tuple[str, int | None]]:
    """The (role, municipality) pairs of a person, read once per object of the person."""
    if not getattr(user, "is_authenticated", False):
        return []
    if not hasattr(user, "_offices"):
        user._offices = list(Office.objects.of(user).values_list("role", "municipality_id"))
    return user._offices


def holds(user, role: str, municipality_id: int | None = None) -> bool:
    """True when the person holds the role in this municipality or in the whole area; superusers hold every role."""
    if getattr(user, "is_superuser", False) and user.is_active:
        return True
    return any(held == role and where in (None, municipality_id) for held, where in offices(user))


def is_coordinator(user) -> bool:
    return holds(user, Role.COORDINATOR)


def municipalities_of(user, *roles: str) -> list[int] | None:
    """The municipalities where the person holds one of the roles; None means all of them."""
    if getattr(user, "is_superuser", False) and user.is_active:
        return None
    held = [where for role, where in offices(user) if role in roles]
    return None if None in held else [where for where in held if where is not None]
