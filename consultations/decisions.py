"""What the office decides about consultations and answers, in the words of its desks."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consultations.lifecycle import CONSULTATION, RESPONSE
from shared.office.moves import Decision, Desk

CONSULTATIONS = Desk(
    CONSULTATION,
    "consultations_admin:move",
    {
        "announce": Decision(
            _("Announce the consultation"),
            hint=_("Everything is ready. The announcement gives the number, freezes the text and opens the page to everyone."),
            confirm=_("From now on dates change only with a public reason, and the text no longer changes."),
            yes=_("Yes, announce it"),
            done=_("The consultation has been announced: it has its number and everyone can see it."),
        ),
        "publish_report": Decision(
            _("Publish the report"),
            hint=_("Every comment has an answer. Fill in the page of the report, look at its preview, then publish it."),
            confirm=_("The report is public at once and does not go back to a draft."),
            yes=_("Yes, publish it"),
            done=_("The report is public. Those who asked for it get a letter."),
        ),
        "cancel": Decision(
            _("Cancel the consultation"),
            confirm=_("This cannot be undone."),
            yes=_("Yes, cancel it"),
            tone="no",
            reason=_("Reason (it will be public)"),
            reason_missing=_("Write the reason: it will be public."),
            done=_("The consultation has been cancelled. The reason is public."),
        ),
    },
)  # fmt: skip


def state_words(response) -> str:
    return gettext("Done: %(status)s") % {"status": response.get_state_display()}


ANSWERS = Desk(
    RESPONSE,
    "consultations_admin:response_move",
    {
        "approve": Decision(_("Approve the answer"), done=state_words),
        "return": Decision(_("Return to the draft"), tone="quiet", done=state_words),
    },
    version="updated_at",
)
