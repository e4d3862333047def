"""Trees of goals: of our own strategy and of those above it. Codes are not unique (two directions bear 4.2.3)."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from documents.models import DocumentPage


class GoalTree(models.Model):
    """One strategy's goals, e.g. "Małopolska 2020"."""

    slug = models.SlugField(_("short name in addresses"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    period = models.CharField(_("period"), max_length=40, blank=True)
    source = models.TextField(_("source"), blank=True, help_text=_("Who adopted it, when, where the text is."))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("tree of goals")
        verbose_name_plural = _("trees of goals")
        ordering = ["order", "name"]

    def __str__(self):
        return in_words(self, "name")


class Goal(models.Model):
    """A node of a tree: an area, a strategic or operational goal, a direction of intervention."""

    class Level(models.TextChoices):
        AREA = "area", _("area")
        STRATEGIC = "strategic_goal", _("strategic goal")
        OPERATIONAL = "operational_goal", _("operational goal")
        DIRECTION = "direction", _("direction of intervention")
        TASK = "task", _("task")

    tree = models.ForeignKey(GoalTree, verbose_name=_("tree"), on_delete=models.PROTECT, related_name="goals")
    parent = models.ForeignKey(
        "self", verbose_name=_("above it"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    level = models.CharField(_("level"), max_length=20, choices=Level)
    code = models.CharField(_("code"), max_length=20, blank=True, help_text=_("Two goals may bear the same code."))
    title = models.TextField(_("wording"))
    title_en = models.TextField(_("wording in English"), blank=True)
    note = models.TextField(_("note"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    documents = models.ManyToManyField(DocumentPage, verbose_name=_("documents"), blank=True, related_name="goals")

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ["tree", "order", "pk"]

    def __str__(self):
        return f"{self.code} {in_words(self, 'title')}".strip()

    @property
    def words(self) -> str:
        """The wording without the code."""
        return in_words(self, "title")

    def clean(self):
        """Above a goal stands another goal of the same tree, and never one that stands below it."""
        above, seen = self.parent, set()
        if above and above.tree_id != self.tree_id:
            raise ValidationError({"parent": _("Choose a goal of the same tree.")})
        while above and above.pk not in seen:
            if above.pk == self.pk:
                raise ValidationError({"parent": _("This goal stands below the one you are editing.")})
            seen.add(above.pk)
            above = above.parent


class GoalLink(models.Model):
    """A goal of one tree that carries out a goal of another."""

    class Kind(models.TextChoices):
        REALISES = "realises", _("carries out")

    source = models.ForeignKey(Goal, verbose_name=_("goal"), on_delete=models.CASCADE, related_name="links")
    target = models.ForeignKey(
        Goal, verbose_name=_("goal it serves"), on_delete=models.CASCADE, related_name="backlinks"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.REALISES)

    class Meta:
        verbose_name = _("link between goals")
        verbose_name_plural = _("links between goals")
        constraints = [models.UniqueConstraint(fields=["source", "target", "kind"], name="goals_linked_once")]

    def __str__(self):
        return f"{self.source} → {self.target}"

    def clean(self):
        """A link leads from one tree to another: inside a tree the goals above say it already."""
        if self.source_id and self.target_id and self.source.tree_id == self.target.tree_id:
            raise ValidationError({"target": _("Choose a goal of another tree.")})


def in_words(row: models.Model, name: str) -> str:
    """A text in the language of the reader where it exists, else in Polish."""
    other = "" if get_language() == settings.LANGUAGE_CODE else getattr(row, f"{name}_{get_language()}", "")
    return other or getattr(row, name)
