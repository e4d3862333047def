"""Files that a view hands out: their type, name and, for tables, row after row.

An app says in its renderers.py which formats a thing has: `RENDERERS`, suffix → function that returns the bytes. A new
format is one function there and, if it is new to the site, one line of TYPES.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils import translation

from shared.lists.tables import csv_lines
from shared.looks.rendered_files import open_rendered

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def csv_download(name: str, header: list[str], rows: Iterable[list], *, excel: bool = False) -> HttpResponse:
    """A table of any length: its rows are read while they are being sent, in the language of the request."""
    lines = csv_lines(header, _in_language(rows, translation.get_language()), excel=excel)
    return named(StreamingHttpResponse(lines, content_type=TYPES["csv"]), name)


def rendered_download(
    suffix: str, name: str, *, folder: str, edition: str, stamp: str, render: Callable[[], bytes]
) -> FileResponse:
    """A file that is heavy to draw: `render()` is called only when none with this stamp is kept (looks/rendered_files)."""
    content = open_rendered(folder, f"{edition}.{suffix}", stamp, render)
    return named(FileResponse(content, content_type=TYPES[suffix]), f"{name}.{suffix}")


def named(response: Any, name: str) -> Any:
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
