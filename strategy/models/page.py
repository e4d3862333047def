"""The public page of one SWOT: its newest version, every earlier one, and what has moved between two."""

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from shared.pages.models import BasePage, RoutedPage
from strategy.models.swot import SwotArea, SwotItem, SwotVersion


class SwotPage(RoutedPage, BasePage):
    """One area's SWOT. The page holds words only; versions and items belong to the area."""

    page_description = _("The ranked SWOT of one area, with its versions.")
    intro = models.TextField(_("introduction"), blank=True)
    area = models.ForeignKey(SwotArea, verbose_name=_("area"), on_delete=models.PROTECT, related_name="pages")

    template = "strategy/swot.html"
    routes = "strategy.routes.SWOT"
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("area")]
    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("item_words")]
    parent_page_types = ["home.HomePage", "programme.ProgrammePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("SWOT page")
        verbose_name_plural = _("SWOT pages")

    @cached_property
    def swot(self) -> SwotArea:
        """The area as the source-language page has it."""
        return SwotArea.objects.get(pk=self.canonical.area_id)

    @property
    def item_words(self) -> str:
        """What the search finds: the sentences of the newest version."""
        newest = SwotVersion.objects.published().filter(area=self.area_id).order_by("-number").first()
        return "\n".join(SwotItem.objects.filter(version=newest).values_list("text", flat=True)) if newest else ""
