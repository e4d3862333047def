"""Strategic sessions: when and where, who came, what was said, what was decided and what became of it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from places.models import Municipality, Solectwo
from shared.looks.blocks import BODY_BLOCKS
from shared.models import CountedGroup
from shared.pages.models import BasePage, RoutedPage
from strategy.querysets import SessionQuerySet


class SessionIndexPage(BasePage):
    """The list of strategic sessions: what comes, what has been."""

    page_description = _("The list of strategic sessions.")
    intro = models.TextField(_("introduction"), blank=True)
    body = StreamField(
        BODY_BLOCKS, verbose_name=_("more"), blank=True, help_text=_("Below the list: who sits in the Convention, how to join.")
    )  # fmt: skip

    template = "strategy/session_index.html"
    context = "strategy.sessions.listing_context"
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("body")]
    parent_page_types = ["home.HomePage", "programme.ProgrammePage"]
    subpage_types = ["strategy.SessionPage"]

    class Meta:
        verbose_name = _("list of strategic sessions")


class SessionPage(RoutedPage, BasePage):
    """One session. Whether it lies ahead or behind follows from its date; dates and numbers are the source page's."""

    page_description = _("A strategic session: agenda, materials, minutes, decisions.")
    summary = models.TextField(_("in short"), max_length=600)
    purpose = models.TextField(_("what the session is for"), blank=True)
    held_on = models.DateField(_("date"))
    starts_at = models.TimeField(_("starts at"))
    ends_at = models.TimeField(_("ends at"))
    venue = models.CharField(_("place"), max_length=200, help_text=_("Building, street and number."))
    municipality = models.ForeignKey(
        Municipality, verbose_name=_("municipality"), on_delete=models.PROTECT, related_name="sessions"
    )
    village = models.ForeignKey(
        Solectwo, verbose_name=_("village"), null=True, blank=True, on_delete=models.PROTECT, related_name="sessions"
    )
    accessibility = models.TextField(_("accessibility"), blank=True, help_text=_("One thing a line."))
    body = StreamField(
        BODY_BLOCKS, verbose_name=_("more"), blank=True, help_text=_("Files added here are listed under “Materials”.")
    )
    minutes = StreamField(BODY_BLOCKS, verbose_name=_("minutes of the session"), blank=True)

    objects = PageManager.from_queryset(SessionQuerySet)()

    template = "strategy/session.html"
    routes = "strategy.routes.SESSION"
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("purpose"),
        FieldRowPanel([FieldPanel("held_on"), FieldPanel("starts_at"), FieldPanel("ends_at")]),
        MultiFieldPanel(
            [FieldPanel("venue"), FieldPanel("municipality"), FieldPanel("village"), FieldPanel("accessibility")],
            _("Where"),
        ),
        InlinePanel("agenda", heading=_("Agenda"), label=_("point")),
        FieldPanel("body"),
        InlinePanel("attendance", heading=_("Who came"), label=_("group")),
        FieldPanel("minutes"),
        InlinePanel("decisions", heading=_("Decisions and tasks"), label=_("decision or task")),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("purpose"),
        index.SearchField("body"),
        index.SearchField("minutes"),
        index.RelatedFields("agenda", [index.SearchField("title")]),
        index.RelatedFields("decisions", [index.SearchField("text")]),
    ]
    override_translatable_fields = [SynchronizedField("venue")]
    parent_page_types = ["strategy.SessionIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("strategic session")
        verbose_name_plural = _("strategic sessions")

    def clean(self):
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": gettext("The session ends before it begins.")})
        if self.village_id and self.municipality_id and self.village.municipality_id != self.municipality_id:
            raise ValidationError({"village": gettext("This village lies in another municipality.")})

    def is_ahead(self, on: date | None = None) -> bool:
        """The day itself still counts as ahead: people look the place up in the morning."""
        return self.held_on >= (on or timezone.localdate())

    @property
    def files(self) -> list:
        """The file blocks of the body: the page lists them under “Materials”, with type and size."""
        return [block for block in self.body if block.block_type == "file"]


class AgendaItem(Orderable):
    """A point of the agenda: when, how long, what, who."""

    session = ParentalKey(SessionPage, on_delete=models.CASCADE, related_name="agenda")
    starts_at = models.TimeField(_("starts at"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True, validators=[MinValueValidator(1)])
    title = models.TextField(_("point"))
    who = models.CharField(_("who leads it"), max_length=200, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("minutes"), FieldPanel("who")]),
        FieldPanel("title"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("point of the agenda")
        verbose_name_plural = _("points of the agenda")

    def __str__(self):
        return self.title


class Attendance(CountedGroup):
    """Who came to this session."""

    session = ParentalKey(SessionPage, on_delete=models.CASCADE, related_name="attendance")


class Decision(Orderable):
    """What was decided, or what somebody is to do afterwards, and by when."""

    class Kind(models.TextChoices):
        DECISION = "decision", _("decision")
        TASK = "task", _("task")

    session = ParentalKey(SessionPage, on_delete=models.CASCADE, related_name="decisions")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.DECISION)
    text = models.TextField(_("what was decided"))
    who = models.CharField(
        _("who does it"), max_length=200, blank=True, help_text=_("An office or post, not a private person.")
    )
    due_on = models.DateField(_("by when"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("who")]),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("due_on"), FieldPanel("done_on")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("decision or task")
        verbose_name_plural = _("decisions and tasks")

    def __str__(self):
        return self.text

    @property
    def is_late(self) -> bool:
        return bool(self.due_on and not self.done_on and self.due_on < timezone.localdate())
