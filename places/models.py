"""Municipalities, their village units, and the functional areas they form."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shared.cached import cached

LATITUDE = [MinValueValidator(-90), MaxValueValidator(90)]
LONGITUDE = [MinValueValidator(-180), MaxValueValidator(180)]


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
    latitude = models.DecimalField(
        _("latitude of the centre"), max_digits=8, decimal_places=5, null=True, blank=True, validators=LATITUDE
    )
    longitude = models.DecimalField(
        _("longitude of the centre"), max_digits=8, decimal_places=5, null=True, blank=True, validators=LONGITUDE
    )
    outline = models.TextField(_("outline"), blank=True, help_text=_("An SVG path on the grid of the site's map."))
    hue = models.PositiveSmallIntegerField(
        _("colour on the map"), default=0, choices=[(n, str(n)) for n in range(9)],
        help_text=_("One of eight colours of the site; 0 is grey. The name always stands beside it."),
    )  # fmt: skip
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


@cached("places", "places.municipality")
def all_places() -> list[Municipality]:
    """Every municipality by name; a list that most pages need."""
    return list(Municipality.objects.all())


class Solectwo(models.Model):
    """A village unit of a municipality."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="solectwa")
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("short name in addresses"), max_length=80)
    latitude = models.DecimalField(
        _("latitude of the middle"), max_digits=8, decimal_places=5, null=True, blank=True, validators=LATITUDE
    )
    longitude = models.DecimalField(
        _("longitude of the middle"), max_digits=8, decimal_places=5, null=True, blank=True, validators=LONGITUDE
    )

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
    # Where the grid of the drawn map lies on the globe: x = (longitude − west) · scale, y = (north − latitude) · scale.
    grid_west = models.DecimalField(
        _("west edge of the map, degrees"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    grid_north = models.DecimalField(
        _("north edge of the map, degrees"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    grid_x = models.DecimalField(
        _("units of the map for a degree of longitude"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    grid_y = models.DecimalField(
        _("units of the map for a degree of latitude"), max_digits=8, decimal_places=2, null=True, blank=True
    )

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
        constraints = [
            models.UniqueConstraint(fields=["municipality", "version"], name="privacy_notice_version_once"),
            models.UniqueConstraint(
                fields=["version"], condition=models.Q(municipality=None), name="common_privacy_notice_version_once"
            ),
        ]

    def __str__(self):
        place = self.municipality or gettext("the whole area")
        return gettext("version %(version)s, %(place)s") % {"version": self.version, "place": place}

    def clean(self):
        """What people were shown when they sent their data stays word for word; a change is a new version."""
        before = type(self).objects.filter(pk=self.pk).first()
        if before and before.text != self.text and before.was_shown:
            raise ValidationError({"text": _("People have been shown this version. Add a new version instead.")})

    @property
    def was_shown(self) -> bool:
        """True when somebody's submission points at this version."""
        pointing = [row for row in self._meta.get_fields(include_hidden=True) if row.auto_created and row.one_to_many]
        return any(row.related_model._base_manager.filter(**{row.field.name: self}).exists() for row in pointing)
