"""Faces of the report: PDF/UA (typst), XLSX, CSV. No query here."""

import json
from pathlib import Path

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from consultations.reports import Report, header
from shared.tables import csv_bytes, xlsx_bytes

TEMPLATE = Path(__file__).parent / "report.typ"


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
        "list": _("All comments and answers"),
        "page": _("page"),
    }
    data = {**report.__dict__, "header": header(), "words": words, "lang": get_language() or "pl"}
    return typst.compile(str(TEMPLATE), sys_inputs={"data": json.dumps(data)}, pdf_standards=["ua-1"])


def report_csv(report: Report) -> bytes:
    return csv_bytes(header(), report.rows)


def report_xlsx(report: Report) -> bytes:
    facts = [[name, value] for name, value in report.facts]
    numbers = [[name, value] for name, value in [*report.numbers, *report.verdicts]]
    return xlsx_bytes(
        {
            _("Comments"): (header(), report.rows),
            _("Numbers"): ([_("What"), _("How many")], numbers),
            _("Facts"): ([_("What"), _("Value")], facts),
        }
    )
