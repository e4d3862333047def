"""Yearly reports, frozen when they are published, and evaluations."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from programme.page_forms import EvaluationPageForm, MonitoringReportForm
from shared.looks.blocks import BODY_BLOCKS
from shared.pages.models import BasePage, RoutedPage


class MonitoringReportPage(RoutedPage, BasePage):
    """The report of a year. A draft shows the plan as it is; the first publication freezes words and figures."""

    page_description = _("The yearly report: composed from the plan, frozen when it is published.")
    year = models.PositiveSmallIntegerField(_("year of the report"))
    what_worked = models.TextField(_("what worked"), blank=True)
    what_did_not = models.TextField(
        _("what did not work"), blank=True,
        help_text=_("Stopped projects, late milestones and missing numbers are added by themselves."),
    )  # fmt: skip
    conclusions = models.TextField(_("conclusions"), blank=True)

    template = "programme/report.html"
    routes = "programme.routes.REPORT"
    base_form_class = MonitoringReportForm
    content_panels = [
        *Page.content_panels,
        HelpPanel(template="programme/admin/report_help.html"),
        FieldPanel("year"),
        FieldPanel("what_worked"),
        FieldPanel("what_did_not"),
        FieldPanel("conclusions"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("what_worked"), index.SearchField("conclusions")]
    override_translatable_fields = [SynchronizedField("year")]
    parent_page_types = ["programme.ProgrammePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("yearly report")
        verbose_name_plural = _("yearly reports")


class FrozenReport(models.Model):
    """An edition of a yearly report as plain data: no draft, no revision and no later edit of the plan reaches it."""

    report = models.ForeignKey(MonitoringReportPage, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(_("number"))
    data = models.JSONField()
    reason = models.TextField(_("why it was frozen again"), blank=True)
    frozen_at = models.DateTimeField(_("frozen at"), auto_now_add=True)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("frozen report")
        verbose_name_plural = _("frozen reports")
        ordering = ["report", "-number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="report_edition_once")]

    def __str__(self):
        return f"{self.report_id} ({self.number})"


class EvaluationPage(BasePage):
    """What somebody outside or inside found when they looked at the programme, and what they recommend."""

    class Kind(models.TextChoices):
        EX_ANTE = "ex_ante", _("before the start (ex-ante)")
        MID_TERM = "mid_term", _("half way (mid-term)")
        EX_POST = "ex_post", _("after the end (ex-post)")

    page_description = _("An evaluation: who looked at the programme, what they found, what they recommend.")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    author = models.CharField(_("who evaluated"), max_length=200)
    finished_on = models.DateField(_("finished on"), null=True, blank=True)
    summary = models.TextField(_("in short"), max_length=600)
    findings = StreamField(BODY_BLOCKS, verbose_name=_("findings"), blank=True)
    recommendations = models.TextField(_("recommendations"), blank=True, help_text=_("One thing a line."))

    template = "programme/evaluation.html"
    base_form_class = EvaluationPageForm
    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("finished_on")]),
        FieldPanel("author"),
        FieldPanel("summary"),
        FieldPanel("findings"),
        FieldPanel("recommendations"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("recommendations")]
    parent_page_types = ["programme.ProgrammePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")

    @property
    def recommendation_lines(self) -> list[str]:
        return [line.strip(" -–•") for line in self.recommendations.splitlines() if line.strip()]
