"""The operational plan: projects with those who lead them, time, money, milestones and indicators."""

from decimal import Decimal

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from documents.models import DocumentPage
from ngos.models import OrganisationPage
from places.models import Municipality
from programme.measuring import Direction, progress, reached, total
from programme.models.goal import Goal
from programme.page_forms import ProjectPageForm
from programme.querysets import ProjectQuerySet
from shared.looks.blocks import BODY_BLOCKS
from shared.pages.models import BasePage, RoutedPage

YEAR = [MinValueValidator(1990), MaxValueValidator(2100)]
NOT_NEGATIVE = [MinValueValidator(0)]


class PlanPage(RoutedPage, BasePage):
    """The operational plan: the list of projects with filters, a timeline and files."""

    page_description = _("The operational plan: projects with filters, a timeline and files. Projects stand below it.")
    intro = models.TextField(_("introduction"), blank=True)

    template = "programme/plan.html"
    routes = "programme.routes.PLAN"
    content_panels = [*Page.content_panels, FieldPanel("intro")]
    search_fields = [*Page.search_fields, index.SearchField("intro")]
    parent_page_types = ["programme.ProgrammePage"]
    subpage_types = ["programme.ProjectPage"]

    class Meta:
        verbose_name = _("operational plan")
        verbose_name_plural = _("operational plans")


