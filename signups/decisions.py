"""What a host decides about a date, in words that meetings use as well."""

from django.utils.translation import gettext_lazy as _

from shared.office.moves import Decision, Desk
from signups.lifecycle import SLOT

CANCEL = Decision(
    _("Cancel it"),
    reason_help=_("Everybody concerned reads it in a letter."),
    reason_missing=_("Write the reason: those concerned will read it."),
    done=_("Cancelled. Everybody who signed up gets a letter with the reason."),
)
SLOTS = Desk(SLOT, "signups:host_cancel_slot", {"cancel": CANCEL})
