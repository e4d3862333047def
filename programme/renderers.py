"""Faces of the yearly report: PDF/UA (typst) and CSV. No query here."""

from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from programme.models import ProjectIndicator, ProjectPage
from programme.reports import Report, in_words, no_data
from shared.looks import pdf

TEMPLATE = Path(__file__).parent / "report.typ"
DRAWN_BY = (Path(__file__), TEMPLATE)


def report_pdf(report: Report) -> bytes:
    """A tagged PDF/UA; the data travel as JSON, so that no text can become markup."""
    words = {
        "report": _("Yearly report"),
        "page": _("page"),
        "figures": _("The plan in numbers"),
        "money": _("Money by source"),
        "money_header": [_("Source"), _("Planned, zł"), _("Spent, zł")],
        "troubles": _("What did not work, from the plan"),
        "projects": _("Projects"),
        "indicator_header": [_("Indicator"), _("At the start"), _("Target"), str(report.year), _("Reached")],
    }
    told = in_words(report)
    data = {
        "lang": get_language() or "pl",
        "title": report.title,
        "words": words,
        **{name: told[name] for name in ("facts", "sections", "money", "troubles", "projects")},
    }
    return pdf.pdf(TEMPLATE, data)


RENDERERS = {"pdf": report_pdf}


def csv_header() -> list[str]:
    return [
        _("Year"), _("Project"), _("Directions"), _("Lead municipality"), _("Partner municipalities"), _("State"),
        _("Why it was stopped"), _("Planned, zł"), _("Spent, zł"), _("Milestones"), _("Late milestones"),
        _("Indicator"), _("Kind"), _("Unit"), _("At the start"), _("Target"), _("Value"), _("Reached"), _("Explanation"),
    ]  # fmt: skip


def csv_rows(report: Report) -> list[list]:
    """One row for each indicator; a project without any has one row."""
    return [row for project in report.projects for row in _rows(report.year, project)]


def _rows(year: int, project: dict) -> list[list]:
    start = [
        year,
        project["title"],
        ", ".join(project["directions"]),
        project["lead"],
        ", ".join(project["partners"]),
        ProjectPage.State(project["state"]).label,
        project["stop_reason"],
        project["planned"],
        project["spent"],
        len(project["milestones"]),
        sum(row["late"] for row in project["milestones"]),
    ]
    rows = [
        [
            *start,
            row["name"],
            ProjectIndicator.Kind(row["kind"]).label,
            row["unit"],
            row["baseline"],
            row["target"],
            row["value"],
            {True: _("yes"), False: _("no"), None: no_data()}[row["reached"]],
            row["note"],
        ]
        for row in project["indicators"]
    ]
    return rows or [[*start, *[""] * 8]]
