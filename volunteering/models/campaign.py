"""A volunteering campaign: everything a volunteer must know before, what came of it afterwards."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.search import index

from accounts.list_pages import ListPage, Role
from events.blocks import PHOTO_BLOCKS
from ngos.choices import PlainField
from programme.models import Goal
from shared.looks.blocks import BODY_BLOCKS
from shared.pages.models import RoutedPage
from signups.models import HostedPage
from volunteering.choices import Effort, Kind, MinAge
from volunteering.querysets import CampaignQuerySet


class CampaignIndexPage(RoutedPage, ListPage):
    """The list of campaigns of the whole area."""

    page_description = _("The list of volunteering campaigns.")
    editors_of = frozenset({Role.EDITOR})
    intro = models.TextField(_("introduction"), blank=True)
    body = StreamField(BODY_BLOCKS, verbose_name=_("more"), blank=True, help_text=_("Below the list: the rights of a volunteer, a guide for hosts."))  # fmt: skip

    template = "volunteering/index.html"
    routes = "volunteering.routes.CAMPAIGNS"
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("body")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["volunteering.CampaignPage", "home.StandardPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of campaigns")


class CampaignPage(HostedPage):
    """One campaign. Decisions are moves (volunteering/lifecycle.py); whether it runs follows from its shifts."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("waits for the editor")
        PUBLISHED = "published", pgettext_lazy("campaign", "published")
        SUMMED_UP = "summed_up", _("summed up")
        CANCELLED = "cancelled", pgettext_lazy("campaign", "cancelled")

    PUBLIC = (State.PUBLISHED, State.SUMMED_UP, State.CANCELLED)
    is_creatable = True
    page_description = _("A volunteering campaign.")
    asks_age = True
    has_shifts = True
    # what and when
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.ONE_OFF)
    effort = models.CharField(_("how much time it takes"), max_length=12, choices=Effort, default=Effort.AFTERNOON)
    topic = models.CharField(_("field"), max_length=20, choices=PlainField, default=PlainField.CIVIC)
    tasks = models.TextField(_("what you will do"), help_text=_("One thing a line: concrete tasks."))
    when_words = models.CharField(_("when"), max_length=200, help_text=_("For example: Saturday 17 April from 9 to 13; two hours a week."))  # fmt: skip
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    is_remote = models.BooleanField(_("can be done from home"), default=False)
    access_words = models.CharField(_("accessibility of the place"), max_length=300, blank=True)
    # who
    people_wanted = models.PositiveSmallIntegerField(_("how many people are needed"), validators=[MinValueValidator(1)])
    min_age = models.PositiveSmallIntegerField(_("age"), choices=MinAge, default=MinAge.EIGHTEEN)
    takes_consent = models.BooleanField(
        _("we ask the guardians of minors for consent"), default=False,
        help_text=_("Compulsory when people under 18 may sign up: the site asks the guardian for you."),
    )  # fmt: skip
    qualifications = models.TextField(_("what one must be able to do"), blank=True, help_text=_("One thing a line. Empty: nothing."))  # fmt: skip
    needs_acceptance = models.BooleanField(
        _("we decide about every person"), default=False, help_text=_("Otherwise places go in order of signing up.")
    )
    with_children = models.BooleanField(_("work with children"), default=False)
    protects_children = models.BooleanField(
        _("we have child protection standards and check every adult in the register before admitting them"), default=False,
        help_text=_("Your duty by law when you work with minors. The result of the check stays with you: never enter it here."),
    )  # fmt: skip
    # what the host gives
    insurance = models.BooleanField(
        _("accident insurance (NNW)"),
        default=False,
        help_text=_("Up to 30 days the host must provide it (art. 46 ust. 3)."),
    )
    training = models.CharField(_("training"), max_length=200, blank=True)
    food = models.CharField(_("food"), max_length=200, blank=True)
    costs = models.CharField(_("costs that are paid back"), max_length=200, blank=True, help_text=_("Travel and daily allowance are paid back by law, unless the volunteer gives them up in writing."))  # fmt: skip
    certificate = models.BooleanField(_("certificate"), default=True)
    sow_url = models.URLField(_("offer in the System Obsługi Wolontariatu"), blank=True)
    # the agreement
    agreement_scope = models.TextField(_("scope of the agreement"), blank=True, help_text=_("Empty: the tasks above."))
    agreement_end = models.TextField(_("how the agreement can be ended"), blank=True, help_text=_("Empty: by either side at any time, in writing or by e-mail."))  # fmt: skip
    body = StreamField(BODY_BLOCKS, verbose_name=_("more"), blank=True)
    goals = ParentalManyToManyField(Goal, verbose_name=_("goals it serves"), blank=True, related_name="campaigns")
    picture = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    picture_alt = models.CharField(_("what the picture shows"), max_length=250, blank=True)
    # what came of it
    result_words = models.TextField(_("what came of it"), blank=True)
    thanks = models.TextField(_("thanks"), blank=True)
    people_before = models.PositiveSmallIntegerField(
        _("people who came without signing up here"),
        default=0,
        help_text=_("Added to the number of those marked as present."),
    )
    minutes_before = models.PositiveIntegerField(_("their time, in minutes"), default=0)
    photos = StreamField(PHOTO_BLOCKS, verbose_name=_("photographs"), blank=True)
    is_featured = models.BooleanField(_("on the front page"), default=False)
    # decided by moves
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT, editable=False)
    reason = models.TextField(_("reason"), blank=True, editable=False)
    kept_fields = ("state", "reason")

    objects = PageManager.from_queryset(CampaignQuerySet)()

    template = "volunteering/campaign.html"
    routes = "volunteering.routes.CAMPAIGN"
    exclude_fields_in_copy = ["state", "reason", "starts_on", "ends_on", "apply_by", "result_words", "thanks", "people_before", "minutes_before", "photos", "is_featured"]  # fmt: skip
    content_panels = [
        *HostedPage.content_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("effort"), FieldPanel("topic")]),
        FieldPanel("tasks"),
        MultiFieldPanel(
            [FieldPanel("when_words"), FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")])], _("When")
        ),
        HostedPage.where_panel,
        MultiFieldPanel([FieldPanel("is_remote"), FieldPanel("access_words")], _("Accessibility")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("people_wanted"), FieldPanel("min_age")]),
                FieldPanel("takes_consent"),
                FieldPanel("qualifications"),
                FieldPanel("needs_acceptance"),
                FieldPanel("with_children"),
                FieldPanel("protects_children"),
            ],
            _("Who"),
        ),
        MultiFieldPanel(
            [FieldPanel("insurance"), FieldPanel("training"), FieldPanel("food"), FieldPanel("costs"), FieldPanel("certificate"), FieldPanel("sow_url")],
            _("What we give"),
        ),
        MultiFieldPanel(HostedPage.signup_panels, _("Signing up")),
        HostedPage.host_panel,
        MultiFieldPanel([FieldPanel("agreement_scope"), FieldPanel("agreement_end")], _("The agreement")),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], _("Picture")),
        FieldPanel("goals", widget=forms.CheckboxSelectMultiple),
        MultiFieldPanel(
            [
                FieldPanel("result_words"),
                FieldPanel("thanks"),
                FieldRowPanel([FieldPanel("people_before"), FieldPanel("minutes_before")]),
                FieldPanel("photos"),
            ],
            _("What came of it"),
        ),
        FieldPanel("is_featured"),
    ]  # fmt: skip
    search_fields = [
        *HostedPage.search_fields,
        index.SearchField("tasks"),
        index.SearchField("qualifications"),
        index.SearchField("body"),
        index.SearchField("result_words"),
        index.FilterField("state"),
    ]
    parent_page_types = ["volunteering.CampaignIndexPage"]

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    def clean(self):
        super().clean()
        wrong = {}
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            wrong["ends_on"] = gettext("The last day is before the first.")
        if self.picture_id and not self.picture_alt.strip():
            wrong["picture_alt"] = gettext("Say what the picture shows, for those who cannot see it.")
        wrong |= self.protection_gaps()
        if wrong:
            raise ValidationError(wrong)

    def protection_gaps(self) -> dict[str, str]:
        """What the law asks for when minors help, or when somebody works with them (docs/domain-rules.md, R16)."""
        wrong = {}
        if self.min_age < MinAge.EIGHTEEN and not self.takes_consent:
            wrong["takes_consent"] = gettext(
                "People under 18 may sign up, so their guardians must be asked. Tick this box."
            )
        if (self.with_children or self.min_age < MinAge.EIGHTEEN) and not self.protects_children:
            wrong["protects_children"] = gettext("Where minors are, child protection standards and the check in the register are compulsory. Tick this box when you have them.")  # fmt: skip
        return wrong

    @property
    def is_public(self) -> bool:
        """The decision is read from the source-language page; a translation has been published besides."""
        source = self.canonical
        public = (self.State.PUBLISHED, self.State.SUMMED_UP, self.State.CANCELLED)
        return self.live and super(CampaignPage, source).is_public and source.state in public

    @property
    def takes_minors(self) -> bool:
        return self.min_age < MinAge.EIGHTEEN and self.takes_consent

    @property
    def is_long(self) -> bool:
        """Longer than 30 days: the agreement must be in writing, the State insures (art. 44 ust. 4, art. 46 ust. 2)."""
        if self.starts_on and self.ends_on:
            return (self.ends_on - self.starts_on).days >= 30
        return self.kind != Kind.ONE_OFF

    @property
    def takes_dates(self) -> bool:
        return super().takes_dates and self.state != self.State.SUMMED_UP

    def takes_signups(self, on=None) -> bool:
        return self.state == self.State.PUBLISHED and super().takes_signups(on)

    def poster_call(self) -> str:
        return gettext("Become a volunteer")

    def poster_lines(self) -> list[str]:
        age = str(MinAge(self.min_age).label)
        return [*self.lines("tasks")[:3], gettext("Age: %(age)s") % {"age": age}]

    def desk_links(self, user) -> list[tuple[str, str]]:
        return [
            (gettext("Edit the campaign"), reverse("volunteering:edit", args=[self.pk])),
            (gettext("Agreement to print"), reverse("volunteering:agreement", args=[self.pk])),
            (gettext("Hours and certificates"), reverse("volunteering:hours", args=[self.pk])),
        ]
