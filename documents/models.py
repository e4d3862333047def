"""Strategy documents: a text the editor keeps, its versions as immutable numbered units, its way through councils."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.models import Orderable, Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from accounts.list_pages import ListPage, Role
from documents.adoption import Stage
from documents.numbering import NumberedText
from documents.panels import AdoptionsPanel
from places.models import Municipality
from shared.pages.models import BasePage, RoutedPage


class DocumentIndexPage(RoutedPage, ListPage):
    """The list of documents."""

    page_description = _("The list of strategy documents.")
    editors_of = frozenset({Role.EDITOR, Role.HOST})
    editors_may = ("add", "publish")
    intro = models.TextField(_("introduction"), blank=True)

    template = "components/listing.html"
    routes = "documents.routes.DOCUMENTS"
    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["documents.DocumentPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of documents")


class DocumentPage(RoutedPage, BasePage):
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
            "One unit a line: “Rozdział 1. Title”, “§ 1. Title” or “Art. 1.”, “1. subsection”, “1) point”, "
            "“a) letter”. “Import text” above reads a file and shows what needs correcting."
        ),
    )
    change_note = models.CharField(
        _("what changed and why"), max_length=300, blank=True, help_text=_("Shown beside the new version.")
    )

    template = "documents/document.html"
    routes = "documents.routes.DOCUMENT"
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("municipality"), FieldPanel("status")], _("Document")),
        HelpPanel(template="documents/admin/text_help.html"),
        FieldPanel("text"),
        FieldPanel("change_note"),
        AdoptionsPanel("adoptions", heading=_("Adoption by councils"), label=_("municipality")),
    ]
    exclude_fields_in_copy = ["adoptions"]
    override_translatable_fields = [SynchronizedField("adoptions")]
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


class Adoption(Orderable):
    """One council that is to adopt the document, and how far it is."""

    document = ParentalKey(DocumentPage, on_delete=models.CASCADE, related_name="adoptions")
    municipality = models.ForeignKey(
        Municipality, verbose_name=_("municipality"), on_delete=models.PROTECT, related_name="+"
    )
    stage = models.CharField(_("stage"), max_length=20, choices=Stage, default=Stage.PREPARED)
    resolution_number = models.CharField(_("resolution number"), max_length=60, blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    bip_url = models.URLField(_("publication in BIP"), blank=True)

    panels = [
        FieldRowPanel([FieldPanel("municipality"), FieldPanel("stage")]),
        FieldRowPanel([FieldPanel("resolution_number"), FieldPanel("adopted_on")]),
        FieldPanel("bip_url"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("adoption by a council")
        verbose_name_plural = _("adoptions by councils")
        constraints = [
            models.UniqueConstraint(fields=["document", "municipality"], name="adoption_once_per_municipality")
        ]

    def __str__(self):
        return f"{self.municipality}: {self.get_stage_display()}"

    def clean(self):
        super().clean()
        if self.stage == Stage.ADOPTED and not (self.resolution_number and self.adopted_on):
            raise ValidationError(_("Give the number and the date of the resolution."))
        if self.stage != Stage.ADOPTED and (self.resolution_number or self.adopted_on):
            raise ValidationError(_("A resolution is there, so choose the stage “adopted”."))
        if self.adopted_on and self.adopted_on > timezone.localdate():
            raise ValidationError({"adopted_on": _("This day has not come yet.")})


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

    @property
    def url(self) -> str:
        """The permanent address of this version."""
        return f"{self.document.url}wersja/{self.number}/"

    def compared_with(self, older: "Version") -> str:
        """The address that shows what this version changed in an older one."""
        return f"{self.document.url}porownaj/{older.number}/{self.number}/"


class Unit(NumberedText, models.Model):
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
