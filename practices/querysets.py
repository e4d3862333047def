"""The vocabulary of good practices: what is public, who sees what people sent in."""

from typing import Any, Self

from django.conf import settings
from django.db.models import QuerySet
from wagtail.query import PageQuerySet

from accounts.roles import DECIDERS, within


class PracticeQuerySet(PageQuerySet):
    def source_language(self) -> Self:
        """Facts of a practice are kept once: translations are left out."""
        return self.filter(locale__language_code=settings.LANGUAGE_CODE)

    def published(self) -> Self:
        """Each public practice once, whatever its languages."""
        return self.live().source_language()


class SubmissionQuerySet(QuerySet):
    model: Any  # with its enums, which the stubs of querysets do not know

    def visible_to(self, user: Any) -> Self:
        """What was sent, and by whom, is for the editors of that municipality and for coordinators; for nobody else."""
        return within(self, user, *DECIDERS)

    def waiting(self) -> Self:
        return self.filter(state__in=[self.model.State.NEW, self.model.State.TAKEN])

    def decided(self) -> Self:
        return self.filter(state__in=[self.model.State.FINISHED, self.model.State.REFUSED])
