"""The addresses of the list of campaigns and of a campaign."""

from django.urls import path

from shared.pages.routing import show_page
from signups.routes import HOSTED
from volunteering.listing import LISTING
from volunteering.pages import campaign_context

CAMPAIGNS = LISTING.routes()
CAMPAIGN = [path("", show_page(campaign_context), name="index_route"), *HOSTED]
