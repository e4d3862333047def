"""Meetings and events: pages with a date, who was invited, which date suits people."""

from events.models.event import Attendance, EventIndexPage, EventPage
from events.models.invitation import Invitation
from events.models.poll import TimeAnswer, TimeOption, TimePoll

__all__ = ["Attendance", "EventIndexPage", "EventPage", "Invitation", "TimeAnswer", "TimeOption", "TimePoll"]
