"""The consultation page: what is asked, on what basis, by whom, and how far it has come."""

from django import forms
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from accounts.list_pages import BranchPage, Role
from consultations.clock import Clock
from consultations.page_forms import ConsultationPageForm
from consultations.querysets import ConsultationQuerySet
from places.models import Municipality, all_places
from programme.models import Goal
from shared.cached import cached
from shared.intake import following
from shared.looks.blocks import BODY_BLOCKS
from shared.pages.models import BasePage, KeepingPermissionTester, KeepsState, RoutedPage


class ConsultationKind(models.Model):
    """A kind of consultation; its periods are dated terms of law found by their keys."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    basis = models.CharField(_("legal basis"), max_length=400)
    minimum_key = models.CharField(_("key of the minimum time"), max_length=80, blank=True)
    recommended_key = models.CharField(_("key of the recommended time"), max_length=80, blank=True)
    report_key = models.CharField(_("key of the time for the report"), max_length=80, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("kind of consultation")
        verbose_name_plural = _("kinds of consultations")
        ordering = ["name"]

    def __str__(self):
        return self.name


@cached("kinds", "consultations.consultationkind")
def all_kinds() -> list[ConsultationKind]:
    return list(ConsultationKind.objects.all())


class ConsultationIndexPage(RoutedPage, BranchPage):
    """The list of consultations, of the whole area or of one municipality (then it is that editor's branch)."""

    page_description = _("The list of consultations of the whole area or of one municipality.")
    editors_of = frozenset({Role.EDITOR, Role.HOST})
    intro = models.TextField(_("introduction"), blank=True)

    template = "consultations/index.html"
    routes = "consultations.routes.CONSULTATIONS"
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("municipality")]
    parent_page_types = ["home.HomePage", "consultations.ConsultationIndexPage"]
    subpage_types = ["consultations.ConsultationIndexPage", "consultations.ConsultationPage"]

    class Meta:
        verbose_name = _("list of consultations")


class ConsultationPermissionTester(KeepingPermissionTester):
    """The course of an announced consultation is fixed: no stage is added to it or taken from it past the public log."""

    def can_add_subpage(self):
        return super().can_add_subpage() and self.page.specific.state == ConsultationPage.State.DRAFT


