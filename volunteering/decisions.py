"""What editors and hosts decide about campaigns, in the words of their desks."""

from django.utils.translation import gettext_lazy as _

from shared.office.moves import Decision, Desk
from volunteering.lifecycle import CAMPAIGN

DONE = _("Done. Those concerned get a letter.")
READ_BY_ALL = _("Reason: everybody who signed up reads it")
WORDS = "latest_revision_id"  # a decision is about the words that were read

OFFICE = Desk(
    CAMPAIGN,
    "volunteering_admin:move",
    {
        "publish": Decision(
            _("Publish"), hint=_("From the second campaign on, the organisation publishes by itself."), done=DONE
        ),
        "return": Decision(
            _("Send back"), tone="no", reason_help=_("Everybody concerned reads it in a letter."), done=DONE
        ),
        "cancel": Decision(_("Cancel the campaign"), tone="no", reason=READ_BY_ALL, done=DONE),
        "sum_up": Decision(_("Sum it up"), tone="quiet", done=DONE),
    },
    version=WORDS,
)

HOSTS = Desk(
    CAMPAIGN,
    "volunteering:move",
    {
        "publish": Decision(_("Publish"), done=_("Published. People can sign up.")),
        "submit": Decision(
            _("Send to the editor"),
            done=_("Sent. The editor of the municipality will read it; you will get a letter."),
        ),
        "take_back": Decision(_("Take it back"), tone="quiet", done=_("Taken back. Correct it and send it again.")),
        "sum_up": Decision(_("Sum it up"), tone="quiet", done=_("Summed up. Thank you for telling what came of it.")),
        "cancel": Decision(
            _("Cancel the campaign"),
            tone="quiet",
            confirm=_("This cannot be undone."),
            reason=READ_BY_ALL,
            done=_("Cancelled. Everybody who signed up gets a letter with the reason."),
        ),
    },
    version=WORDS,
)
