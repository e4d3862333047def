"""Lists that organisations choose from; kept in the admin because the law and the people change them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ngos.choices import PlainField
from shared.cached import cached


class PublicBenefitField(models.Model):
    """A field of public benefit: art. 4 (1) of the Act on Public Benefit and Volunteer Work, 41 points."""

    code = models.CharField(
        _("point of the act"), max_length=6, unique=True, help_text=_("A text: 1, 1a, 1aa, 1b, 2 …")
    )
    order = models.PositiveSmallIntegerField(_("order in the act"), unique=True)
    name = models.CharField(_("short name"), max_length=80)
    text = models.TextField(_("wording of the act"))
    plain = models.CharField(_("plain field"), max_length=20, choices=PlainField)

    class Meta:
        verbose_name = _("field of public benefit")
        verbose_name_plural = _("fields of public benefit")
        ordering = ["order"]

    def __str__(self):
        return f"{self.code}. {self.name}"


class TargetGroup(models.Model):
    """For whom an organisation works."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")
        ordering = ["order", "name"]

    def __str__(self):
        return self.name


@cached("public-benefit-fields", "ngos.publicbenefitfield")
def all_fields() -> list[PublicBenefitField]:
    return list(PublicBenefitField.objects.all())


@cached("target-groups", "ngos.targetgroup")
def all_target_groups() -> list[TargetGroup]:
    return list(TargetGroup.objects.all())
