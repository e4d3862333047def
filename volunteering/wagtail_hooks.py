"""The editor's desk in Wagtail's menu; after publishing, what a campaign still lacks."""

from django.contrib import messages
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks

from accounts.roles import DECIDERS, works_as
from shared.office.menu import OfficeMenuItem
from volunteering.models import CampaignPage


@hooks.register("register_admin_urls")
def admin_urls():
    return [path("wolontariat/", include("volunteering.urls_admin", namespace="volunteering_admin"))]


@hooks.register("register_admin_menu_item")
def campaigns_menu_item():
    url = reverse("volunteering_admin:index")
    return OfficeMenuItem(
        gettext_lazy("Campaigns"), url, may=lambda user: works_as(user, *DECIDERS), icon_name="group", order=142
    )


@hooks.register("after_publish_page")
@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def say_what_is_missing(request, page):
    """A campaign is public once it has a date and the rest; until then its editor is shown the way to its desk."""
    if not isinstance(page, CampaignPage) or page.is_translation:
        return
    campaign = CampaignPage.objects.get(pk=page.pk)
    if campaign.live and campaign.state in (CampaignPage.State.DRAFT, CampaignPage.State.SUBMITTED):
        way = reverse("volunteering_admin:campaign", args=[campaign.pk])
        text = _("The campaign is not public yet: something is missing.")
        messages.warning(request, format_html('{} <a href="{}">{}</a>', text, way, _("See what")))
