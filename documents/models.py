"""Strategy documents: a text the editor keeps, and its versions as immutable numbered units."""

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from places.models import Municipality
from shared.models import BasePage


class DocumentIndexPage(BasePage):
    """The list of documents."""

    page_description = _("The list of strategy documents.")
    intro = models.TextField(_("introduction"), blank=True)

    template = "documents/index.html"
    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["documents.DocumentPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of documents")

    def get_context(self, request, *args, **kwargs):
        pages = DocumentPage.objects.child_of(self).live().select_related("municipality").order_by("title")
        return {**super().get_context(request, *args, **kwargs), "documents": pages}


class DocumentPage(BasePage):
    """A document in numbered units. Publishing a changed text makes the next version; no version ever changes."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        CONSULTED = "consulted", _("under consultation")
        AFTER = "after", _("after consultation")
        ADOPTED = "adopted", _("adopted")
        IN_FORCE = "in_force", _("in force")
        ARCHIVED = "archived", _("archived")

    page_description = _("A strategy, programme or procedure in numbered units, with versions.")
    summary = models.TextField(_("in short"), max_length=600)
    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("municipality"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        help_text=_("Empty: the whole area."),
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    text = models.TextField(
        _("numbered text"),
        help_text=_(
            "One unit a line: “Rozdział 1. Title”, “§ 1. Title”, “1. subsection”, “1) point”, “a) letter”. "
            "Paste it, save the draft and look at the units in the preview before you publish."
        ),
    )
    change_note = models.CharField(
        _("what changed and why"), max_length=300, blank=True, help_text=_("Shown beside the new version.")
    )

    template = "documents/document.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("municipality"), FieldPanel("status")], _("Document")),
        HelpPanel(template="documents/admin/text_help.html"),
        FieldPanel("text"),
        FieldPanel("change_note"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("text"),
    ]
    parent_page_types = ["documents.DocumentIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("strategy document")
        verbose_name_plural = _("strategy documents")

    @cached_property
    def latest_version(self):
        return Version.objects.filter(document=self.canonical.pk).order_by("-number").first()

    def get_context(self, request, *args, **kwargs):
        from documents.reading import reading_context

        return {**super().get_context(request, *args, **kwargs), **reading_context(self, request)}


class Version(models.Model):
    """One version of a document, frozen: its units are never edited."""

    document = models.ForeignKey(DocumentPage, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=255)
    change_note = models.CharField(_("what changed and why"), max_length=300, blank=True)
    text_digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of documents")
        ordering = ["document", "-number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="version_number_once")]

    def __str__(self):
        return f"{self.title} ({self.number})"


class Unit(models.Model):
    """A numbered unit of a version, the thing a comment points at."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="units")
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)
    number = models.CharField(max_length=12, blank=True)
    label = models.CharField(_("unit"), max_length=120, blank=True)
    anchor = models.CharField(max_length=120)
    depth = models.PositiveSmallIntegerField()
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("unit of a document")
        verbose_name_plural = _("units of documents")
        ordering = ["version", "order"]
        constraints = [models.UniqueConstraint(fields=["version", "anchor"], name="unit_anchor_once_per_version")]

    def __str__(self):
        return self.label or self.text[:40]
