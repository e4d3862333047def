"""Who may freeze a report again: coordinators of the programme."""

from accounts.roles import is_coordinator
from programme.models import FrozenReport, MonitoringReportPage


def may_freeze(user, report: MonitoringReportPage) -> bool:
    """Only what is on the site and has been frozen already; a translation never is."""
    if report.is_translation or not report.live or not is_coordinator(user):
        return False
    return FrozenReport.objects.filter(report=report.pk).exists()
