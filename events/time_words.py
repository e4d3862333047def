"""When a meeting is, in words."""

from django.utils.translation import gettext as _

from signups import time_words


def when_words(event) -> str:
    """When it is, as people read it; without a date that it is being chosen."""
    return time_words.when_words(event.starts_at, event.ends_at) if event.starts_at else _("the date is being chosen")
