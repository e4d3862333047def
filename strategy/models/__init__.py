"""Strategic sessions, SWOT in versions, ranking ballots."""

from strategy.models.ballot import Ballot, BallotPaper
from strategy.models.page import SwotPage
from strategy.models.session import AgendaItem, Attendance, Decision, SessionIndexPage, SessionPage
from strategy.models.swot import Quadrant, SwotAnswer, SwotArea, SwotItem, SwotVersion

__all__ = [
    "AgendaItem",
    "Attendance",
    "Ballot",
    "BallotPaper",
    "Decision",
    "Quadrant",
    "SessionIndexPage",
    "SessionPage",
    "SwotAnswer",
    "SwotArea",
    "SwotItem",
    "SwotPage",
    "SwotVersion",
]
