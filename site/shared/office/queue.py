"""A list of the office in tabs: what waits first, then what has been decided."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

PER_PAGE = 30


def queue_context(
    request: HttpRequest, *, title: str, tabs: Sequence[tuple], rows: Callable, columns: Any = ()
) -> dict:
    """What templates/office/queue.html draws.

    `tabs` are (value, label): the one named in ?stan= is shown, else the first; `rows(value)` finds its rows.
    """
    wanted = request.GET.get("stan", "")
    state = next((value for value, _label in tabs if value == wanted), tabs[0][0])
    return {
        "tabs": tabs,
        "state": state,
        "page_obj": Paginator(rows(state), PER_PAGE).get_page(request.GET.get("page")),
        "columns": columns,
        "page_title": title,
    }
