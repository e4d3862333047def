"""Rows of the public table: what is public about a practice, and nothing about the person behind the contact."""

from django.utils.translation import gettext as _

from practices.models import PracticePage


def header() -> list[str]:
    return [
        _("Title"), _("In short"), _("Who"), _("Municipality"), _("Village"), _("When"), _("Scale"), _("Topic"), _("Cost, zł"),
        _("Where the money came from"), _("Results"), _("What went wrong"), _("Checked on"), _("Address"),
    ]  # fmt: skip


def row(practice: PracticePage) -> list:
    shown = practice.shown
    return [
        shown.title,
        shown.summary,
        shown.who or practice.done_by,
        str(practice.municipality or ""),
        str(practice.village or ""),
        shown.period,
        practice.get_scale_display(),
        practice.get_topic_display(),
        "" if practice.cost is None else practice.cost,
        shown.money_sources,
        "; ".join(str(result) for result in practice.results.all()),
        shown.went_wrong,
        practice.verified_on.isoformat() if practice.verified_on else "",
        shown.full_url or "",
    ]
