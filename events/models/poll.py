"""Which date suits people: asked before the date is fixed, without names."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.event import EventPage


class TimePoll(models.Model):
    """A poll of dates for one event; it ends on its last day, or when the host fixes the date."""

    event = models.OneToOneField(EventPage, on_delete=models.PROTECT, related_name="poll")
    closes_on = models.DateField(_("last day of answers"))
    fixed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("poll of dates")
        verbose_name_plural = _("polls of dates")

    def __str__(self):
        return str(self.event_id)

    def is_open(self, on) -> bool:
        chosen = self.fixed_at is not None or self.event.starts_at is not None
        return not chosen and not self.event.is_cancelled and on <= self.closes_on


class TimeOption(models.Model):
    """One possible date."""

    poll = models.ForeignKey(TimePoll, on_delete=models.CASCADE, related_name="options")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("to"))

    class Meta:
        verbose_name = _("possible date")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "starts_at"], name="time_option_once"),
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="time_option_in_order"),
        ]

    def __str__(self):
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class TimeAnswer(models.Model):
    """What one device has answered: {option key: "yes" | "maybe" | "no"}. No name, no address, no account."""

    YES, MAYBE, NO = "yes", "maybe", "no"

    poll = models.ForeignKey(TimePoll, on_delete=models.PROTECT, related_name="answers")
    entries = models.JSONField(_("answers"))
    form_key = models.UUIDField(unique=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("answer to a poll of dates")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.poll_id}.{self.pk}"
