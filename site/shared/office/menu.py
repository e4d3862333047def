"""Items of the office's menu in Wagtail's admin."""

from collections.abc import Callable

from wagtail.admin.menu import MenuItem


class OfficeMenuItem(MenuItem):
    """An item for those who have work there; `may(user)` is asked at every request."""

    def __init__(self, label, url: str, *, may: Callable, **facts):
        super().__init__(label, url, **facts)
        self.may = may

    def is_shown(self, request) -> bool:
        return self.may(request.user)
