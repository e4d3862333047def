"""Purposes of the links in letters about volunteering, and how many days each holds."""

from shared.intake.links import SignedLinks

links = SignedLinks("volunteering.links", {"follow": 14, "unfollow": 3650})
