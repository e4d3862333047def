"""Stages of a consultation: pages with a first and a last day."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page, PageManager, get_page_models
from wagtail_localize.fields import SynchronizedField

from consultations.models.consultation import ConsultationPage
from consultations.page_forms import StagePageForm
from consultations.querysets import StageQuerySet
from documents.models import DocumentPage, Version
from shared.pages.models import BasePage, KeepingPermissionTester, KeepsState, RoutedPage


class StagePermissionTester(KeepingPermissionTester):
    """A stage of an announced consultation is not unpublished: residents have been told of it."""

    def can_unpublish(self):
        return super().can_unpublish() and not self.page.specific.is_announced


class StagePage(KeepsState, BasePage):
    """Base of all stages; both days count, Europe/Warsaw. After the announcement dates change only by a logged act.

    A kind of stage is a class that answers the questions below (docs/architecture.md, “How do I add a stage”). They
    are asked of a stage as its own kind: `clock.stages`, `StageQuerySet.as_kinds()`.
    """

    is_creatable = False
    collects = False  # residents send something in it: its days are the days of the consultation
    takes_comments = False  # what they send are comments, by the form and from meetings
    has_units = False  # the comments are about numbered units of a frozen text
    after_close = False  # it follows the last day of comments
    is_promise = False  # its last day is the day by which every comment is answered
    required_to_announce = ""  # what is said when an announcement lacks it; empty: it may be left out
    call = ""  # the words of the red button that leads into it
    timeline_template = ""  # what the timeline shows below its words
    shows_page = False  # it has a page of its own, drawn by `template`; others are told on the consultation's page
    intro = models.TextField(_("what happens in this stage"), blank=True)
    opens_on = models.DateField(_("first day"), null=True, blank=True)
    closes_on = models.DateField(_("last day"), null=True, blank=True)

    objects = PageManager.from_queryset(StageQuerySet)()

    base_form_class = StagePageForm
    exclude_fields_in_copy = ["opens_on", "closes_on"]
    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on")]),
    ]
    override_translatable_fields = [SynchronizedField("opens_on"), SynchronizedField("closes_on")]
    parent_page_types = ["consultations.ConsultationPage"]  # which is how the consultation knows its kinds of stages
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("stage")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")) | Q(opens_on=None) | Q(closes_on=None),
                name="stage_closes_after_it_opens",
                violation_error_message=_("The last day is before the first."),
            )
        ]

    @cached_property
    def consultation(self) -> ConsultationPage:
        """The consultation this stage stands below, in one query."""
        found = ConsultationPage.objects.select_related("locale", "municipality", "kind")
        return found.get(path=self.path[: -self.steplen])

    @property
    def is_public(self) -> bool:
        return self.live and self.consultation.is_public

    @property
    def kept_fields(self) -> tuple[str, ...]:
        """Before the announcement dates are ordinary content; afterwards no draft can move them."""
        return ("opens_on", "closes_on", *self.decided_fields) if self.is_announced else ()

    decided_fields: tuple[str, ...] = ()

    @property
    def is_announced(self) -> bool:
        """True once the consultation above has left its draft."""
        if not self.pk:
            return False
        parent = ConsultationPage._base_manager.filter(path=self.path[: -self.steplen]).values_list("state", flat=True)
        return (parent.first() or ConsultationPage.State.DRAFT) != ConsultationPage.State.DRAFT

    def permissions_for_user(self, user):
        return StagePermissionTester(user, self)

    def is_running(self, on=None) -> bool:
        on = on or timezone.localdate()
        return bool(self.opens_on and self.closes_on and self.opens_on <= on <= self.closes_on)

    def way_in(self, request) -> str:
        """Where the red button leads: to the page of the stage in the reader's language."""
        return getattr(self, "page_here", self).get_url(request) or ""

    def serve(self, request, *args, **kwargs):
        """Most stages are told on the consultation's page."""
        if self.shows_page or not self.is_public:
            return super().serve(request, *args, **kwargs)
        return redirect(f"{self.get_parent().get_url(request)}#stage-{self.pk}")

    def get_sitemap_urls(self, request=None):
        return super().get_sitemap_urls(request) if self.shows_page else []


class InformationStagePage(StagePage):
    """Time to read and ask; nothing is sent."""

    page_description = _("Announcement and information.")

    class Meta:
        verbose_name = _("stage: information")


class MeetingStagePage(StagePage):
    """Meetings, walks, office hours: the events of the calendar that name this consultation are listed here."""

    timeline_template = "consultations/meetings.html"
    page_description = _("Meetings and other events of the consultation.")

    class Meta:
        verbose_name = _("stage: meetings")


