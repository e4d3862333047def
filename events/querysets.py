"""The vocabulary of events: what comes, what concerns a place or a page."""

from datetime import datetime
from typing import Any, Self

from django.db.models import Q
from django.utils import timezone

from signups.querysets import HostedQuerySet


class EventQuerySet(HostedQuerySet):
    def ahead(self, now: datetime | None = None) -> Self:
        """Not over yet, the next one first; those without a date come last."""
        now = now or timezone.now()
        return self.filter(Q(ends_at__gt=now) | Q(ends_at=None))

    def past(self, now: datetime | None = None) -> Self:
        return self.filter(ends_at__lte=now or timezone.now())

    def between(self, start: datetime, end: datetime) -> Self:
        """Those of which at least a part falls into the time."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def concerning(self, page: Any) -> Self:
        """Meetings about a page, in whatever language it was named, or about anything below it; one query."""
        return self.filter(Q(about__path__startswith=page.path) | Q(about__translation_key=page.translation_key))

    def in_place(self, municipality: Any) -> Self:
        """Of this municipality, and of the whole area."""
        return self.filter(Q(municipality=municipality) | Q(municipality=None))
