"""Whom a meeting was made known to: open figures, never names."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.event import EventPage
from ngos.choices import PlainField
from places.models import Municipality


class Invitation(models.Model):
    """One round of inviting: to whom, how, how many people it reached. Letters to organisations count themselves."""

    class Channel(models.TextChoices):
        LETTER = "letter", _("letter to organisations, from here")
        EMAIL = "email", _("own e-mail")
        POSTER = "poster", _("posters")
        PHONE = "phone", _("phone")
        PERSONAL = "personal", _("in person")
        SOCIAL = "social", _("social media")
        PRESS = "press", _("press")
        OTHER = "other", _("other way")

    event = models.ForeignKey(EventPage, verbose_name=_("event"), on_delete=models.PROTECT, related_name="invitations")
    channel = models.CharField(_("how"), max_length=12, choices=Channel, default=Channel.LETTER)
    municipality = models.ForeignKey(
        Municipality, verbose_name=_("municipality"), null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text=_("Empty: all."),
    )  # fmt: skip
    field = models.CharField(_("field"), max_length=20, choices=PlainField, blank=True, help_text=_("Empty: all."))
    invited = models.PositiveIntegerField(_("invited"), default=0, validators=[MinValueValidator(0)])
    words = models.TextField(_("what you write to them"), max_length=1500, blank=True)
    form_key = models.UUIDField(unique=True)
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("invitation to a meeting")
        verbose_name_plural = _("invitations to meetings")
        ordering = ["sent_at", "pk"]

    def __str__(self):
        return f"{self.event_id}: {self.get_channel_display()}"

    @property
    def source(self) -> str:
        """What the sign-ups that came by this invitation carry."""
        return f"zaproszenie-{self.pk}"
