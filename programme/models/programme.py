"""The front door of the programme: why, what, how far, how to join, in two minutes."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from documents.models import DocumentPage
from shared.pages.models import BasePage

FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul"]


class ProgrammePage(BasePage):
    """One programme in two minutes; trees of goals, the plan, statements and reports stand below it."""

    page_description = _("One programme in two minutes; its goals, plan and reports stand below it.")
    lead = models.TextField(_("in short"), max_length=400, help_text=_("Two sentences everyone understands."))
    why = RichTextField(_("why"), features=FEATURES, blank=True)
    what = RichTextField(_("what"), features=FEATURES, blank=True)
    how_far = RichTextField(
        _("how far"),
        features=FEATURES,
        blank=True,
        help_text=_("Numbers of projects and money are added by themselves."),
    )
    how_to_join = RichTextField(_("how to join"), features=FEATURES, blank=True)
    next_steps = models.TextField(_("next steps"), blank=True, help_text=_("One thing a line."))
    documents = ParentalManyToManyField(
        DocumentPage, verbose_name=_("documents"), blank=True, related_name="programmes",
        help_text=_("The text of the programme and what belongs to it. Adoption by councils is read from there."),
    )  # fmt: skip

    template = "programme/programme.html"
    context = "programme.pages.programme_context"
    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("why"),
        FieldPanel("what"),
        FieldPanel("how_far"),
        FieldPanel("how_to_join"),
        FieldPanel("next_steps"),
        FieldPanel("documents", widget=forms.CheckboxSelectMultiple),
        InlinePanel("steps", heading=_("How the programme is changed"), label=_("step")),
    ]
    search_fields = [
        *Page.search_fields,
        *(index.SearchField(name) for name in ("lead", "why", "what", "how_far", "how_to_join", "next_steps")),
    ]
    override_translatable_fields = [SynchronizedField("steps")]
    parent_page_types = ["home.HomePage"]
    # No list of subpage_types: apps above put their pages here by naming this type as a parent.

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    def lines(self, name: str) -> list[str]:
        return [line.strip(" -–•") for line in getattr(self, name).splitlines() if line.strip()]


class UpdateStep(Orderable):
    """A step on the way from a proposal to the adoption of the programme or of its next version."""

    class Stage(models.TextChoices):
        PROPOSAL = "proposal", _("proposal")
        CONSULTATION = "consultation", _("consultation")
        ADOPTION = "adoption", _("adoption by councils")

    programme = ParentalKey(ProgrammePage, on_delete=models.CASCADE, related_name="steps")
    stage = models.CharField(_("step"), max_length=20, choices=Stage)
    happened_on = models.DateField(_("day"), null=True, blank=True, help_text=_("Empty: it lies ahead."))
    note = models.CharField(_("in words"), max_length=200, blank=True)
    page = models.ForeignKey(
        Page, verbose_name=_("page"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    panels = [MultiFieldPanel([FieldRowPanel([FieldPanel("stage"), FieldPanel("happened_on")]), FieldPanel("note"), FieldPanel("page")])]  # fmt: skip

    class Meta(Orderable.Meta):
        verbose_name = _("step of a change")
        verbose_name_plural = _("steps of a change")

    def __str__(self):
        return self.get_stage_display()
