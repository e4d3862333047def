"""Files that a view hands out: their type, name and, for tables, row after row."""

from collections.abc import Iterable, Iterator

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import translation

from shared.lists.tables import csv_lines

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def csv_download(name: str, header: list[str], rows: Iterable[list], *, excel: bool = False) -> HttpResponse:
    """A table of any length: its rows are read while they are being sent, in the language of the request."""
    lines = csv_lines(header, _in_language(rows, translation.get_language()), excel=excel)
    return named(StreamingHttpResponse(lines, content_type=TYPES["csv"]), name)


def named(response, name: str):
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _in_language(rows: Iterable[list], language: str | None) -> Iterator[list]:
    """Rows are read after the view has returned, when the language may be another request's."""
    rows = iter(rows)
    while True:
        with translation.override(language):
            row = next(rows, None)
        if row is None:
            return
        yield row
