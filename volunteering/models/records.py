"""Hours that a host has confirmed, certificates, and addresses that follow a municipality or a field."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ngos.choices import PlainField
from places.models import Municipality
from shared.intake import following
from signups.models import SignUp
from volunteering.models.campaign import CampaignPage
from volunteering.querysets import CertificateQuerySet

DAY = 24 * 60


class HoursEntry(models.Model):
    """Time somebody has given, confirmed by the host. The sign-up loses its name one day; the minutes stay."""

    signup = models.ForeignKey(SignUp, on_delete=models.PROTECT, related_name="hours")
    day = models.DateField(_("day"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), validators=[MinValueValidator(1), MaxValueValidator(DAY)])
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    confirmed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("hours")
        verbose_name_plural = _("hours")
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["signup", "day"], name="hours_once_a_day"),
            models.CheckConstraint(condition=models.Q(minutes__gte=1, minutes__lte=DAY), name="hours_within_a_day"),
        ]

    def __str__(self):
        return f"{self.signup_id} {self.day} {self.minutes}"


class Certificate(models.Model):
    """What somebody did, as the host certified it (art. 44 ust. 2). Words are copied: the sign-up may be erased later."""

    campaign = models.ForeignKey(CampaignPage, on_delete=models.PROTECT, related_name="certificates")
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(_("first and last name"), max_length=120)
    host_name = models.CharField(pgettext_lazy("who invites", "host"), max_length=200)
    scope = models.TextField(_("what was done"))
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"))
    minutes = models.PositiveIntegerField(_("minutes"))
    signup = models.OneToOneField(SignUp, null=True, on_delete=models.SET_NULL, related_name="certificate")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    issued_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)
    revoke_reason = models.TextField(_("reason"), blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["year", "sequence"], name="certificate_number_once")]

    def __str__(self):
        return self.number

    @property
    def number(self) -> str:
        """The number on the paper, e.g. "ZW/2026/0007"."""
        return f"ZW/{self.year}/{self.sequence:04}"

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None


class Follower(following.Follower):
    """An address that asked for letters about volunteering in a municipality or a field."""

    municipality = models.ForeignKey(
        Municipality, verbose_name=_("municipality"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    topic = models.CharField(_("field"), max_length=20, choices=PlainField, blank=True)

    class Meta:
        verbose_name = _("follower of volunteering")
        verbose_name_plural = _("followers of volunteering")
        constraints = [models.UniqueConstraint(fields=["email"], name="volunteering_follower_once")]

    def __str__(self):
        return str(self.pk)
