"""Purposes of the links in letters about organisations, and how many days each holds."""

from ngos.models.people import INVITATION_DAYS
from shared.intake.links import SignedLinks

links = SignedLinks("ngos.links", {"invitation": INVITATION_DAYS})
