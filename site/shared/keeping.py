"""What residents have sent, and texts that can be cited, may not be deleted with a page: apps say why."""

from collections.abc import Callable

_checks: list[Callable] = []


def keeps(check: Callable):
    """Register `check(page) -> str`: a sentence that forbids deleting the page (and all below it), or an empty one."""
    _checks.append(check)
    return check


def reasons(page) -> list[str]:
    """Why this page cannot be deleted; an empty list when it can."""
    return [sentence for check in _checks if (sentence := check(page))]
