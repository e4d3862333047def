"""Purposes of the links in letters about organisations, and how many days each holds."""

from shared.intake.links import SignedLinks

INVITATION_DAYS = 7

links = SignedLinks("ngos.links", {"invitation": INVITATION_DAYS})
