"""The addresses of the list of campaigns and of a campaign."""

from django.urls import path

from shared.pages.routing import show_page
from signups.routes import HOSTED
from volunteering.pages import campaign_context
from volunteering.views import listing

CAMPAIGNS = [
    path("", listing.page, name="index_route"),
    path("atom/", listing.feed, name="feed"),
    path("csv/", listing.csv, name="csv"),
]
CAMPAIGN = [path("", show_page(campaign_context), name="index_route"), *HOSTED]
