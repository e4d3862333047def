"""A ranking ballot of a session: people with the code rank items or give points; nobody's paper carries a name."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from strategy.codes import LENGTH
from strategy.models.swot import Quadrant, SwotVersion


class Ballot(models.Model):
    """The items of a published version, put in order by those who know the code."""

    class State(models.TextChoices):
        DRAFT = "draft", _("in preparation")
        OPEN = "open", pgettext_lazy("ballot", "open")
        CLOSED = "closed", pgettext_lazy("ballot", "closed")

    class Method(models.TextChoices):
        RANK = "rank", _("places: everybody puts the items in order")
        POINTS = "points", _("points: everybody shares them out")

    version = models.ForeignKey(
        SwotVersion, verbose_name=_("version"), on_delete=models.PROTECT, related_name="ballots"
    )
    session = models.ForeignKey(
        "strategy.SessionPage", verbose_name=_("session"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="ballots",
    )  # fmt: skip
    method = models.CharField(_("how people vote"), max_length=10, choices=Method, default=Method.RANK)
    points = models.PositiveSmallIntegerField(
        _("points to share out"), default=10, validators=[MinValueValidator(3), MaxValueValidator(100)],
        help_text=_("In every quadrant. Only for a vote by points."),
    )  # fmt: skip
    quadrants = models.JSONField(_("quadrants"), default=list)
    code = models.CharField(_("code"), max_length=LENGTH, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    opened_at = models.DateTimeField(_("opened at"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(points__gte=3, points__lte=100), name="ballot_points_in_range")
        ]

    def __str__(self):
        return f"{self.code} {self.version.area}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED

    @property
    def by_points(self) -> bool:
        return self.method == self.Method.POINTS

    def groups(self) -> list[tuple[Quadrant, list]]:
        """The quadrants to vote on with their items in the order so far; one item alone needs no order."""
        items: dict[str, list] = {}
        for item in self.version.items.order_by("rank"):
            items.setdefault(item.quadrant, []).append(item)
        chosen = [quadrant for quadrant in Quadrant if quadrant in self.quadrants]
        return [(quadrant, items[quadrant]) for quadrant in chosen if len(items.get(quadrant, [])) > 1]


class BallotPaper(models.Model):
    """What one device has sent: places or points by the keys of items. No name, no address, no account."""

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="papers")
    form_key = models.UUIDField(unique=True, editable=False)
    entries = models.JSONField(_("entries"))
    created_at = models.DateTimeField(_("received at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("ballot paper")
        verbose_name_plural = _("ballot papers")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.ballot_id}.{self.pk}"
