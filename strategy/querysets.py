"""The vocabulary of sessions and of SWOT: sessions once each, the version in force."""

from typing import Any, Self

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from wagtail.query import PageQuerySet


class SessionQuerySet(PageQuerySet):
    def source_language(self) -> Self:
        """Dates and numbers are kept once: translations are left out."""
        return self.filter(locale__language_code=settings.LANGUAGE_CODE)


class SwotVersionQuerySet(QuerySet):
    model: Any  # with its enums, which the stubs of querysets do not know

    def published(self) -> Self:
        """Drafts are seen by coordinators only; a version on its way to publication has no number yet."""
        return self.filter(state=self.model.State.PUBLISHED, number__isnull=False)

    def newest(self) -> Self:
        """The version in force of every area: the published one with the highest number."""
        later = self.model.objects.published().filter(area=OuterRef("area"), number__gt=OuterRef("number"))
        return self.published().exclude(Exists(later))
