"""Where the office works: Wagtail's admin."""

ADMIN = "/cms/"


def is_in_admin(request) -> bool:
    return request.path.startswith(ADMIN)
