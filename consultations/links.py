"""Purposes of the links in letters about consultations, and how many days each holds."""

from shared.intake.links import SignedLinks

links = SignedLinks("consultations.links", {"author": 180, "confirm": 14, "follow": 14, "unfollow": 3650})
