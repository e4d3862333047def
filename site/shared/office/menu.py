"""Items of the office's menu in Wagtail's admin."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem


class OfficeMenuItem(MenuItem):
    """An item for those who have work there; `may(user)` is asked at every request."""

    def __init__(self, label: Any, url: str, *, may: Callable, **facts: Any) -> None:
        super().__init__(label, url, **facts)
        self.may = may

    def is_shown(self, request: HttpRequest) -> bool:
        return self.may(request.user)
