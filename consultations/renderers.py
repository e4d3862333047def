"""Faces of the report: PDF/UA (typst), XLSX. No query here."""

from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from consultations.reports import Report, header
from shared.lists.tables import xlsx_bytes
from shared.looks import pdf
from shared.templatetags.razem import iso_to_full

TEMPLATE = Path(__file__).parent / "report.typ"
LONGEST_CELL = 32_000  # a spreadsheet takes 32 767 characters and XlsxWriter leaves out a longer text without a word


def report_pdf(report: Report) -> bytes:
    """A tagged PDF/UA; the data travel as JSON, so that no comment can become markup."""
    words = {
        "title": _("Report of the consultation"),
        "announced": _("Where it was announced"),
        "changes": _("Changes of dates"),
        "numbers": _("Comments in numbers"),
        "answers": _("Answers"),
        "who": _("Who sent comments"),
        "places": _("Municipalities"),
        "parts": _("Parts of the document"),
        "channels": _("How comments came"),
        "list": _("All comments and answers"),
        "page": _("page"),
    }
    rows = [[iso_to_full(cell) if column == 2 else cell for column, cell in enumerate(row)] for row in report.rows]
    data = {**report.__dict__, "rows": rows, "header": header(), "words": words, "lang": get_language() or "pl"}
    return pdf.pdf(TEMPLATE, data)


def report_xlsx(report: Report) -> bytes:
    facts = [[name, value] for name, value in report.facts]
    groups = [
        (_("Comments"), report.numbers),
        (_("Answers"), report.verdicts),
        (_("Who sent comments"), report.by_who),
        (_("Municipalities"), report.by_place),
        (_("Parts of the document"), report.by_part),
        (_("How comments came"), report.by_channel),
    ]
    numbers = [[group, name, value] for group, rows in groups for name, value in rows]
    return xlsx_bytes(
        {
            _("Comments"): (header(), [[fitting(cell) for cell in row] for row in report.rows]),
            _("Numbers"): ([_("Group"), _("What"), _("How many")], numbers),
            _("Facts"): ([_("What"), _("Value")], facts),
        }
    )


RENDERERS = {"pdf": report_pdf, "xlsx": report_xlsx}


def fitting(cell: str) -> str:
    if len(cell) <= LONGEST_CELL:
        return cell
    return f"{cell[:LONGEST_CELL]} […] {_('The whole text is in the CSV file.')}"
