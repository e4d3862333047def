"""A slot: places for people at a page, mostly at a date. Shifts of a campaign and dates of a meeting are slots."""

from datetime import datetime

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ngos.models import OrganisationPage
from places.models import Municipality
from signups.choices import SlotState
from signups.models.hosting import KEEP_DAYS
from signups.querysets import SlotQuerySet


class Slot(models.Model):
    """Times are stored in UTC and mean Europe/Warsaw; without times the date is arranged with the host."""

    State = SlotState

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="slots")  # sign-ups protect it
    label = models.CharField(_("what it is"), max_length=120, blank=True, help_text=_("For example: sorting gifts."))
    starts_at = models.DateTimeField(_("from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("to"), null=True, blank=True)
    place = models.CharField(
        _("place"), max_length=200, blank=True, help_text=_("When it is not the place of the page.")
    )
    capacity = models.PositiveSmallIntegerField(
        _("places"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Empty: without a limit.")
    )
    needed = models.PositiveSmallIntegerField(
        _("people needed at least"), null=True, blank=True, validators=[MinValueValidator(1)],
        help_text=_("When fewer have signed up a week before, followers get a letter."),
    )  # fmt: skip
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.OPEN, editable=False)
    cancel_reason = models.TextField(_("reason"), blank=True, editable=False)
    series = models.UUIDField(null=True, editable=False)  # shifts made together by repetition
    closed_at = models.DateTimeField(null=True, editable=False)  # a slot without a date ends with its campaign
    # Copies of facts of the page, kept in step by signups/signals.py: who may see the people, how long they are kept.
    organisation = models.ForeignKey(
        OrganisationPage, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    municipality = models.ForeignKey(
        Municipality, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    keep_days = models.PositiveSmallIntegerField(default=KEEP_DAYS, editable=False)

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        ordering = [F("starts_at").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at=None, ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="slot_ends_after_it_starts",
                violation_error_message=_("The end must come after the beginning."),
            ),
        ]
        indexes = [models.Index(fields=["starts_at", "state"], name="slot_by_time")]

    def __str__(self):
        when = f" {timezone.localtime(self.starts_at):%Y-%m-%d %H:%M}" if self.starts_at else ""
        return f"{self.label or self.page.title}{when}"

    @property
    def host_page(self):
        """The page itself, as its own kind."""
        return self.page.specific

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    def has_begun(self, now: datetime | None = None) -> bool:
        return bool(self.starts_at and self.starts_at <= (now or timezone.now()))

    def is_over(self, now: datetime | None = None) -> bool:
        return bool(self.ends_at and self.ends_at <= (now or timezone.now()))

    @property
    def minutes(self) -> int:
        """How long it lasts, in minutes of elapsed time: a night when clocks change is an hour shorter or longer."""
        # not ends_at - starts_at: two moments of one zone are subtracted as the clock on the wall shows them
        return round((self.ends_at.timestamp() - self.starts_at.timestamp()) / 60) if self.starts_at else 0
