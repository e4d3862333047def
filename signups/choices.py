"""States of slots and sign-ups, and what happened on the day."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SlotState(models.TextChoices):
    OPEN = "open", pgettext_lazy("event", "planned")
    CANCELLED = "cancelled", pgettext_lazy("event", "cancelled")


class SignUpState(models.TextChoices):
    UNCONFIRMED = "unconfirmed", _("waits for confirmation by e-mail")
    CONSENT = "consent", _("waits for the guardian's consent")
    APPLIED = "applied", _("waits for the host's decision")
    WAITING = "waiting", _("on the waiting list")
    OFFERED = "offered", _("has been offered a place")
    ACCEPTED = "accepted", pgettext_lazy("sign-up", "has a place")
    REFUSED = "refused", pgettext_lazy("sign-up", "not accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("sign-up", "withdrawn")
    LAPSED = "lapsed", _("the offer was not taken in time")


class Age(models.TextChoices):
    ADULT = "adult", _("18 or more")
    TEEN = "teen", _("13 to 17")


class Attendance(models.TextChoices):
    PRESENT = "present", pgettext_lazy("attendance", "came")
    ABSENT = "absent", pgettext_lazy("attendance", "did not come")
    REPLACED = "replaced", pgettext_lazy("attendance", "somebody came instead")


HOLDING = SignUpState.ACCEPTED  # has a place
KEPT = (SignUpState.OFFERED, SignUpState.CONSENT)  # a place is kept for a while
OVER = (SignUpState.REFUSED, SignUpState.WITHDRAWN, SignUpState.LAPSED)
CAME = (Attendance.PRESENT, Attendance.REPLACED)
