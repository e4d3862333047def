"""The front page, standard pages and news."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import TranslatableField

from accounts.list_pages import ListPage, Role
from places.models import Municipality
from programme.models import ProgrammePage
from shared.looks.blocks import BODY_BLOCKS
from shared.pages.models import BasePage


class HomePage(BasePage):
    """The front page: what is open now, what happens near me, how to speak, what came of it."""

    page_description = _("The front page.")
    hero_title = models.CharField(_("first sentence"), max_length=120)
    hero_lead = models.TextField(_("lead"), max_length=400, blank=True)

    template = "home/home.html"
    context = "home.front.front_context"
    content_panels = [*Page.content_panels, FieldPanel("hero_title"), FieldPanel("hero_lead")]
    search_fields = [*Page.search_fields, index.SearchField("hero_lead")]
    override_translatable_fields = [TranslatableField("hero_title"), TranslatableField("hero_lead")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "home.StandardPage",
        "home.NewsIndexPage",
        "documents.DocumentIndexPage",
        "consultations.ConsultationIndexPage",
        "ngos.OrganisationIndexPage",
        "programme.ProgrammePage",
        "strategy.SessionIndexPage",
        "strategy.SwotPage",
        "practices.PracticeIndexPage",
        "volunteering.CampaignIndexPage",
        "events.EventIndexPage",
    ]

    class Meta:
        verbose_name = _("front page")


class StandardPage(BasePage):
    """A page of text."""

    page_description = _("A page of text, pictures and files.")
    summary = models.TextField(_("in short"), max_length=400, blank=True)
    body = StreamField(BODY_BLOCKS, verbose_name=_("content"), blank=True)

    template = "home/standard.html"
    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")


class NewsIndexPage(ListPage):
    """The list of news."""

    page_description = _("The list of news.")
    editors_of = frozenset({Role.EDITOR})
    editors_may = ("add", "publish")
    intro = models.TextField(_("introduction"), blank=True)

    template = "home/news_index.html"
    context = "home.front.news_context"
    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.NewsPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of news")


class NewsPage(BasePage):
    """One piece of news."""

    page_description = _("One piece of news.")
    summary = models.TextField(_("in short"), max_length=400)
    body = StreamField(BODY_BLOCKS, verbose_name=_("content"), blank=True)
    published_on = models.DateField(_("date"), default=timezone.localdate)
    municipality = models.ForeignKey(
        Municipality, verbose_name=_("municipality"), null=True, blank=True, on_delete=models.PROTECT
    )
    programme = models.ForeignKey(
        ProgrammePage, verbose_name=_("programme"), null=True, blank=True, on_delete=models.SET_NULL, related_name="news",
        help_text=_("The page of this programme shows the news too."),
    )  # fmt: skip
    for_media = models.BooleanField(_("a note for the media"), default=False)

    template = "home/news.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("published_on"),
        FieldPanel("municipality"),
        FieldPanel("programme"),
        FieldPanel("for_media"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]
    parent_page_types = ["home.NewsIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news")
        indexes = [models.Index(fields=["-published_on"], name="news_newest_first")]
