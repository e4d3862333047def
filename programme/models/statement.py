"""Vision, mission and diagnosis: statements whose published wordings are kept, each with its number and day."""

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from shared.looks.blocks import BODY_BLOCKS
from shared.looks.blocks.chart import ChartBlock
from shared.pages.models import BasePage, RoutedPage


class StatementPage(RoutedPage, BasePage):
    """A vision, a mission or a section of the diagnosis. Publishing changed words makes the next version."""

    class Kind(models.TextChoices):
        VISION = "vision", _("vision")
        MISSION = "mission", _("mission")
        DIAGNOSIS = "diagnosis", _("diagnosis")

    class Status(models.TextChoices):
        PROPOSAL = "proposal", _("a proposal")
        CONSULTED = "consulted", _("after consultation")
        ADOPTED = "adopted", _("adopted")

    page_description = _(
        "A vision, a mission or a section of the diagnosis, with charts; every published wording is kept."
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.PROPOSAL)
    statement = models.TextField(
        _("statement"), max_length=600, help_text=_("The vision or mission itself; of a diagnosis, its main finding.")
    )
    body = StreamField([*BODY_BLOCKS, ("chart", ChartBlock())], verbose_name=_("more"), blank=True)
    change_note = models.CharField(
        _("what changed and why"), max_length=300, blank=True, help_text=_("Shown beside the new version.")
    )

    template = "programme/statement.html"
    routes = "programme.routes.STATEMENT"
    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("status")]),
        FieldPanel("statement"),
        FieldPanel("body"),
        FieldPanel("change_note"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("statement"), index.SearchField("body")]
    parent_page_types = ["programme.ProgrammePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")

    @property
    def words(self) -> str:
        """Everything it says as plain text, to compare two versions."""
        block = self.body.stream_block
        return "\n".join([self.statement, *(str(part).strip() for part in block.get_searchable_content(self.body))])


class StatementVersion(models.Model):
    """What a statement said from the day it was published; never edited."""

    page = models.ForeignKey(StatementPage, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=255)
    status = models.CharField(_("status"), max_length=20, choices=StatementPage.Status)
    statement = models.TextField(_("statement"))
    body = models.JSONField(default=list)
    words = models.TextField(blank=True)
    change_note = models.CharField(_("what changed and why"), max_length=300, blank=True)
    published_at = models.DateTimeField(_("published at"), auto_now_add=True)

    class Meta:
        verbose_name = _("version of a statement")
        verbose_name_plural = _("versions of statements")
        ordering = ["page", "-number"]
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="statement_version_once")]

    def __str__(self):
        return f"{self.title} ({self.number})"

    @cached_property
    def stream(self):
        """The stored blocks, ready to be shown as they were."""
        return StatementPage._meta.get_field("body").stream_block.to_python(self.body)
