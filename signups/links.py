"""Purposes of the links in letters about sign-ups, and how many days each holds."""

from shared.intake.links import SignedLinks

links = SignedLinks("signups.links", {"own": 365, "confirm": 7, "guardian": 30})