class ProjectPage(BasePage):
    """One project. Its facts belong to the source-language page; a translation holds words."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        RUNNING = "running", _("going on")
        DONE = "done", _("done")
        STOPPED = "stopped", _("stopped")

    TONES = {"planned": "", "running": "planned", "done": "done", "stopped": "soon"}

    page_description = _("One project: who leads it, when, for what money, with what effect.")
    summary = models.TextField(
        _("in short"), max_length=600, help_text=_("Two or three sentences everyone understands.")
    )
    body = StreamField(BODY_BLOCKS, verbose_name=_("more"), blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.PLANNED)
    stop_reason = models.TextField(_("why it was stopped"), blank=True)
    starts_on = models.DateField(_("begins on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    municipality = models.ForeignKey(
        Municipality, verbose_name=_("lead municipality"), on_delete=models.PROTECT, related_name="projects"
    )
    partners = ParentalManyToManyField(
        Municipality, verbose_name=_("partner municipalities"), blank=True, related_name="+"
    )
    lead_organisation = models.ForeignKey(
        OrganisationPage, verbose_name=_("lead organisation"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="led_projects",
    )  # fmt: skip
    organisations = ParentalManyToManyField(
        OrganisationPage, verbose_name=_("partner organisations"), blank=True, related_name="projects"
    )
    directions = ParentalManyToManyField(
        Goal, verbose_name=_("directions"), blank=True, related_name="projects",
        help_text=_("A project may stand under several directions; in totals it counts once."),
    )  # fmt: skip
    documents = ParentalManyToManyField(DocumentPage, verbose_name=_("documents"), blank=True, related_name="projects")

    objects = PageManager.from_queryset(ProjectQuerySet)()

    template = "programme/project.html"
    context = "programme.pages.project_context"
    base_form_class = ProjectPageForm
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("state"), FieldPanel("stop_reason")], _("State")),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        MultiFieldPanel(
            [
                FieldPanel("municipality"),
                FieldPanel("partners", widget=forms.CheckboxSelectMultiple),
                FieldPanel("lead_organisation"),
                FieldPanel("organisations"),
            ],
            _("Who"),
        ),
        FieldPanel("directions", widget=forms.CheckboxSelectMultiple),
        InlinePanel("money", heading=_("Money"), label=_("source")),
        InlinePanel("milestones", heading=_("Milestones"), label=_("milestone")),
        InlinePanel("indicators", heading=_("Indicators"), label=_("indicator")),
        FieldPanel("documents", widget=forms.CheckboxSelectMultiple),
        FieldPanel("body"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]
    override_translatable_fields = [
        SynchronizedField("stop_reason"),
        SynchronizedField("money"),
        SynchronizedField("milestones"),
        SynchronizedField("indicators"),
    ]
    parent_page_types = ["programme.PlanPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")

    @property
    def tone(self) -> str:
        return self.TONES[self.state]

    @cached_property
    def planned(self) -> Decimal | None:
        return total(row.amount for row in self.money.all())

    @cached_property
    def spent(self) -> Decimal | None:
        return total(row.spent for row in self.money.all())

    @property
    def places(self) -> list[Municipality]:
        """Where it happens: the lead first, nobody twice."""
        others = sorted(self.partners.all(), key=lambda place: place.name)
        return [self.municipality, *(place for place in others if place.pk != self.municipality_id)]


class ProjectMoney(Orderable):
    """What one source gives to a project; an amount that is not known stays empty and is never read as zero."""

    class Source(models.TextChoices):
        MUNICIPAL = "municipal", _("budgets of the municipalities")
        REGIONAL = "regional", _("budget of the region")
        STATE = "state", _("state budget and national funds")
        EUROPEAN = "european", _("European Union funds")
        FOREIGN = "foreign", _("other foreign funds")
        ORGANISATIONS = "organisations", _("organisations' own means")
        OTHER = "other", _("other sources")

    project = ParentalKey(ProjectPage, on_delete=models.CASCADE, related_name="money")
    source = models.CharField(_("source"), max_length=20, choices=Source)
    amount = models.DecimalField(
        _("planned, zł"), max_digits=12, decimal_places=2, null=True, blank=True, validators=NOT_NEGATIVE
    )
    spent = models.DecimalField(
        _("spent so far, zł"), max_digits=12, decimal_places=2, null=True, blank=True, validators=NOT_NEGATIVE,
        help_text=_("Empty: not known yet."),
    )  # fmt: skip

    panels = [FieldRowPanel([FieldPanel("source"), FieldPanel("amount"), FieldPanel("spent")])]

    class Meta(Orderable.Meta):
        verbose_name = _("source of money")
        verbose_name_plural = _("sources of money")

    def __str__(self):
        return self.get_source_display()


class Milestone(Orderable):
    """Something that is to be ready by a day."""

    project = ParentalKey(ProjectPage, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("what"), max_length=200)
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("done on"), null=True, blank=True)

    panels = [FieldPanel("title"), FieldRowPanel([FieldPanel("due_on"), FieldPanel("done_on")])]

    class Meta(Orderable.Meta):
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")

    def __str__(self):
        return self.title

    def is_late(self, on=None) -> bool:
        """Not done by the day, both counted."""
        return self.done_on is None and self.due_on < (on or timezone.localdate())


class ProjectIndicator(ClusterableModel, Orderable):
    """What a project is measured by: where it began, where it wants to be, what was measured on the way."""

    class Kind(models.TextChoices):
        OUTPUT = "output", _("output")
        OUTCOME = "outcome", _("outcome")

    project = ParentalKey(ProjectPage, on_delete=models.CASCADE, related_name="indicators")
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OUTPUT)
    unit = models.CharField(_("unit of measure"), max_length=40, blank=True)
    direction = models.CharField(_("should"), max_length=4, choices=Direction, default=Direction.UP)
    baseline = models.DecimalField(_("at the start"), max_digits=14, decimal_places=2, null=True, blank=True)
    baseline_year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, validators=YEAR)
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=2, null=True, blank=True)
    target_year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, validators=YEAR)
    source = models.CharField(_("where the number comes from"), max_length=200, blank=True)

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("unit"), FieldPanel("direction")]),
        FieldRowPanel([FieldPanel("baseline"), FieldPanel("baseline_year")]),
        FieldRowPanel([FieldPanel("target"), FieldPanel("target_year")]),
        FieldPanel("source"),
        InlinePanel("values", heading=_("Values"), label=_("value")),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("indicator of a project")
        verbose_name_plural = _("indicators of projects")

    def __str__(self):
        return self.name

    @cached_property
    def by_year(self) -> dict[int, "IndicatorValue"]:
        return {row.year: row for row in sorted(self.values.all(), key=lambda row: row.year)}

    @property
    def latest(self) -> "IndicatorValue | None":
        """The newest value that is known."""
        known = [row for row in self.by_year.values() if row.value is not None]
        return known[-1] if known else None

    @property
    def is_reached(self) -> bool | None:
        return reached(self.direction, self.target, self.latest.value if self.latest else None)

    @property
    def percent(self) -> int | None:
        return progress(self.baseline, self.target, self.latest.value if self.latest else None)


class IndicatorValue(Orderable):
    """What was measured in a year; an empty value says that it was looked for and is not known."""

    indicator = ParentalKey(ProjectIndicator, on_delete=models.CASCADE, related_name="values")
    year = models.PositiveSmallIntegerField(_("year"), validators=YEAR)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2, null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    panels = [FieldRowPanel([FieldPanel("year"), FieldPanel("value"), FieldPanel("note")])]

    class Meta(Orderable.Meta):
        verbose_name = _("value of an indicator")
        verbose_name_plural = _("values of indicators")

    def __str__(self):
        return f"{self.year}"
