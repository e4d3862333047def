"""What the profile of an organisation shows."""

from datetime import date

from django.utils import timezone

from ngos.models import Membership, OrganisationPage
from ngos.organisation_activity import activities_of

REPORT_MONTH, REPORT_DAY = 7, 15  # an OPP files its reports by 15 July (art. 23 ust. 6 udpp)
WANTED_EDITORS = 2


def organisation_context(page, request) -> dict:
    source = page.canonical
    editors = Membership.objects.active().filter(organisation=source.pk).count() if source.pk else 0
    return {
        "organisation": source,
        "freshness": source.freshness,
        "is_claimed": editors > 0,
        "has_two_editors": editors >= WANTED_EDITORS and not source.freshness.is_unconfirmed,
        "field_list": list(page.fields.all()),
        "groups": list(page.target_groups.all()),
        "board": list(page.board.all()),
        "reports": report_years(page, timezone.localdate()),
        "grants": list(page.grants.all()),
        "need_lines": page.lines("needs"),
        "neighbours": neighbours(source),
        "activities": activities_of(source, page.locale.language_code),
    }


def report_years(page, today: date) -> list[dict]:
    """The last three years whose reports are due: what was filed, and a mark where the statutory one is missing."""
    filed: dict[int, list] = {}
    for report in page.reports.all():
        filed.setdefault(report.year, []).append(report)
    last = today.year - (1 if (today.month, today.day) > (REPORT_MONTH, REPORT_DAY) else 2)
    years = sorted({*filed, *(range(last - 2, last + 1) if page.is_pbo else ())}, reverse=True)
    return [
        {"year": year, "filed": filed.get(year, []), "missing": page.is_pbo and year <= last and year not in filed}
        for year in years
    ]


def neighbours(organisation) -> list[OrganisationPage]:
    """Other organisations of the same place, at most four; those that people keep before bare rows of a register."""
    if not organisation.pk:
        return []
    near = (
        OrganisationPage.objects.active().filter(municipality=organisation.municipality_id).exclude(pk=organisation.pk)
    )
    if organisation.village_id:
        near = near.filter(village=organisation.village_id)
    return list(near.kept_first().select_related("locale", "village")[:4])