class ConsultationPage(RoutedPage, KeepsState, BasePage):
    """One consultation. Its stages stand below it; decisions about it are moves (consultations/lifecycle.py)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("in preparation")
        ANNOUNCED = "announced", _("announced")
        REPORTED = "reported", _("report published")
        CANCELLED = "cancelled", _("cancelled")

    class Moderation(models.TextChoices):
        BEFORE = "before", _("before publication")
        AFTER = "after", _("after publication")

    page_description = _("A public consultation; its stages stand below it.")
    summary = models.TextField(
        _("in short"), max_length=600, help_text=_("Two or three sentences everyone understands.")
    )
    purpose = models.TextField(
        _("purpose"), blank=True, help_text=_("Why you ask and what you will do with the answers.")
    )
    open_to_change = models.TextField(_("what can be changed"), blank=True, help_text=_("One thing a line."))
    settled = models.TextField(_("what is already settled"), blank=True, help_text=_("One thing a line."))
    body = StreamField(
        BODY_BLOCKS, verbose_name=_("more"), blank=True, help_text=_("Files added here are listed under “Materials”.")
    )
    outcomes = models.TextField(_("outcomes"), blank=True, help_text=_("What came of it, 6 to 12 months later."))

    kind = models.ForeignKey(
        ConsultationKind,
        verbose_name=_("kind"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("It decides how long comments must be collected; the panel says until when at least."),
    )
    municipality = models.ForeignKey(
        Municipality, verbose_name=_("lead municipality"), on_delete=models.PROTECT, related_name="consultations"
    )
    partners = ParentalManyToManyField(
        Municipality, verbose_name=_("partner municipalities"), blank=True, related_name="+"
    )
    goals = ParentalManyToManyField(Goal, verbose_name=_("goals it serves"), blank=True, related_name="consultations")
    host_name = models.CharField(_("host"), max_length=120, help_text=_("The person or post that answers questions."))
    host_unit = models.CharField(_("department"), max_length=160, blank=True)
    host_phone = models.CharField(_("phone"), max_length=30, blank=True)
    host_email = models.EmailField(_("e-mail"), blank=True)
    bip_url = models.URLField(
        _("publication in BIP"), blank=True, help_text=_("The address of the notice in the bulletin.")
    )
    moderation = models.CharField(
        _("moderation"),
        max_length=10,
        choices=Moderation,
        default=Moderation.BEFORE,
        help_text=_("When a comment appears."),
    )

    # Decided by moves and services, never by the editing form; a copy starts without them.
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT, editable=False)
    year = models.PositiveSmallIntegerField(null=True, editable=False)
    sequence = models.PositiveIntegerField(null=True, editable=False)
    comment_counter = models.PositiveIntegerField(default=0, editable=False)
    announced_on = models.DateField(null=True, editable=False)
    override_reason = models.TextField(blank=True, editable=False)
    override_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    cancel_reason = models.TextField(blank=True, editable=False)
    reported_at = models.DateTimeField(null=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, editable=False)
    decided_fields = (
        "state", "year", "sequence", "comment_counter", "announced_on", "override_reason", "override_by_id",
        "cancel_reason", "reported_at", "cancelled_at",
    )  # fmt: skip
    # Where, on what basis and how strictly: settled by the announcement, since rights and terms follow from them.
    announced_fields = ("municipality_id", "kind_id", "moderation")

    objects = PageManager.from_queryset(ConsultationQuerySet)()

    template = "consultations/consultation.html"
    routes = "consultations.routes.CONSULTATION"
    base_form_class = ConsultationPageForm
    exclude_fields_in_copy = [name.removesuffix("_id") for name in decided_fields]
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("purpose"),
        FieldRowPanel([FieldPanel("open_to_change"), FieldPanel("settled")]),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("kind"), FieldPanel("bip_url"), FieldPanel("moderation")], _("Procedure")),
        MultiFieldPanel(
            [FieldPanel("municipality"), FieldPanel("partners", widget=forms.CheckboxSelectMultiple)], _("Where")
        ),
        FieldPanel("goals", widget=forms.CheckboxSelectMultiple),
        MultiFieldPanel(
            [FieldPanel("host_name"), FieldPanel("host_unit"), FieldPanel("host_phone"), FieldPanel("host_email")],
            _("Host"),
        ),
        InlinePanel("announcements", heading=_("Where it was announced"), label=_("announcement")),
        FieldPanel("outcomes"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("purpose"),
        index.SearchField("open_to_change"),
        index.SearchField("settled"),
        index.SearchField("outcomes"),
    ]
    override_translatable_fields = [
        TranslatableField("host_name"),
        TranslatableField("host_unit"),
        SynchronizedField("host_phone"),
        SynchronizedField("host_email"),
        SynchronizedField("bip_url"),
        SynchronizedField("announcements"),
    ]
    parent_page_types = ["consultations.ConsultationIndexPage"]  # below it stands every kind of stage: each says so

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        permissions = [("moderate_comment", "Can moderate comments"), ("run_consultation", "Can run consultations")]
        constraints = [models.UniqueConstraint(fields=["year", "sequence"], name="consultation_number_once")]

    def fill_from_cache(self) -> "ConsultationPage":
        """Fill municipality and kind from the remembered lists, so that showing them asks nothing."""
        for place in all_places():
            if place.pk == self.municipality_id:
                self.municipality = place
        for kind in all_kinds():
            if kind.pk == self.kind_id:
                self.kind = kind
        return self

    @property
    def kept_fields(self) -> tuple[str, ...]:
        return self.decided_fields if self.state == self.State.DRAFT else (*self.decided_fields, *self.announced_fields)

    def permissions_for_user(self, user):
        return ConsultationPermissionTester(user, self)

    @property
    def code(self) -> str:
        """The public number, e.g. "KS/2026/012"; empty before the announcement."""
        return f"KS/{self.year}/{self.sequence:03}" if self.sequence else ""

    @property
    def is_public(self) -> bool:
        return self.live and self.canonical.live and self.canonical.state != self.State.DRAFT

    @cached_property
    def clock(self):
        """Dates, status and numbers of this consultation, read from its source-language page."""
        return Clock(self.canonical)

    @property
    def files(self) -> list:
        """The file blocks of the body: the page lists them under “Materials”, with type and size."""
        return [block for block in self.body if block.block_type == "file"]

    def lines(self, name: str) -> list[str]:
        return [line.strip(" -–•") for line in getattr(self, name).splitlines() if line.strip()]


class Announcement(Orderable):
    """Proof that the consultation was announced somewhere: where, when, under what address."""

    consultation = ParentalKey(ConsultationPage, on_delete=models.CASCADE, related_name="announcements")
    channel = models.CharField(_("where"), max_length=160)
    announced_on = models.DateField(_("when"), default=timezone.localdate)
    url = models.URLField(_("address"), blank=True)

    panels = [FieldRowPanel([FieldPanel("channel"), FieldPanel("announced_on"), FieldPanel("url")])]

    class Meta(Orderable.Meta):
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")

    def __str__(self):
        return self.channel


class Follower(following.Follower):
    """An address that asked for letters about one consultation."""

    consultation = models.ForeignKey(ConsultationPage, on_delete=models.PROTECT, related_name="followers")

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        constraints = [models.UniqueConstraint(fields=["consultation", "email"], name="follower_once")]

    def __str__(self):
        return f"{self.consultation_id}"
