"""A meeting or event: what, when, where, can everybody get in; afterwards what was said and decided."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from accounts.list_pages import ListPage, Role
from events.blocks import PHOTO_BLOCKS
from events.choices import Available, Kind
from events.querysets import EventQuerySet
from programme.models import Goal
from shared.looks.blocks import BODY_BLOCKS
from shared.models import CountedGroup
from shared.pages.models import RoutedPage
from signups.models import HostedPage


class EventIndexPage(RoutedPage, ListPage):
    """The calendar of the whole area: a list and a month, with filters, a feed and a calendar file."""

    page_description = _("The calendar of meetings and events.")
    editors_of = frozenset({Role.EDITOR, Role.HOST})
    intro = models.TextField(_("introduction"), blank=True)

    template = "events/index.html"
    routes = "events.routes.CALENDAR"
    content_panels = [*Page.content_panels, FieldPanel("intro")]
    search_fields = [*Page.search_fields, index.SearchField("intro")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["events.EventPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("calendar of events")


class EventPage(HostedPage):
    """One meeting. Whether it lies ahead follows from its time; cancelling is a move (events/lifecycle.py)."""

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("event", "planned")
        CANCELLED = "cancelled", pgettext_lazy("event", "cancelled")

    is_creatable = True
    page_description = _("A meeting, training, walk or other event.")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.MEETING)
    starts_at = models.DateTimeField(
        _("begins"), null=True, blank=True, help_text=_("Empty: the date is still being chosen (a poll of dates).")
    )
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    about = models.ForeignKey(
        Page, verbose_name=_("what it belongs to"), null=True, blank=True, on_delete=models.SET_NULL, related_name="events",
        help_text=_("The consultation, document or session this meeting is about."),
    )  # fmt: skip
    for_whom = models.CharField(_("for whom"), max_length=200, blank=True)
    body = StreamField(
        BODY_BLOCKS, verbose_name=_("more"), blank=True, help_text=_("Agenda, materials, how to prepare.")
    )
    # getting in
    step_free = models.CharField(_("step-free entrance"), max_length=10, choices=Available, default=Available.UNKNOWN)
    loop = models.CharField(_("induction loop"), max_length=10, choices=Available, default=Available.UNKNOWN)
    sign_language = models.CharField(
        _("Polish sign language (PJM)"), max_length=10, choices=Available, default=Available.REQUEST
    )
    ask_by = models.DateField(_("requests until"), null=True, blank=True, help_text=_("For what is there on request."))
    parking = models.CharField(_("parking"), max_length=200, blank=True)
    transport = models.CharField(_("how to get there"), max_length=300, blank=True)
    childcare = models.CharField(_("care for children"), max_length=10, choices=Available, default=Available.UNKNOWN)
    online = models.BooleanField(_("one can take part online"), default=False)
    online_url = models.URLField(
        _("address of the online meeting"), blank=True, help_text=_("Shown only to those who have signed up.")
    )
    # signing up
    takes_people = models.BooleanField(
        _("people sign up"), default=False, help_text=_("Otherwise everybody just comes.")
    )
    capacity = models.PositiveSmallIntegerField(
        _("places"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Empty: without a limit.")
    )
    planned_people = models.PositiveSmallIntegerField(
        _("how many people we expect"), null=True, blank=True, help_text=_("Compared with how many came.")
    )
    goals = ParentalManyToManyField(Goal, verbose_name=_("goals it serves"), blank=True, related_name="events")
    # afterwards
    minutes_summary = models.TextField(
        _("what it was about"), blank=True, help_text=_("The minutes in short, without names.")
    )
    minutes_decisions = models.TextField(_("what was decided"), blank=True, help_text=_("One thing a line."))
    minutes = StreamField(BODY_BLOCKS, verbose_name=pgettext_lazy("of a meeting", "minutes"), blank=True)
    photos = StreamField(PHOTO_BLOCKS, verbose_name=_("photographs"), blank=True)
    # decided by moves
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.PLANNED, editable=False)
    cancel_reason = models.TextField(_("reason"), blank=True, editable=False)
    kept_fields = ("state", "cancel_reason")

    objects = PageManager.from_queryset(EventQuerySet)()

    template = "events/event.html"
    routes = "events.routes.EVENT"
    exclude_fields_in_copy = ["state", "cancel_reason", "starts_at", "ends_at", "ask_by", "apply_by", "minutes_summary", "minutes_decisions", "minutes", "photos", "attendance"]  # fmt: skip
    content_panels = [
        *HostedPage.content_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("for_whom")]),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        HostedPage.where_panel,
        MultiFieldPanel([FieldPanel("online"), FieldPanel("online_url")], _("Online")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("step_free"), FieldPanel("loop")]),
                FieldRowPanel([FieldPanel("sign_language"), FieldPanel("childcare")]),
                FieldPanel("ask_by"),
                FieldPanel("parking"),
                FieldPanel("transport"),
            ],
            _("Can everybody get in?"),
        ),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("takes_people"),
                FieldRowPanel([FieldPanel("capacity"), FieldPanel("planned_people")]),
                *HostedPage.signup_panels,
            ],
            _("Signing up"),
        ),
        HostedPage.host_panel,
        PageChooserPanel("about"),
        FieldPanel("goals", widget=forms.CheckboxSelectMultiple),
        MultiFieldPanel(
            [
                FieldPanel("minutes_summary"),
                FieldPanel("minutes_decisions"),
                FieldPanel("minutes"),
                FieldPanel("photos"),
            ],
            _("Afterwards"),
        ),
        InlinePanel("attendance", heading=_("Who came"), label=_("group")),
    ]
    search_fields = [
        *HostedPage.search_fields,
        index.SearchField("body"),
        index.SearchField("minutes_summary"),
        index.SearchField("minutes_decisions"),
        index.SearchField("minutes"),
    ]
    override_translatable_fields = [
        *HostedPage.override_translatable_fields,
        SynchronizedField("online_url", overridable=False),
    ]
    parent_page_types = ["events.EventIndexPage"]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_at=None) | models.Q(ends_at__gt=models.F("starts_at")),
                name="event_ends_after_it_starts",
                violation_error_message=_("The event ends before it begins."),
            )
        ]

    def clean(self):
        super().clean()
        wrong = {}
        if bool(self.starts_at) != bool(self.ends_at):
            wrong["ends_at"] = gettext("Give both the beginning and the end, or neither.")
        elif self.starts_at and self.ends_at <= self.starts_at:
            wrong["ends_at"] = gettext("The event ends before it begins.")
        if self.online_url and not self.online:
            wrong["online"] = gettext("Tick this box: there is an address for those who take part online.")
        if wrong:
            raise ValidationError(wrong)

    @property
    def private_note(self) -> str:
        """What only those who signed up read."""
        return gettext("Online: %(url)s") % {"url": self.online_url} if self.online_url else ""

    def takes_signups(self, on=None) -> bool:
        return self.takes_people and self.starts_at is not None and super().takes_signups(on)

    def is_ahead(self, now=None) -> bool:
        """Until it ends; a meeting whose date is still being chosen lies ahead."""
        return self.ends_at is None or self.ends_at > (now or timezone.now())

    def poster_lines(self) -> list[str]:
        rows = [self.for_whom, gettext("One can take part online.") if self.online else ""]
        rows.append(gettext("No steps at the entrance.") if self.step_free == Available.YES else "")
        return [row for row in rows if row]

    def desk_links(self, user) -> list[tuple[str, str]]:
        links = [(gettext("Invitations"), reverse("events:invitations", args=[self.pk]))]
        if not self.starts_at:
            links.append((gettext("Which date suits people?"), reverse("events:dates", args=[self.pk])))
        if self.is_ahead() and not self.is_cancelled:
            links.append((gettext("Cancel the meeting"), reverse("events:cancel", args=[self.pk])))
        return links

    @property
    def has_minutes(self) -> bool:
        return bool(self.minutes_summary.strip() or self.minutes_decisions.strip() or self.minutes)

    @property
    def files(self) -> list:
        """The file blocks of the body, listed as materials."""
        return [block for block in self.body if block.block_type == "file"]


class Attendance(CountedGroup):
    """Who came to this meeting."""

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="attendance")
