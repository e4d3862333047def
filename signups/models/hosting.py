"""What pages that people sign up for have in common: who hosts, where, until when, what happens next."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from ngos.models import OrganisationPage
from places.models import Municipality, Solectwo
from shared.pages.models import BasePage, KeepsState, RoutedPage
from signups.permissions import HostedPermissionTester

KEEP_DAYS = 180  # half a year: what the privacy notice says unless the host states another time


class HostedPage(KeepsState, RoutedPage, BasePage):
    """A page with slots. Facts belong to the source-language page; `state` is written by moves only."""

    summary = models.TextField(_("in short"), max_length=400, help_text=_("One or two sentences everyone understands."))
    organisation = models.ForeignKey(
        OrganisationPage, verbose_name=_("organisation"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="%(class)ss", help_text=_("Empty: the municipality itself is the host."),
    )  # fmt: skip
    municipality = models.ForeignKey(
        Municipality, verbose_name=_("municipality"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="%(class)ss", help_text=_("Empty: the whole area."),
    )  # fmt: skip
    village = models.ForeignKey(
        Solectwo, verbose_name=_("village unit"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    venue = models.CharField(_("place"), max_length=200, blank=True, help_text=_("Building, street and number."))
    contact_name = models.CharField(
        _("contact"), max_length=160, blank=True, help_text=_("A post or an organisation, not a private person.")
    )
    contact_email = models.EmailField(
        _("e-mail of the contact"), blank=True, help_text=_("Never shown: questions to the host go there.")
    )
    contact_phone = models.CharField(_("phone of the contact"), max_length=30, blank=True)
    apply_by = models.DateField(
        _("last day of sign-up"), null=True, blank=True, help_text=_("Empty: until the beginning.")
    )
    what_next = models.TextField(_("what happens after signing up"), max_length=600, blank=True)
    keep_days = models.PositiveSmallIntegerField(
        _("personal data are kept for … days afterwards"), default=KEEP_DAYS,
        validators=[MinValueValidator(30), MaxValueValidator(730)],
        help_text=_("People read this before they sign up. Then their names and addresses are erased."),
    )  # fmt: skip

    routes = "signups.routes.HOSTED"

    # What the sign-up asks for; pages that ask for more say so.
    asks_age = False
    min_age = 0
    takes_minors = True
    needs_acceptance = False
    qualifications = ""
    private_note = ""
    has_shifts = False  # the host adds dates; otherwise the page itself has one

    is_creatable = False
    content_panels = [*Page.content_panels, FieldPanel("summary")]
    where_panel = MultiFieldPanel(
        [FieldPanel("venue"), FieldRowPanel([FieldPanel("municipality"), FieldPanel("village")])], _("Where")
    )
    host_panel = MultiFieldPanel(
        [
            FieldPanel("organisation"),
            FieldPanel("contact_name"),
            FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")]),
        ],
        pgettext_lazy("who invites", "Host"),
    )
    signup_panels = [FieldPanel("apply_by"), FieldPanel("what_next"), FieldPanel("keep_days")]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("venue"),
        index.SearchField("place_words"),
    ]
    override_translatable_fields = [
        SynchronizedField("contact_email", overridable=False),
        SynchronizedField("contact_phone", overridable=False),
        SynchronizedField("venue"),
    ]
    subpage_types: list[str] = []

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if self.village_id and self.village.municipality_id != self.municipality_id:
            raise ValidationError({"village": gettext("This village lies in another municipality.")})

    def permissions_for_user(self, user):
        return HostedPermissionTester(user, self)

    @property
    def is_public(self) -> bool:
        """Live, and not of an organisation that has been struck off or waits for verification."""
        return self.live and (self.organisation_id is None or self.organisation.is_public)

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    def takes_signups(self, on: date | None = None) -> bool:
        """Public, not cancelled, and the last day of sign-up has not passed."""
        on = on or timezone.localdate()
        return self.is_public and not self.is_cancelled and (self.apply_by is None or on <= self.apply_by)

    def desk_links(self, user) -> list[tuple[str, str]]:
        """What else a host can do with this page: labels and addresses."""
        return []

    @property
    def takes_dates(self) -> bool:
        """The host may add dates here."""
        return self.has_shifts and not self.is_cancelled

    @property
    def host_name(self) -> str:
        """Who invites, as people read it."""
        if self.organisation_id:
            return self.organisation.title
        if self.municipality_id:
            return gettext("Municipality %(name)s") % {"name": self.municipality}
        return self.contact_name

    @property
    def place_words(self) -> str:
        """Village and municipality."""
        return ", ".join(str(place) for place in (self.village, self.municipality) if place)

    def poster_call(self) -> str:
        """The line above the title of a poster."""
        return gettext("Come")

    def poster_lines(self) -> list[str]:
        """What a poster tells besides when and where; at most four short lines."""
        return []

    def lines(self, name: str) -> list[str]:
        return [line.strip(" -–•") for line in getattr(self, name).splitlines() if line.strip(" -–•")]
