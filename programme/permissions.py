"""Who may freeze a report again: coordinators of the programme."""

from typing import Any

from accounts.roles import is_coordinator


def may_freeze(user: Any, report: Any) -> bool:
    """Only what is on the site and has been frozen already; a translation never is."""
    if report.is_translation or not report.live or not is_coordinator(user):
        return False
    return report.editions.exists()
