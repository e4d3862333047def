"""The vocabulary of consultations: what runs, what is public, who may see whom."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.query import PageQuerySet

from accounts.roles import MODERATORS, STAFF, jurisdiction, within
from consultations.choices import ResponseState


class ConsultationQuerySet(PageQuerySet):
    def source_language(self) -> Self:
        """Facts of a procedure are kept once: translations are left out."""
        return self.filter(locale__language_code=settings.LANGUAGE_CODE)

    def announced(self) -> Self:
        """Public consultations: announced ones and whatever followed, drafts left out."""
        return self.live().exclude(state=self.model.State.DRAFT)

    def run_by(self, user: Any) -> Self:
        """The consultations this person works on: as host, moderator or coordinator."""
        return within(self, user, *STAFF)


class StageQuerySet(PageQuerySet):
    def of(self, consultation: Any) -> Self:
        return self.child_of(consultation)

    def as_kinds(self) -> Self:
        """Each stage as its own kind, without a query: columns of the kind itself are read when they are asked for."""
        return self.specific(defer=True)

    def running(self, on: date | None = None) -> Self:
        """Both the first and the last day count, in the municipality's time zone; each stage once, whatever its languages."""
        on = on or timezone.localdate()
        return self.live().filter(opens_on__lte=on, closes_on__gte=on, locale__language_code=settings.LANGUAGE_CODE)


class CommentQuerySet(QuerySet):
    model: Any  # with its enums, which the stubs of querysets do not know

    def counted(self) -> Self:
        """Comments that entered the procedure: not those whose e-mail still waits for confirmation."""
        return self.exclude(state=self.model.State.UNCONFIRMED)

    def published(self) -> Self:
        return self.filter(state=self.model.State.PUBLISHED)

    def in_register(self) -> Self:
        """Rows of the public register: published, and the numbers of hidden and withdrawn ones without their words."""
        return self.filter(state__in=[self.model.State.PUBLISHED, self.model.State.HIDDEN, self.model.State.WITHDRAWN])

    def to_answer(self) -> Self:
        """Comments that must have an answer before the report: all but withdrawn and unconfirmed; hidden ones count
        in the report but their reason for hiding is their answer."""
        return self.filter(state__in=[self.model.State.PUBLISHED, self.model.State.PENDING])

    def unanswered(self) -> Self:
        return self.to_answer().exclude(response__state=ResponseState.PUBLISHED)

    def for_reading(self) -> Self:
        return self.select_related("consultation", "unit", "words", "municipality", "response", "event")

    def moderated_by(self, user: Any) -> Self:
        return within(self, user, *MODERATORS, field="consultation__municipality")


class SubmitterQuerySet(QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Identities are seen by the moderators and hosts of that consultation's municipality, and by nobody else."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(Q(user=user) | jurisdiction(user, *MODERATORS, field="comment__consultation__municipality"))
