"""Kinds of meetings (u.p.z.p. art. 8i; docs/domain-rules.md, R5) and what is there for those who need it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    MEETING = "meeting", _("open meeting")
    WORKSHOP = "workshop", _("workshop")
    WALK = "walk", _("research walk")
    INFO_POINT = "info_point", _("consultation point")
    DUTY_HOUR = "duty_hour", _("office hour")
    DEBATE = "debate", _("debate")
    HEARING = "hearing", _("public hearing")
    WORLD_CAFE = "world_cafe", _("World Café")
    FOCUS = "focus", _("focus group")
    PANEL = "panel", _("panel of experts")
    CHILDREN = "children", _("consultation with children")
    VILLAGE_MEETING = "village_meeting", _("village meeting")
    SESSION = "session", _("strategic session")
    TRAINING = "training", _("training")
    FESTIVAL = "festival", _("festival")
    OTHER = "other", pgettext_lazy("kind of event", "other")


class Available(models.TextChoices):
    YES = "yes", pgettext_lazy("available", "yes")
    REQUEST = "request", pgettext_lazy("available", "on request")
    NO = "no", pgettext_lazy("available", "no")
    UNKNOWN = "unknown", pgettext_lazy("available", "ask the host")
