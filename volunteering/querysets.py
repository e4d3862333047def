"""The vocabulary of volunteering: what is public, what needs people, who sees whose certificate."""

from datetime import datetime
from typing import Any, Self

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.roles import DECIDERS, within
from signups.models import Slot
from signups.querysets import HostedQuerySet, of_host


class CampaignQuerySet(HostedQuerySet):
    def public(self) -> Self:
        return super().public().filter(state__in=self.model.PUBLIC)

    def open(self, now: datetime | None = None) -> Self:
        """People can sign up: published, the last day of sign-up has not passed, a shift lies ahead."""
        now = now or timezone.now()
        on = timezone.localtime(now).date()
        ahead = Slot.objects.planned().filter(Q(starts_at__gt=now) | Q(starts_at=None, closed_at=None))
        in_time = Q(apply_by=None) | Q(apply_by__gte=on)
        return self.public().filter(in_time, state=self.model.State.PUBLISHED, pk__in=ahead.values("page"))

    def going(self, now: datetime | None = None) -> Self:
        """Published and not over: a shift has not ended yet, or shifts are still to come."""
        now = now or timezone.now()
        slots = Slot.objects.planned().filter(Q(ends_at__gt=now) | Q(starts_at=None, closed_at=None))
        return self.public().filter(state=self.model.State.PUBLISHED, pk__in=slots.values("page"))

    def waiting(self) -> Self:
        return self.source_language().filter(state=self.model.State.SUBMITTED)

    def decided_by(self, user: Any) -> Self:
        """What the editor of a municipality, or a coordinator, decides about."""
        return within(self.source_language(), user, *DECIDERS)


class CertificateQuerySet(QuerySet):
    def named(self) -> Self:
        """Those that can still be put on paper: the name goes after ten years (volunteering/contributions.py)."""
        return self.exclude(name="")

    def visible_to(self, user: Any) -> Self:
        """Names stand on certificates: the host alone sees the list."""
        return self.filter(of_host(user, "campaign__"))
