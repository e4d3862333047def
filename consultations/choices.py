"""States and verdicts of answers; how a consultation stands on a day."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class ResponseState(models.TextChoices):
    DRAFT = "draft", _("draft")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")


class Verdict(models.TextChoices):
    ACCEPTED = "accepted", _("accepted")
    PARTLY = "partly", _("partly accepted")
    REJECTED = "rejected", _("not accepted")
    EXPLAINED = "explained", _("explained")
    OUT_OF_SCOPE = "out_of_scope", _("out of scope")


class Status(StrEnum):
    """What follows from the state of a consultation and the calendar (consultations/clock.py); never stored."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    RUNNING = "running"
    LAST_DAYS = "last_days"
    ANALYSIS = "analysis"
    REPORT = "report"
    OUTCOMES = "outcomes"
    CANCELLED = "cancelled"
