"""Municipalities, their village units, and the functional areas they form."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Municipality(models.Model):
    """A gmina. Adding one is data entry: nothing in the code knows which municipalities exist."""

    class Kind(models.TextChoices):
        URBAN = "1", _("urban")
        RURAL = "2", _("rural")
        URBAN_RURAL = "3", _("urban-rural")

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("short name in addresses"), max_length=80, unique=True)
    terc = models.CharField(
        _("TERC code"), max_length=7, unique=True, help_text=_("Seven digits of the TERYT register.")
    )
    kind = models.CharField(_("kind"), max_length=1, choices=Kind)
    address = models.CharField(_("address"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    site_url = models.URLField(_("own site"), blank=True)
    bip_url = models.URLField(_("public information bulletin (BIP)"), blank=True)
    latitude = models.DecimalField(_("latitude of the centre"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude of the centre"), max_digits=8, decimal_places=5, null=True, blank=True)
    outline = models.TextField(_("outline"), blank=True, help_text=_("An SVG path on the grid of the site's map."))
    label_x = models.PositiveSmallIntegerField(_("label, x"), default=0)
    label_y = models.PositiveSmallIntegerField(_("label, y"), default=0)

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(terc__regex=r"^[0-9]{7}$"),
                name="terc_has_seven_digits",
                violation_error_message=_("A TERC code has seven digits."),
            )
        ]

    def __str__(self):
        return self.name


class Solectwo(models.Model):
    """A village unit of a municipality."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="solectwa")
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("short name in addresses"), max_length=80)

    class Meta:
        verbose_name = _("village unit")
        verbose_name_plural = _("village units")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["municipality", "slug"], name="solectwo_once_per_municipality")]

    def __str__(self):
        return self.name


class Area(models.Model):
    """A functional area: several municipalities that plan together."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(_("short name in addresses"), unique=True)
    municipalities = models.ManyToManyField(Municipality, verbose_name=_("municipalities"), related_name="areas")

    class Meta:
        verbose_name = _("functional area")
        verbose_name_plural = _("functional areas")
        ordering = ["name"]

    def __str__(self):
        return self.name


class PrivacyNoticeQuerySet(models.QuerySet):
    def in_force(self, municipality: Municipality | None, on=None):
        """The notice of this municipality (or the common one) in force on the day, newest first."""
        on = on or timezone.localdate()
        return self.filter(
            models.Q(municipality=municipality) | models.Q(municipality=None), valid_from__lte=on
        ).order_by(models.F("municipality").desc(nulls_last=True), "-valid_from", "-pk")


class PrivacyNotice(models.Model):
    """The information clause (RODO) of a municipality; every submission stores the version that was shown."""

    municipality = models.ForeignKey(
        Municipality, verbose_name=_("municipality"), null=True, blank=True, on_delete=models.PROTECT
    )
    version = models.CharField(_("version"), max_length=20)
    text = models.TextField(_("text"))
    valid_from = models.DateField(_("valid from"), default=timezone.localdate)

    objects = PrivacyNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("privacy notice")
        verbose_name_plural = _("privacy notices")
        ordering = ["-valid_from"]
        constraints = [models.UniqueConstraint(fields=["municipality", "version"], name="privacy_notice_version_once")]

    def __str__(self):
        return f"{self.municipality or '—'} {self.version}"
