"""The vocabulary of sessions and of SWOT: what lies ahead, which version is in force."""

from datetime import date

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from wagtail.query import PageQuerySet


class SessionQuerySet(PageQuerySet):
    def source_language(self):
        """Dates and numbers are kept once: translations are left out."""
        return self.filter(locale__language_code=settings.LANGUAGE_CODE)

    def ahead(self, on: date | None = None):
        """Today's session and those to come, the nearest first."""
        return self.filter(held_on__gte=on or timezone.localdate()).order_by("held_on", "starts_at", "pk")

    def behind(self, on: date | None = None):
        return self.filter(held_on__lt=on or timezone.localdate()).order_by("-held_on", "-starts_at", "-pk")


class SwotVersionQuerySet(QuerySet):
    def published(self):
        """Drafts are seen by coordinators only; a version on its way to publication has no number yet."""
        return self.filter(state=self.model.State.PUBLISHED, number__isnull=False)

    def newest(self):
        """The version in force of every area: the published one with the highest number."""
        later = self.model.objects.published().filter(area=OuterRef("area"), number__gt=OuterRef("number"))
        return self.published().exclude(Exists(later))
