"""What coordinators decide about versions of a SWOT and about ballots, in the words of their desk."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shared.office.moves import Decision, Desk
from strategy.lifecycle import BALLOT, VERSION

VERSIONS = Desk(
    VERSION,
    "strategy_admin:version_move",
    {
        "publish": Decision(
            _("Publish the saved draft"),
            done=lambda version: gettext("Version %(number)s is published.") % {"number": version.number},
        ),
    },
    version="last_saved",
)


def state_words(ballot) -> str:
    return gettext("Done: %(status)s") % {"status": ballot.get_state_display()}


BALLOTS = Desk(
    BALLOT,
    "strategy_admin:move",
    {
        "open": Decision(_("Open the ballot"), done=state_words),
        "close": Decision(
            _("Close the ballot"),
            hint=_("Papers are no longer taken or changed. A closed ballot is not opened again."),
            tone="no",
            done=state_words,
        ),
    },
)