class CollectsComments(models.Model):
    """What stages that collect comments have in common."""

    collects = takes_comments = True

    class Mode(models.TextChoices):
        OPEN = "open", _("everyone, without confirmation")
        CONFIRMED = "confirmed", _("confirmed e-mail")
        SIGNED_IN = "signed_in", _("people who have signed in")

    mode = models.CharField(_("who may comment"), max_length=12, choices=Mode, default=Mode.OPEN)

    class Meta:
        abstract = True


class CommentStagePage(CollectsComments, StagePage):
    """Comments on the whole matter."""

    call = _("Send a comment")
    decided_fields = ("mode",)
    page_description = _("Comments on the whole matter.")
    content_panels = [*StagePage.content_panels, FieldPanel("mode")]
    override_translatable_fields = [*StagePage.override_translatable_fields, SynchronizedField("mode")]

    class Meta:
        verbose_name = _("stage: comments")

    def way_in(self, request) -> str:
        return reverse("consultations:comment_create", args=[self.pk])


class DocumentStagePage(CollectsComments, StagePage):
    """Comments on the numbered units of a document, frozen when the consultation is announced."""

    has_units = True
    call = _("Read and comment")
    shows_page = True
    page_description = _("Comments on the paragraphs of a document.")
    document = models.ForeignKey(
        DocumentPage, verbose_name=_("document"), on_delete=models.PROTECT, related_name="document_stages"
    )
    version = models.ForeignKey(Version, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    decided_fields = ("version_id", "document_id", "mode")

    template = "consultations/document_stage.html"
    context = "consultations.pages.document_stage_context"
    exclude_fields_in_copy = [*StagePage.exclude_fields_in_copy, "version"]
    content_panels = [*StagePage.content_panels, FieldPanel("document"), FieldPanel("mode")]
    override_translatable_fields = [
        *StagePage.override_translatable_fields,
        SynchronizedField("mode"),
        SynchronizedField("document"),
    ]

    class Meta:
        verbose_name = _("stage: comments on a document")


class AnswerStagePage(StagePage):
    """The office reads the comments and writes its answers; the last day is the deadline."""

    after_close = is_promise = True
    required_to_announce = _("Add a published stage of answers: its last day is the promise to the residents.")
    page_description = _("Analysis and answers.")

    class Meta:
        verbose_name = _("stage: answers")


class ReportStagePage(RoutedPage, StagePage):
    """The report: how it went, every comment and its answer, what changes."""

    after_close = True
    required_to_announce = _("Add a stage of the kind “report” and publish it.")
    call = _("Read the report")
    shows_page = True
    page_description = _("The report with an answer to every comment.")
    how_announced = models.TextField(_("how people were told"), blank=True)
    how_it_went = models.TextField(_("how it went"), blank=True, help_text=_("Meetings, numbers, channels."))
    conclusions = models.TextField(_("conclusions and changes"), blank=True)
    costs = models.TextField(_("costs"), blank=True, help_text=_("What the consultation cost and who paid."))
    evaluation = models.TextField(
        _("evaluation"), blank=True, help_text=_("What went well and what to do otherwise next time.")
    )
    next_steps = models.TextField(_("next steps and the date of the decision"), blank=True)

    template = "consultations/report.html"
    routes = "consultations.routes.REPORT"
    content_panels = [
        *StagePage.content_panels,
        FieldPanel("how_announced"),
        FieldPanel("how_it_went"),
        FieldPanel("conclusions"),
        FieldPanel("costs"),
        FieldPanel("evaluation"),
        FieldPanel("next_steps"),
    ]

    class Meta:
        verbose_name = _("stage: report")

    @property
    def is_public(self) -> bool:
        return super().is_public and self.consultation.state == ConsultationPage.State.REPORTED

    @property
    def kept_fields(self) -> tuple[str, ...]:
        """A published report stays as it was published."""
        kept = super().kept_fields
        is_reported = bool(kept) and self.consultation.state == ConsultationPage.State.REPORTED
        return (*kept, *self.report_fields) if is_reported else kept

    report_fields = ("how_announced", "how_it_went", "conclusions", "costs", "evaluation", "next_steps")


def stage_kinds() -> list[type[StagePage]]:
    """Every kind of stage that can be added, in the order in which the classes stand."""
    return [model for model in get_page_models() if issubclass(model, StagePage) and model.is_creatable]


class DateChange(models.Model):
    """A public log entry: which dates of a stage were changed after the announcement, by whom and why."""

    stage = models.ForeignKey(StagePage, on_delete=models.PROTECT, related_name="date_changes")
    old_opens_on = models.DateField()
    old_closes_on = models.DateField()
    new_opens_on = models.DateField()
    new_closes_on = models.DateField()
    reason = models.TextField(_("reason"))
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("change of dates")
        verbose_name_plural = _("changes of dates")
        ordering = ["changed_at"]

    def __str__(self):
        return f"{self.stage_id} {self.new_closes_on}"
