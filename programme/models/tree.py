"""The page on which trees of goals are browsed."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from programme.models.goal import GoalTree
from shared.pages.models import BasePage, RoutedPage


class GoalTreePage(RoutedPage, BasePage):
    """Trees of goals with their projects, and a page for each goal. The goals themselves are rows of the admin."""

    page_description = _("Trees of goals with their projects, and a page for each goal.")
    intro = models.TextField(_("introduction"), blank=True)
    trees = ParentalManyToManyField(GoalTree, verbose_name=_("trees"), related_name="pages")

    template = "programme/tree.html"
    routes = "programme.routes.TREE"
    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("trees", widget=forms.CheckboxSelectMultiple),
    ]
    search_fields = [*Page.search_fields, index.SearchField("intro")]
    parent_page_types = ["programme.ProgrammePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("page of goals")
        verbose_name_plural = _("pages of goals")
