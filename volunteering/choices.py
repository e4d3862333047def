"""Words of volunteering: kinds of campaigns, how much time they take."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    ONE_OFF = "one_off", _("one-off")
    REGULAR = "regular", _("regular")
    LONG_TERM = "long_term", _("long-term")


class Effort(models.TextChoices):
    """The way in for people who do not know what they look for."""

    MINUTES = "minutes", _("5 minutes")
    AFTERNOON = "afternoon", _("an afternoon")
    WEEKLY = "weekly", _("every week")


class MinAge(models.IntegerChoices):
    """Under 13 nobody signs up alone: their guardian does (Kodeks cywilny art. 12, 15)."""

    THIRTEEN = 13, _("13 or more")
    SIXTEEN = 16, _("16 or more")
    EIGHTEEN = 18, pgettext_lazy("minimum age", "18 or more")
