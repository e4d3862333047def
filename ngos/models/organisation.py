"""The profile of an organisation: a page that its own members keep true."""

from django.conf import settings
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index

from accounts.list_pages import BranchPage, Role
from ngos.choices import INITIATIVES, LegalForm
from ngos.freshness import Freshness
from ngos.models.vocabulary import PublicBenefitField, TargetGroup
from ngos.querysets import BranchQuerySet, OrganisationQuerySet
from ngos.validators import valid_nip, valid_regon
from places.models import Municipality, Solectwo
from shared.pages.models import BasePage, KeepsState, RoutedPage


class OrganisationIndexPage(RoutedPage, BranchPage):
    """The directory of the whole area, or the branch of one municipality (then it is that editor's branch)."""

    page_description = _("The directory of organisations of the whole area or of one municipality.")
    editors_of = frozenset({Role.EDITOR})
    intro = models.TextField(_("introduction"), blank=True)

    objects = PageManager.from_queryset(BranchQuerySet)()

    template = "ngos/index.html"
    routes = "ngos.routes.DIRECTORY"
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("municipality")]
    parent_page_types = ["home.HomePage", "ngos.OrganisationIndexPage"]
    subpage_types = ["ngos.OrganisationIndexPage", "ngos.OrganisationPage"]

    class Meta:
        verbose_name = _("directory of organisations")


