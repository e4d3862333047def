"""The vocabulary of sign-ups: what comes, who holds a place, who may see whom."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.query import PageQuerySet

from accounts.roles import HOSTS, is_coordinator, jurisdiction
from ngos.models import OrganisationPage
from signups.choices import CAME, HOLDING, KEPT, SignUpState, SlotState


class HostedQuerySet(PageQuerySet):
    def source_language(self) -> Self:
        """Facts are kept once: translations are left out."""
        return self.filter(locale__language_code=settings.LANGUAGE_CODE)

    def public(self) -> Self:
        """Live ones, without those of an organisation that is not public any more."""
        suspended = ~Q(organisation=None) & ~Q(organisation__in=OrganisationPage.objects.public())
        return self.live().source_language().exclude(suspended)

    def hidden(self) -> Self:
        """Live in the tree, in whatever language, and yet not on the site: the search leaves them out."""
        return self.live().exclude(translation_key__in=self.model.objects.public().values("translation_key"))

    def hosted_by(self, user: Any) -> Self:
        """The pages whose people this person may see and whose dates they keep (signups/permissions.py, as a query)."""
        return self.source_language().filter(of_host(user))


def of_host(user: Any, prefix: str = "") -> Q:
    """The condition “hosted by this person”: members for their organisation, editors for what the municipality hosts."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return Q(pk__in=[])
    own = Q(**{f"{prefix}organisation__in": OrganisationPage.objects.edited_by(user).values("pk")})
    where = jurisdiction(user, *HOSTS, field=f"{prefix}municipality")
    if is_coordinator(user):
        where |= Q(**{f"{prefix}municipality": None})
    return own | (Q(**{f"{prefix}organisation": None}) & where)


class SlotQuerySet(QuerySet):
    model: Any  # with its enums, which the stubs of querysets do not know

    def planned(self) -> Self:
        return self.filter(state=SlotState.OPEN)

    def ahead(self, now: datetime | None = None) -> Self:
        """Not over yet, in order of time; slots without a date stay until their campaign ends."""
        now = now or timezone.now()
        return self.planned().filter(Q(ends_at__gt=now) | Q(ends_at=None, closed_at=None))

    def counted(self, now: datetime | None = None) -> Self:
        """With `taken` (places held), `waiting` and `came` of each slot, in one query."""
        now = now or timezone.now()
        return self.annotate(
            taken=Coalesce(Subquery(self._count_signups(holding(now))), 0),
            waiting=Coalesce(Subquery(self._count_signups(Q(state=SignUpState.WAITING))), 0),
            came=Coalesce(Subquery(self._count_signups(Q(attendance__in=CAME))), 0),
        )

    def hosted_by(self, user: Any) -> Self:
        return self.filter(of_host(user))

    def _count_signups(self, condition: Q) -> Self:
        signups = self.model._meta.get_field("signups").related_model.objects
        rows = signups.filter(condition, slot=OuterRef("pk")).order_by()
        return rows.values("slot").annotate(number=Count("pk")).values("number")


def holding(now: datetime) -> Q:
    """Whoever has a place, and those for whom one is kept for a while."""
    return Q(state=HOLDING) | Q(state__in=KEPT, held_until__gt=now)


class SignUpQuerySet(QuerySet):
    model: Any  # with its enums, which the stubs of querysets do not know

    def live(self) -> Self:
        """Those that still mean to come."""
        return self.exclude(state__in=self.model.OVER)

    def holding(self, now: datetime | None = None) -> Self:
        return self.filter(holding(now or timezone.now()))

    def queue(self) -> Self:
        return self.filter(state=self.model.State.WAITING).order_by("queued_at", "pk")

    def of_email(self, email: str) -> Self:
        return self.filter(email__iexact=email).exclude(email="")

    def overlapping(self, slot: Any) -> Self:
        """Sign-ups for other slots whose time crosses this one's; a slot that begins when another ends does not."""
        if slot.starts_at is None:
            return self.none()
        return self.exclude(slot=slot).filter(
            slot__state=SlotState.OPEN, slot__starts_at__lt=slot.ends_at, slot__ends_at__gt=slot.starts_at
        )

    def visible_to(self, user: Any) -> Self:
        """People are seen by the host alone: members of the organisation, or the editors of a hosting municipality."""
        return self.filter(of_host(user, "slot__"), erased_at=None).exclude(state=self.model.State.UNCONFIRMED)

    def to_erase(self, now: datetime | None = None) -> Self:
        """Personal data whose stated time is over: after the slot, after its campaign, or never confirmed."""
        now = now or timezone.now()
        old = Q(pk__in=[])
        for days in (
            self.model._meta.get_field("slot")
            .related_model.objects.values_list("keep_days", flat=True)
            .distinct()
            .order_by()
        ):
            limit = now - timedelta(days=days)
            past = Q(slot__ends_at__lt=limit) | Q(slot__ends_at=None, slot__closed_at__lt=limit)
            over = Q(slot__ends_at=None, state__in=self.model.OVER, created_at__lt=limit)
            old |= Q(slot__keep_days=days) & (past | over)
        old |= Q(state=self.model.State.UNCONFIRMED, created_at__lt=now - timedelta(days=UNCONFIRMED_DAYS))
        return self.filter(old, erased_at=None)

    def with_page(self) -> Self:
        return self.select_related("slot__page__locale", "slot__page__content_type")


UNCONFIRMED_DAYS = 7
