"""The words of cancelling: one date of a page, or a whole meeting."""

from django.utils.translation import gettext_lazy as _

from shared.office.moves import Decision

CANCEL = Decision(
    _("Cancel it"),
    reason_help=_("Everybody concerned reads it in a letter."),
    reason_missing=_("Write the reason: those concerned will read it."),
    done=_("Cancelled. Everybody who signed up gets a letter with the reason."),
)
