"""What editors and members decide about organisations and requests to keep a profile, in the words of their desks."""

from django.utils.translation import gettext_lazy as _

from ngos.lifecycle import CLAIM, ORGANISATION
from shared.office.moves import Decision, Desk

ORGANISATIONS = Desk(
    ORGANISATION,
    "ngos_admin:move",
    {
        "publish": Decision(
            _("Publish the profile"),
            hint=_(
                "Compare the number and the name with the register before you publish: the profile gets a mark with today's date."
            ),
        ),
        "rest": Decision(_("Mark as dormant"), tone="quiet"),
        "wake": Decision(_("Wake the organisation up"), tone="quiet"),
        "strike_off": Decision(_("Strike off"), tone="no"),
        "restore": Decision(_("Restore"), tone="quiet"),
    },
    version="latest_revision_id",  # the newest words become public with the first publication
)

MEMBERS = Desk(
    ORGANISATION,
    "ngos:move",
    {
        "rest": Decision(
            _("Nobody can run the organisation now?"),
            confirm=_("Mark it as dormant. The page stays, with a contact at the municipality that helps to wake it."),
            yes=_("Mark as dormant"),
            tone="quiet",
            done=_("The organisation is marked as dormant. You can wake it at any time."),
        ),
        "wake": Decision(_("Wake the organisation up"), done=_("The organisation is active again.")),
    },
)

CLAIMS = Desk(
    CLAIM,
    "ngos_admin:claim_move",
    {
        "accept": Decision(_("Accept: this person keeps the profile"), heading=_("Accept")),
        "refuse": Decision(_("Refuse"), tone="no"),
    },
)
