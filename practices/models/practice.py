"""A good practice: the story of something that worked, told so that others can repeat it."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, PageManager, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from accounts.list_pages import ListPage, Role
from documents.models import DocumentPage
from ngos.choices import PlainField
from ngos.models import OrganisationPage
from places.models import Municipality, Solectwo
from practices.blocks import StepBlock
from practices.permissions import PracticePermissionTester
from practices.querysets import PracticeQuerySet
from programme.models import Goal
from shared.looks.blocks import BODY_BLOCKS
from shared.pages.models import BasePage, RoutedPage


class PracticeIndexPage(RoutedPage, ListPage):
    """The list of good practices of the whole area, with filters, a feed and a table."""

    page_description = _("The list of good practices.")
    editors_of = frozenset({Role.EDITOR})
    intro = models.TextField(_("introduction"), blank=True)

    template = "practices/index.html"
    routes = "practices.routes.COLLECTION"
    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["practices.PracticePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of good practices")


class PracticePage(BasePage):
    """One story: how it was, what was done step by step, what it cost, what came of it, what went wrong."""

    class Scale(models.TextChoices):
        VILLAGE = "village", _("one village")
        MUNICIPALITY = "municipality", _("one municipality")
        AREA = "area", _("several municipalities")
        REGION = "region", _("the whole region")
        COUNTRY = "country", _("the whole country")

    page_description = _("The story of something that worked, told so that others can repeat it.")
    summary = models.TextField(
        _("in short"), max_length=400, help_text=_("Two or three sentences everyone understands.")
    )
    situation = models.TextField(_("how it was before"), help_text=_("What bothered people, in their own words."))
    steps = StreamField([("step", StepBlock())], verbose_name=_("step by step"), blank=True)
    went_wrong = models.TextField(
        _("what went wrong"),
        help_text=_("Compulsory: others learn most from it. If nothing did, say what was hardest."),
    )
    conditions = models.TextField(
        _("what you need to repeat it"), blank=True, help_text=_("One thing a line: people, place, time, permissions.")
    )
    body = StreamField(BODY_BLOCKS, verbose_name=_("more"), blank=True)

    organisation = models.ForeignKey(
        OrganisationPage, verbose_name=_("organisation"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="practices", help_text=_("When it is in the directory: its name will lead to the profile."),
    )  # fmt: skip
    who = models.CharField(
        _("who did it"), max_length=200, blank=True,
        help_text=_("An organisation, group or office; a private person only as “a resident”. Needed when no organisation is chosen."),
    )  # fmt: skip
    municipality = models.ForeignKey(
        Municipality, verbose_name=_("municipality"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="practices", help_text=_("Empty: the whole area, or elsewhere."),
    )  # fmt: skip
    village = models.ForeignKey(
        Solectwo, verbose_name=_("village unit"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    scale = models.CharField(_("scale"), max_length=20, choices=Scale, default=Scale.VILLAGE)
    topic = models.CharField(_("topic"), max_length=20, choices=PlainField, default=PlainField.CIVIC)
    period = models.CharField(_("when"), max_length=120, help_text=_("For example: March to June 2026."))
    cost = models.DecimalField(
        _("cost, zł"), max_digits=12, decimal_places=2, null=True, validators=[MinValueValidator(0)],
        help_text=_("The whole cost, also what was given free of charge if you can value it."),
    )  # fmt: skip
    money_sources = models.TextField(
        _("where the money came from"), blank=True, help_text=_("Who paid and how much; hours of volunteers too.")
    )
    contact_name = models.CharField(
        _("contact"), max_length=160, blank=True, help_text=_("A post or an organisation, not a private person.")
    )
    contact_email = models.EmailField(
        _("e-mail of the contact"), blank=True,
        help_text=_("Never shown: messages of people who want to repeat it go there. Empty: no such button."),
    )  # fmt: skip
    goals = ParentalManyToManyField(Goal, verbose_name=_("goals it serves"), blank=True, related_name="practices")
    documents = ParentalManyToManyField(
        DocumentPage, verbose_name=_("related documents"), blank=True, related_name="practices"
    )
    picture = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    picture_alt = models.CharField(
        _("what the picture shows"), max_length=250, blank=True, help_text=_("Compulsory when there is a picture.")
    )
    # Belongs to the words: an older version brings its own date back, a copy starts without one.
    verified_on = models.DateField(
        _("checked on"), null=True, blank=True,
        help_text=_("The day an editor checked the facts with those who did it. Empty: not checked yet."),
    )  # fmt: skip

    objects = PageManager.from_queryset(PracticeQuerySet)()

    template = "practices/practice.html"
    context = "practices.pages.practice_context"
    exclude_fields_in_copy = ["verified_on"]
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("situation"), FieldPanel("steps")], _("Story")),
        InlinePanel("results", heading=_("What came of it, in numbers"), label=_("result")),
        MultiFieldPanel([FieldPanel("went_wrong"), FieldPanel("conditions")], _("For those who want to repeat it")),
        MultiFieldPanel([FieldPanel("organisation"), FieldPanel("who")], _("Who")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("municipality"), FieldPanel("village")]),
                FieldRowPanel([FieldPanel("scale"), FieldPanel("topic"), FieldPanel("period")]),
            ],
            _("Where and when"),
        ),
        MultiFieldPanel([FieldPanel("cost"), FieldPanel("money_sources")], _("Money")),
        MultiFieldPanel([FieldPanel("contact_name"), FieldPanel("contact_email")], _("Contact")),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], _("Picture")),
        FieldPanel("body"),
        FieldPanel("goals", widget=forms.CheckboxSelectMultiple),
        FieldPanel("documents", widget=forms.CheckboxSelectMultiple),
        FieldPanel("verified_on"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("situation"),
        index.SearchField("steps"),
        index.SearchField("went_wrong"),
        index.SearchField("conditions"),
        index.SearchField("done_by"),
        index.SearchField("place_words"),
    ]
    override_translatable_fields = [
        SynchronizedField("contact_email", overridable=False),
        SynchronizedField("verified_on", overridable=False),
    ]
    parent_page_types = ["practices.PracticeIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("good practice")
        verbose_name_plural = _("good practices")

    def clean(self):
        super().clean()
        wrong = {}
        if self.picture_id and not self.picture_alt.strip():
            wrong["picture_alt"] = gettext("Say what the picture shows, for those who cannot see it.")
        if not self.organisation_id and not self.who.strip():
            wrong["who"] = gettext("Choose an organisation or write who did it.")
        if self.village_id and self.village.municipality_id != self.municipality_id:
            wrong["village"] = gettext("This village lies in another municipality.")
        if self.verified_on and self.verified_on > timezone.localdate():
            wrong["verified_on"] = gettext("This day has not come yet.")
        if wrong:
            raise ValidationError(wrong)

    def permissions_for_user(self, user):
        return PracticePermissionTester(user, self)

    @property
    def done_by(self) -> str:
        """The name to show: as written, else the organisation's."""
        return self.who or (self.organisation.title if self.organisation_id else "")

    @property
    def place_words(self) -> str:
        """Village and municipality, or how far it reaches where there is neither."""
        names = [str(place) for place in (self.village, self.municipality) if place]
        return ", ".join(names) or str(self.get_scale_display())

    def lines(self, name: str) -> list[str]:
        return [line.strip(" -–•") for line in getattr(self, name).splitlines() if line.strip(" -–•")]


class PracticeResult(TranslatableMixin, Orderable):
    """One result as a number with its meaning: “14 → 61”, “people at the village meeting”."""

    practice = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="results")
    value = models.CharField(_("number"), max_length=40)
    label = models.CharField(_("what it counts"), max_length=160)

    panels = [FieldRowPanel([FieldPanel("value"), FieldPanel("label")])]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("result")
        verbose_name_plural = _("results")

    def __str__(self):
        return f"{self.value} {self.label}".strip()
