"""The roles that a person may hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    COORDINATOR = "coordinator", _("coordinator of the programme")
    EDITOR = "editor", _("editor of a municipality")
    HOST = "host", _("host of consultations")
    MODERATOR = "moderator", _("moderator")
