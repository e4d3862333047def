"""The vocabulary of organisations: what is public, who belongs where."""

from datetime import date, datetime
from typing import Any, Self

from django.conf import settings
from django.db.models import Case, Q, QuerySet, Value, When
from django.utils import timezone
from wagtail.query import PageQuerySet

from accounts.roles import DECIDERS, within, works_as, works_in
from ngos.freshness import HIDDEN_AFTER, months_before


class BranchQuerySet(PageQuerySet):
    def branches(self) -> Self:
        """Where organisations can be added: the branches of municipalities in the source language."""
        found = self.live().filter(municipality__isnull=False, locale__language_code=settings.LANGUAGE_CODE)
        return found.order_by("path")


class OrganisationQuerySet(PageQuerySet):
    def source_language(self) -> Self:
        return self.filter(locale__language_code=settings.LANGUAGE_CODE)

    def public(self) -> Self:
        """Organisations with a page: published and dormant ones."""
        return self.live().filter(state__in=self.model.PUBLIC)

    def listed(self, on: date | None = None) -> Self:
        """Rows of the directory and marks of the map: public, and confirmed within 24 months, dormant or never claimed."""
        since = months_before(on or timezone.localdate(), HIDDEN_AFTER)
        fresh = Q(confirmed_on=None) | Q(confirmed_on__gt=since) | Q(state=self.model.State.DORMANT)
        return self.public().source_language().filter(fresh)

    def active(self, on: date | None = None) -> Self:
        return self.listed(on).exclude(state=self.model.State.DORMANT)

    def kept_first(self) -> Self:
        """By name; the organisations that people keep stand before bare rows of a register."""
        unclaimed = Case(When(confirmed_on=None, then=Value(1)), default=Value(0))
        return self.annotate(unclaimed=unclaimed).order_by("unclaimed", "title", "pk")

    def edited_by(self, user: Any) -> Self:
        """The organisations whose panel this person may open today."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        today = timezone.localdate()
        held = Q(memberships__user=user, memberships__since__lte=today)
        return (
            self.source_language()
            .filter(held & (Q(memberships__until=None) | Q(memberships__until__gte=today)), merged_into=None)
            .distinct()
        )

    def decided_by(self, user: Any) -> Self:
        """The organisations an editor or coordinator decides about."""
        return within(self.source_language(), user, *DECIDERS)


class MembershipQuerySet(QuerySet):
    def active(self, on: date | None = None) -> Self:
        """Both days count."""
        on = on or timezone.localdate()
        return self.filter(since__lte=on).filter(Q(until=None) | Q(until__gte=on))


class InvitationQuerySet(QuerySet):
    def open(self, now: datetime | None = None) -> Self:
        """Neither used, nor withdrawn, nor older than seven days."""
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=now or timezone.now())


class ClaimQuerySet(QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Names and addresses of claimants are for the editors of that municipality and for coordinators."""
        return within(self, user, *DECIDERS, field="organisation__municipality")


class ImportRunQuerySet(QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Coordinators see every import, editors of a municipality their own."""
        if works_in(user, None, *DECIDERS):
            return self
        return self.filter(started_by=user) if works_as(user, *DECIDERS) else self.none()
