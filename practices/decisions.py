"""What editors decide about practices that people sent in, in the words of their desk."""

from django.utils.translation import gettext_lazy as _

from practices.lifecycle import SUBMISSION
from shared.office.moves import Decision, Desk

SUBMISSIONS = Desk(
    SUBMISSION,
    "practices_admin:move",
    {
        "take": Decision(
            _("Make a draft page from it"),
            heading=_("Publish"),
            hint=_(
                "The words below go into a draft that nobody sees yet. You complete it and publish it; the sender gets a letter."
            ),
            done=_("Here is the draft. Complete it, check the facts with the sender, publish it."),
        ),
        "refuse": Decision(
            _("Refuse"),
            tone="no",
            reason_help=_("The sender reads it in a letter: say what is missing and what they can do."),
            done=_("Refused. The sender will read the reason in a letter."),
        ),
    },
)
