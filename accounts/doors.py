"""Screens of the office that belong to a role."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied

from accounts.roles import works_as


def role_required(*roles: str) -> Callable:
    """A view for those who hold one of the roles somewhere; everybody else is refused with 403."""

    def guard(view: Callable) -> Callable:
        @wraps(view)
        def inner(request, *args, **kwargs):
            if not works_as(request.user, *roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return inner

    return guard
