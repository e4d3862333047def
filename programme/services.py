"""What is kept from publications: wordings of statements, editions of yearly reports. Never edited afterwards."""

from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from programme import reports
from programme.models import FrozenReport, MonitoringReportPage, StatementPage, StatementVersion
from shared.acts.versions import keep_version

COMPARED = ("title", "status", "statement", "body")


def keep_statement(page: StatementPage) -> StatementVersion:
    """The version that holds the page's current words: the latest one, or a new one when they have changed."""
    now = {
        "title": page.title,
        "status": page.status,
        "statement": page.statement,
        "body": without_keys(page.body.get_prep_value()),
    }
    facts = {"page": page, "words": page.words, "change_note": page.change_note, **now}
    return keep_version(
        page,
        StatementVersion.objects.filter(page=page.pk),
        is_same=lambda latest: all(getattr(latest, name) == now[name] for name in COMPARED),
        make=lambda number: StatementVersion.objects.create(number=number, **facts),
    )


def without_keys(value: Any) -> Any:
    """Blocks without the random keys Wagtail gives them, so that equal words are equal."""
    if isinstance(value, list):
        return [without_keys(item) for item in value]
    if isinstance(value, dict):
        return {name: without_keys(item) for name, item in value.items() if name != "id"}
    return value


@transaction.atomic
def freeze_report(report: MonitoringReportPage, *, by: Any = None, reason: str = "") -> FrozenReport:
    """A new edition of the report: its published words and the plan as it stands now. Earlier editions stay."""
    stored = MonitoringReportPage.objects.get(pk=report.pk)
    edition = keep_version(
        stored,
        FrozenReport.objects.filter(report=stored),
        make=lambda number: FrozenReport.objects.create(
            report=stored, number=number, data=reports.build(stored).as_data(), reason=reason, frozen_by=by
        ),
    )
    log(stored, "programme.freeze", user=by, data={"edition": edition.number, "reason": reason})
    return edition


def freeze_first(report: MonitoringReportPage, *, by: Any = None) -> FrozenReport | None:
    """The first publication freezes the report; later ones change nothing in it."""
    return None if report.editions.exists() else freeze_report(report, by=by)
