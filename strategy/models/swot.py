"""SWOT: areas, their numbered versions, ranked items, and what the programme does about each of them."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from programme.models import Goal
from shared.acts.lifecycle import MoveNotAllowed
from strategy.querysets import SwotVersionQuerySet


class Quadrant(models.TextChoices):
    STRENGTH = "strength", pgettext_lazy("SWOT", "strengths")
    WEAKNESS = "weakness", pgettext_lazy("SWOT", "weaknesses")
    OPPORTUNITY = "opportunity", pgettext_lazy("SWOT", "opportunities")
    THREAT = "threat", pgettext_lazy("SWOT", "threats")

    @property
    def letter(self) -> str:
        """The first letter of an item's key: S, W, O or T."""
        return self.name[0]

    @property
    def needs_answer(self) -> bool:
        """Weaknesses and threats are what the programme has to do something about."""
        return self in (Quadrant.WEAKNESS, Quadrant.THREAT)


class SwotArea(models.Model):
    """What a SWOT is about. The seed has two: cooperation with organisations, activation and participation."""

    code = models.CharField(
        _("capital letter"), max_length=2, unique=True,
        validators=[RegexValidator(r"^[A-Z]{1,2}$", _("One or two capital letters, A to Z."))],
        help_text=_("Part of every item's key, e.g. A in W-A1. It does not change later."),
    )  # fmt: skip
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("SWOT area")
        verbose_name_plural = _("SWOT areas")
        ordering = ["order", "code"]

    def __str__(self):
        return self.name if get_language() == settings.LANGUAGE_CODE or not self.name_en else self.name_en


class SwotVersion(models.Model):
    """One state of a SWOT. It gets its number when it is published; from then on neither it nor its items change."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")

    class Stage(models.TextChoices):
        BEFORE = "before", _("before the session")
        BETWEEN = "between", _("between sessions")
        AFTER = "after", _("after the session")

    area = models.ForeignKey(SwotArea, verbose_name=_("area"), on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("number"), null=True, editable=False)
    label = models.CharField(_("what kind of version"), max_length=120, help_text=_("For example: working version."))
    stage = models.CharField(_("when it was made"), max_length=10, choices=Stage, default=Stage.BETWEEN)
    session = models.ForeignKey(
        "strategy.SessionPage", verbose_name=_("session"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="swot_versions",
    )  # fmt: skip
    source = models.TextField(_("source"), blank=True, help_text=_("Who worked it out, from what."))
    base = models.ForeignKey("self", null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    ballot = models.OneToOneField(
        "strategy.Ballot", null=True, editable=False, on_delete=models.PROTECT, related_name="result"
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)

    objects = SwotVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a SWOT")
        verbose_name_plural = _("versions of SWOT")
        ordering = ["area", "-number"]
        constraints = [models.UniqueConstraint(fields=["area", "number"], name="swot_version_number_once")]

    def __str__(self):
        return f"{self.area.code} {self.number or '–'} {self.label}"

    @property
    def last_saved(self) -> int | None:
        """Tells one saving of a draft from the next: its items are written anew each time."""
        return self.items.order_by("-pk").values_list("pk", flat=True).first()

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def can_be_edited(self) -> bool:
        """A draft written by people; what a ballot has decided is nobody's to edit."""
        return not self.is_published and self.ballot_id is None


class SwotItem(models.Model):
    """One sentence of a SWOT. `key` stays the same through all versions, `rank` is its place in this one."""

    version = models.ForeignKey(SwotVersion, on_delete=models.PROTECT, related_name="items")
    key = models.CharField(_("key"), max_length=12)
    quadrant = models.CharField(_("quadrant"), max_length=12, choices=Quadrant)
    text = models.TextField(_("wording"))
    rank = models.PositiveSmallIntegerField(_("place"))
    mean = models.DecimalField(_("mean"), max_digits=7, decimal_places=2, null=True)
    first_places = models.PositiveIntegerField(_("first places"), null=True)
    points = models.PositiveIntegerField(_("points"), null=True)
    papers = models.PositiveIntegerField(_("ballot papers"), null=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("item of a SWOT")
        verbose_name_plural = _("items of SWOT")
        ordering = ["version", "quadrant", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="swot_key_once_per_version"),
            models.UniqueConstraint(fields=["version", "quadrant", "rank"], name="swot_rank_once_per_quadrant"),
        ]

    def __str__(self):
        return f"{self.key} {self.text}"

    def save(self, *args, **kwargs):
        """A published version can be cited: its words and ranks stay."""
        self._refuse_when_published()
        return super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        self._refuse_when_published()
        return super().delete(*args, **kwargs)

    def _refuse_when_published(self):
        if self.version.is_published:
            raise MoveNotAllowed("items of a published version do not change")

    @property
    def anchor(self) -> str:
        """The fragment of the item's permanent address."""
        return self.key.lower()


class SwotAnswer(models.Model):
    """What the programme does about an item, in whatever version the item stands."""

    area = models.ForeignKey(SwotArea, verbose_name=_("area"), on_delete=models.PROTECT, related_name="answers")
    key = models.CharField(_("key of the item"), max_length=12, unique=True, help_text=_("For example: W-A1."))
    text = models.TextField(_("what we do about it"))
    measure = models.TextField(_("how we measure it"), blank=True)
    goals = models.ManyToManyField(Goal, verbose_name=_("goals"), blank=True, related_name="swot_answers")
    page = models.ForeignKey(
        Page, verbose_name=_("page"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    url = models.CharField(
        _("address"), max_length=300, blank=True, help_text=_("When it is no page: an address that begins with / or https://."),
        validators=[RegexValidator(r"^(/(?!/)|https://)\S+$", _("The address begins with / or https://."))],
    )  # fmt: skip
    link_text = models.CharField(_("words of the link"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("answer to a SWOT item")
        verbose_name_plural = _("answers to SWOT items")
        ordering = ["area", "key"]

    def __str__(self):
        return self.key

    @property
    def address(self) -> str:
        """Where it happens: a live page or another address; empty when there is neither."""
        if self.page_id and self.page.live:
            return self.page.get_url() or ""
        return self.url

    @property
    def link_words(self) -> str:
        return self.link_text or (self.page.title if self.page_id else self.url)
