"""Settings of the site, terms of law, the outbox of letters, groups of people as they are counted."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable, Page


@register_setting(icon="site")
class SiteSettings(BaseSiteSetting):
    """Names, contacts and footer texts of the site, edited in Wagtail."""

    name = models.CharField(_("name of the site"), max_length=60, default="Razem Blisko Krakowa")
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), default="kontakt@przyklad.example")
    contact_phone = models.CharField(_("contact phone"), max_length=30, blank=True)
    footer_text = models.TextField(_("footer text"), blank=True)
    funding_note = models.TextField(_("funding note"), blank=True, help_text=_("Shown in the footer when filled in."))
    privacy_page = models.ForeignKey(
        Page, verbose_name=_("privacy page"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    accessibility_page = models.ForeignKey(
        Page, verbose_name=_("accessibility page"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    tiles_url = models.CharField(
        _("tiles of the map"), max_length=300, blank=True,
        help_text=_("Your own server only, for instance https://mapy.gmina.pl/{z}/{x}/{y}.png. Empty: outlines without a background."),
    )  # fmt: skip
    tiles_note = models.CharField(_("credit for the tiles"), max_length=200, blank=True)
    security_contact = models.EmailField(_("contact for security reports"), default="bezpieczenstwo@przyklad.example")

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("tagline")], _("Name")),
        MultiFieldPanel(
            [FieldPanel("contact_email"), FieldPanel("contact_phone"), FieldPanel("security_contact")], _("Contact")
        ),
        MultiFieldPanel(
            [
                FieldPanel("footer_text"),
                FieldPanel("funding_note"),
                FieldPanel("tiles_url"),
                FieldPanel("tiles_note"),
                FieldPanel("privacy_page"),
                FieldPanel("accessibility_page"),
            ],
            _("Footer"),
        ),
    ]

    class Meta:
        verbose_name = _("site settings")

    def __str__(self) -> str:
        return self.name


class LegalTerm(models.Model):
    """A term, limit or basis set by law: dated, sourced, editable. Never a constant in code."""

    key = models.CharField(_("key"), max_length=80, help_text=_("For example: consult.strategy.min"))
    value = models.CharField(_("value"), max_length=40)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    act = models.CharField(_("act"), max_length=200)
    article = models.CharField(_("article"), max_length=120, blank=True)
    source_url = models.URLField(_("source"), blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    read_at_state = models.CharField(_("read at the state of"), max_length=40, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("term of law")
        verbose_name_plural = _("terms of law")
        ordering = ["key", "valid_from"]
        constraints = [models.UniqueConstraint(fields=["key", "valid_from"], name="legal_term_once_per_date")]

    def __str__(self) -> str:
        return f"{self.key} = {self.value} {self.unit}".strip()

    @property
    def days(self) -> int:
        return int(self.value)

    @property
    def basis(self) -> str:
        """The article and act in one phrase, e.g. "art. 6 ust. 5 ustawy o zasadach prowadzenia polityki rozwoju"."""
        return f"{self.article} {self.act}".strip()


class DayOff(models.Model):
    """A day off added by the Prime Minister (art. 1a of the act on days off); the statutory ones come from a library."""

    day = models.DateField(_("day"), unique=True)
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("additional day off")
        verbose_name_plural = _("additional days off")
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.name}"


class CountedGroup(Orderable):
    """How many people of one kind came somewhere. Who they were is not kept; small groups are told together."""

    kind = models.CharField(_("who came"), max_length=120, help_text=_("For example: members of organisations."))
    number = models.PositiveIntegerField(
        _("how many people"),
        validators=[MinValueValidator(1)],
        help_text=_("Small groups are told together, so that nobody can be recognised."),
    )

    panels = [FieldRowPanel([FieldPanel("kind"), FieldPanel("number")])]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")

    def __str__(self) -> str:
        return f"{self.kind}: {self.number}"


class NumberSeries(models.Model):
    """What is counted together, so that its row can be locked while a number is given (shared/acts/numbering.py)."""

    name = models.CharField(max_length=80, unique=True)

    class Meta:
        verbose_name = _("series of numbers")
        verbose_name_plural = _("series of numbers")

    def __str__(self) -> str:
        return self.name


class SentLetter(models.Model):
    """The outbox and the sent-log in one: a letter is stored with its cause, sent afterwards, never sent twice.

    The address is kept only until the letter has left; afterwards its digest remains, to recognise a repetition.
    """

    letter = models.CharField(max_length=60)
    recipient = models.CharField(max_length=254, blank=True)
    recipient_digest = models.CharField(max_length=64)
    about = models.CharField(max_length=80)
    language = models.CharField(max_length=10, default="pl")
    created_at = models.DateTimeField(auto_now_add=True)
    tried_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [models.UniqueConstraint(fields=["letter", "recipient_digest", "about"], name="letter_sent_once")]
        indexes = [models.Index(fields=["sent_at", "created_at"], name="letter_waiting")]

    def __str__(self) -> str:
        return f"{self.letter} {self.about}"


class PeriodicJob(models.Model):
    """When a job of the clock ran last (shared/acts/tick.py); the row is also what two ticks at once agree by."""

    name = models.CharField(max_length=80, primary_key=True)
    period = models.CharField(max_length=20, blank=True)  # the minute, hour or day in which it has run
    running_since = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    said = models.CharField(max_length=200, blank=True)
    failed_at = models.DateTimeField(null=True)
    retry_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("periodic job")
        verbose_name_plural = _("periodic jobs")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
