"""The vocabulary of the plan: which projects are public, and what is read with them."""

from typing import Self

from django.conf import settings
from wagtail.query import PageQuerySet


class ProjectQuerySet(PageQuerySet):
    def published(self) -> Self:
        """What the plan lists and counts: once for each project, whatever it is translated into."""
        return self.live().filter(locale__language_code=settings.LANGUAGE_CODE)

    def whole(self) -> Self:
        """With everything a list, a file or a report shows, in the same number of queries for one and for a hundred."""
        return self.select_related("municipality", "locale").prefetch_related(
            "partners", "directions", "money", "milestones", "indicators__values"
        )
