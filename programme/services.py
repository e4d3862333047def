"""What is kept from publications: wordings of statements, editions of yearly reports. Never edited afterwards."""

from django.db import transaction
from django.db.models import Max
from wagtail.log_actions import log

from programme import reports
from programme.models import FrozenReport, MonitoringReportPage, StatementPage, StatementVersion

COMPARED = ("title", "status", "statement", "body")


@transaction.atomic
def keep_statement(page: StatementPage) -> StatementVersion:
    """The version that holds the page's current words: the latest one, or a new one when they have changed."""
    StatementPage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    latest = StatementVersion.objects.filter(page=page.pk).order_by("-number").first()
    now = {
        "title": page.title,
        "status": page.status,
        "statement": page.statement,
        "body": without_keys(page.body.get_prep_value()),
    }
    if latest and all(getattr(latest, name) == now[name] for name in COMPARED):
        return latest
    number = latest.number + 1 if latest else 1
    return StatementVersion.objects.create(
        page=page, number=number, words=page.words, change_note=page.change_note, **now
    )


def without_keys(value):
    """Blocks without the random keys Wagtail gives them, so that equal words are equal."""
    if isinstance(value, list):
        return [without_keys(item) for item in value]
    if isinstance(value, dict):
        return {name: without_keys(item) for name, item in value.items() if name != "id"}
    return value


@transaction.atomic
def freeze_report(report: MonitoringReportPage, *, by=None, reason: str = "") -> FrozenReport:
    """A new edition of the report: its published words and the plan as it stands now. Earlier editions stay."""
    locked = MonitoringReportPage.objects.select_for_update(of=("self",)).get(pk=report.pk)
    last = FrozenReport.objects.filter(report=locked).aggregate(last=Max("number"))["last"] or 0
    edition = FrozenReport.objects.create(
        report=locked, number=last + 1, data=reports.build(locked).as_data(), reason=reason, frozen_by=by
    )
    log(locked, "programme.freeze", user=by, data={"edition": edition.number, "reason": reason})
    return edition


def freeze_first(report: MonitoringReportPage, *, by=None) -> FrozenReport | None:
    """The first publication freezes the report; later ones change nothing in it."""
    return None if report.editions.exists() else freeze_report(report, by=by)
