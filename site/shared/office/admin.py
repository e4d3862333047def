"""Where the office works: Wagtail's admin."""

from django.http import HttpRequest

ADMIN = "/cms/"


def is_in_admin(request: HttpRequest) -> bool:
    return request.path.startswith(ADMIN)
