"""Every move a version of a SWOT or a ballot can make, and who may make it."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.search import index

from shared.acts.lifecycle import Lifecycle, Move, MoveRefused
from shared.acts.numbering import next_number
from strategy.models import Ballot, SwotArea, SwotPage, SwotVersion
from strategy.permissions import may_decide

B, V = Ballot.State, SwotVersion.State


def newest_of(area_id: int) -> SwotVersion | None:
    return SwotVersion.objects.newest().filter(area=area_id).first()


def version_gaps(version: SwotVersion) -> list[str]:
    """What a version must have before it can be cited."""
    gaps, newest = [], newest_of(version.area_id)
    if not version.items.exists():
        gaps.append(_("Write at least one item."))
    if newest and newest.pk != version.base_id:
        gaps.append(
            _("Version %(number)s is newer than this draft. Begin a new draft from it.") % {"number": newest.number}
        )
    if Ballot.objects.filter(version__area=version.area_id, state=B.OPEN).exists():
        gaps.append(_("A ballot on this SWOT is open. Close it first."))
    return gaps


def give_number(version: SwotVersion, user: Any, reason: str) -> None:
    """Numbers without gaps: the area's row stays locked until the version is stored, and the gaps are read again."""
    SwotArea.objects.select_for_update().get(pk=version.area_id)
    gaps = version_gaps(version)
    if gaps:
        raise MoveRefused(gaps)
    version.number = next_number(f"swot {version.area_id}", SwotVersion.objects.filter(area=version.area_id), "number")
    version.published_at = timezone.now()
    version.save(update_fields=["number", "published_at"])


def find_again(version: SwotVersion) -> None:
    """The search reads the sentences of the new version."""
    for page in SwotPage.objects.filter(area=version.area_id):
        index.insert_or_update_object(page)


def ballot_gaps(ballot: Ballot) -> list[str]:
    gaps, newest = [], newest_of(ballot.version.area_id)
    if not ballot.groups():
        gaps.append(_("There is nothing to put in order: choose a quadrant with at least two items."))
    if newest and newest.pk != ballot.version_id:
        gaps.append(_("Version %(number)s is newer. Make a ballot on it instead.") % {"number": newest.number})
    return gaps


def opened(ballot: Ballot, user: Any, reason: str) -> dict:
    return {"opened_at": timezone.now()}


def closed(ballot: Ballot, user: Any, reason: str) -> dict:
    return {"closed_at": timezone.now()}


# fmt: off
VERSION = Lifecycle(
    #    move       from        to           who         guard, act, then
    Move("publish", (V.DRAFT,), V.PUBLISHED, may_decide, guard=version_gaps, act=give_number, then=(find_again,)),
)

BALLOT = Lifecycle(
    Move("open",    (B.DRAFT,), B.OPEN,      may_decide, guard=ballot_gaps, writes=opened),
    Move("close",   (B.OPEN,),  B.CLOSED,    may_decide, writes=closed),
)
# fmt: on
