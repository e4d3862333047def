"""Campaigns, hours, certificates, followers."""

from volunteering.models.campaign import CampaignIndexPage, CampaignPage
from volunteering.models.records import Certificate, Follower, HoursEntry

__all__ = ["CampaignIndexPage", "CampaignPage", "Certificate", "Follower", "HoursEntry"]