class OrganisationPage(KeepsState, BasePage):
    """One organisation. Words are edited by members in their panel; decisions are moves (ngos/lifecycle.py)."""

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("waits for verification")
        PUBLISHED = "published", _("published")
        DORMANT = "dormant", _("dormant")
        STRUCK_OFF = "struck_off", _("struck off")

    class Trust(models.TextChoices):
        APPROVAL = "approval", _("every change waits for the editor")
        DIRECT = "direct", _("changes are public at once")

    PUBLIC = (State.PUBLISHED, State.DORMANT)

    page_description = _("The profile of one organisation.")
    # what people read first
    mission = models.TextField(_("mission"), max_length=300, blank=True, validators=[MaxLengthValidator(300)])
    what_we_do = models.TextField(_("what we do"), max_length=4000, blank=True)
    how_to_join = models.TextField(_("how to join"), max_length=1500, blank=True)
    needs = models.TextField(_("what we need"), max_length=1500, blank=True, help_text=_("One thing a line."))
    looks_for_volunteers = models.BooleanField(_("we look for volunteers"), default=False)
    room = models.TextField(_("room to lend"), max_length=600, blank=True)
    equipment = models.TextField(_("equipment to lend"), max_length=600, blank=True)
    skills = models.TextField(_("skills to share"), max_length=600, blank=True)
    fields = ParentalManyToManyField(
        PublicBenefitField, verbose_name=_("fields of public benefit"), blank=True, related_name="organisations"
    )
    target_groups = ParentalManyToManyField(
        TargetGroup, verbose_name=_("for whom"), blank=True, related_name="organisations"
    )
    picture = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    picture_alt = models.CharField(_("what the picture shows"), max_length=250, blank=True)
    # contact
    email = models.EmailField(_("e-mail of the organisation"), blank=True)
    show_email = models.BooleanField(_("show the e-mail publicly"), default=False)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    website = models.URLField(_("website"), blank=True)
    hours = models.CharField(_("opening hours"), max_length=300, blank=True)
    municipality = models.ForeignKey(
        Municipality, verbose_name=_("municipality"), on_delete=models.PROTECT, related_name="organisations"
    )
    village = models.ForeignKey(
        Solectwo, verbose_name=_("village unit"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    show_address = models.BooleanField(
        _("show the address publicly"), default=False, help_text=_("Leave empty when it is somebody's home.")
    )
    area_of_activity = models.CharField(_("area of activity"), max_length=200, blank=True)
    # facts
    short_name = models.CharField(_("short name"), max_length=80, blank=True)
    legal_form = models.CharField(
        _("legal form"), max_length=20, choices=LegalForm, blank=True
    )  # a register may not say it
    krs = models.CharField(
        _("KRS number"), max_length=10, blank=True, validators=[RegexValidator(r"^\d{10}$", _("A KRS number has ten digits."))]
    )  # fmt: skip
    nip = models.CharField(_("NIP"), max_length=10, blank=True, validators=[valid_nip])
    regon = models.CharField(_("REGON"), max_length=14, blank=True, validators=[valid_regon])
    register_name = models.CharField(_("other register"), max_length=160, blank=True)
    register_number = models.CharField(_("number in that register"), max_length=60, blank=True)
    founded = models.PositiveSmallIntegerField(_("founded in"), null=True, blank=True)
    is_pbo = models.BooleanField(_("public benefit status (OPP)"), default=False)
    representation_rule = models.CharField(_("who signs for the organisation"), max_length=300, blank=True)
    term_ends_on = models.DateField(_("term of the board ends on"), null=True, blank=True)

    # Decided by moves and services, never by the editing form; a copy starts without them.
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.SUBMITTED, editable=False)
    trust = models.CharField(_("trust"), max_length=20, choices=Trust, default=Trust.APPROVAL, editable=False)
    verified_on = models.DateField(null=True, editable=False)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_on = models.DateField(null=True, editable=False)
    imported_from = models.CharField(max_length=120, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.PROTECT, related_name="merged_from"
    )
    decided_fields = (
        "state", "trust", "verified_on", "verified_by_id", "confirmed_on", "imported_from", "merged_into_id",
    )  # fmt: skip
    kept_fields = decided_fields

    objects = PageManager.from_queryset(OrganisationQuerySet)()

    template = "ngos/organisation.html"
    context = "ngos.pages.organisation_context"
    exclude_fields_in_copy = [name.removesuffix("_id") for name in decided_fields]
    content_panels = [
        *Page.content_panels,
        FieldPanel("short_name"),
        FieldPanel("mission"),
        FieldPanel("what_we_do"),
        FieldPanel("how_to_join"),
        MultiFieldPanel([FieldPanel("needs"), FieldPanel("looks_for_volunteers")], _("Needs")),
        MultiFieldPanel([FieldPanel("room"), FieldPanel("equipment"), FieldPanel("skills")], _("Offers")),
        FieldPanel("fields"),
        FieldPanel("target_groups"),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], _("Picture")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("email"), FieldPanel("show_email")]), FieldPanel("phone"), FieldPanel("website"), FieldPanel("hours")],
            _("Contact"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("municipality"), FieldPanel("village")]), FieldPanel("address"), FieldPanel("show_address"), FieldPanel("area_of_activity")],
            _("Place"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("legal_form"),
                FieldRowPanel([FieldPanel("krs"), FieldPanel("nip"), FieldPanel("regon")]),
                FieldRowPanel([FieldPanel("register_name"), FieldPanel("register_number")]),
                FieldRowPanel([FieldPanel("founded"), FieldPanel("is_pbo")]),
                FieldPanel("representation_rule"),
                FieldPanel("term_ends_on"),
            ],
            _("Facts"),
        ),
        InlinePanel("board", label=_("seat of the board"), heading=_("Board")),
        InlinePanel("reports", label=_("report"), heading=_("Reports")),
        InlinePanel("grants", label=_("grant"), heading=_("Grants received")),
    ]  # fmt: skip
    search_fields = [
        *Page.search_fields,
        index.SearchField("short_name"),
        index.SearchField("mission"),
        index.SearchField("what_we_do"),
        index.SearchField("how_to_join"),
        index.SearchField("place_words"),
        index.FilterField("state"),
    ]
    parent_page_types = ["ngos.OrganisationIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    @property
    def is_public(self) -> bool:
        """Published and dormant organisations have a page; those that wait or were struck off have none."""
        return self.live and self.state in self.PUBLIC

    @property
    def is_initiative(self) -> bool:
        return self.legal_form in INITIATIVES

    @cached_property
    def freshness(self):
        return Freshness(self.confirmed_on, is_dormant=self.state == self.State.DORMANT)

    @property
    def place_words(self) -> str:
        """Municipality and village, so that the search finds what people call the place."""
        return f"{self.municipality} {self.village or ''}".strip()

    def lines(self, name: str) -> list[str]:
        return [line.strip() for line in getattr(self, name).splitlines() if line.strip()]


class BoardSeat(Orderable):
    """A function of the board. A name is shown only with that person's consent; otherwise the function stands alone."""

    organisation = ParentalKey(OrganisationPage, on_delete=models.CASCADE, related_name="board")
    function = models.CharField(_("function"), max_length=80)
    name = models.CharField(_("first and last name"), max_length=120, blank=True)
    has_consent = models.BooleanField(_("this person agreed to be named"), default=False)

    panels = [FieldPanel("function"), FieldPanel("name"), FieldPanel("has_consent")]

    class Meta(Orderable.Meta):
        verbose_name = _("seat of the board")
        verbose_name_plural = _("seats of the board")

    @property
    def public_name(self) -> str:
        return self.name if self.has_consent else ""


class ReportFiled(Orderable):
    """A yearly report of the organisation."""

    class Kind(models.TextChoices):
        ACTIVITY = "activity", _("activity report")
        FINANCIAL = "financial", _("financial report")

    organisation = ParentalKey(OrganisationPage, on_delete=models.CASCADE, related_name="reports")
    year = models.PositiveSmallIntegerField(_("year"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    url = models.URLField(_("address of the report"), blank=True)

    panels = [FieldPanel("year"), FieldPanel("kind"), FieldPanel("url")]

    class Meta(Orderable.Meta):
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-year", "kind"]


class GrantReceived(Orderable):
    """Public money the organisation received; filled in by the organisation or by the municipality that gave it."""

    organisation = ParentalKey(OrganisationPage, on_delete=models.CASCADE, related_name="grants")
    year = models.PositiveSmallIntegerField(_("year"))
    giver = models.CharField(_("from whom"), max_length=160)
    purpose = models.CharField(_("for what"), max_length=300)
    amount = models.DecimalField(_("amount, zł"), max_digits=12, decimal_places=2)

    panels = [FieldPanel("year"), FieldPanel("giver"), FieldPanel("purpose"), FieldPanel("amount")]

    class Meta(Orderable.Meta):
        verbose_name = _("grant received")
        verbose_name_plural = _("grants received")
        ordering = ["-year", "giver"]
