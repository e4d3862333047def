"""Acts on versions and ballots that are more than one move."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.log_actions import log

from accounts.roles import is_coordinator
from shared.acts.lifecycle import MoveNotAllowed, MoveRefused
from shared.intake.limits import TooLate
from shared.small_groups import SMALL_GROUP
from strategy.codes import make_code
from strategy.lifecycle import VERSION, newest_of
from strategy.lines import Line, give_keys
from strategy.models import Ballot, BallotPaper, Quadrant, SwotArea, SwotItem, SwotVersion
from strategy.results import Group, count

V = SwotVersion.State
COUNTED = ("mean", "first_places", "points", "papers")


@transaction.atomic
def begin_draft(area: SwotArea, *, by: Any) -> SwotVersion:
    """A draft that repeats the version in force; the one that is being written already, when there is one."""
    if not is_coordinator(by):
        raise PermissionDenied
    SwotArea.objects.select_for_update().get(pk=area.pk)
    newest = newest_of(area.pk)
    going = SwotVersion.objects.filter(area=area, state=V.DRAFT, base=newest).first()
    if going:
        return going
    draft = SwotVersion.objects.create(area=area, base=newest, label=_("working version"))
    SwotItem.objects.bulk_create(_copy(item, draft) for item in (newest.items.all() if newest else []))
    log(draft, "strategy.draft", user=by)
    return draft


def _copy(item: SwotItem, version: SwotVersion, **changes: Any) -> SwotItem:
    plain = {name: getattr(item, name) for name in ("key", "quadrant", "text", "rank", "source")}
    return SwotItem(version=version, **{**plain, **changes})


def _own_draft(version: SwotVersion, by: Any) -> SwotVersion:
    """The draft, locked; what is published or counted is nobody's to edit."""
    if not is_coordinator(by):
        raise PermissionDenied
    locked = SwotVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if not locked.can_be_edited:
        raise MoveNotAllowed("only drafts written by people are edited")
    return locked


@transaction.atomic
def edit_draft(version: SwotVersion, *, by: Any, facts: dict, lines: dict[str, list[Line]]) -> SwotVersion:
    """Write the facts and the items of a draft; the order of the lines is the order of the items."""
    draft = _own_draft(version, by)
    for name in ("label", "stage", "session", "source"):
        setattr(draft, name, facts[name])
    draft.save(update_fields=["label", "stage", "session", "source"])
    taken = list(SwotItem.objects.filter(version__area=draft.area_id).values_list("key", flat=True))
    SwotItem.objects.filter(version=draft).delete()
    for quadrant in Quadrant:
        keyed = give_keys(lines.get(quadrant, []), f"{quadrant.letter}-{draft.area.code}", taken)
        SwotItem.objects.bulk_create(
            SwotItem(version=draft, quadrant=quadrant, rank=rank, key=line.key, text=line.text, source=line.source)
            for rank, line in enumerate(keyed, start=1)
        )
    return draft


@transaction.atomic
def discard_draft(version: SwotVersion, *, by: Any) -> None:
    """A draft that nobody needs goes with its items."""
    draft = _own_draft(version, by)
    log(draft, "strategy.discard", user=by, deleted=True)
    SwotItem.objects.filter(version=draft).delete()
    draft.delete()


@transaction.atomic
def make_ballot(
    *, by: Any, version: SwotVersion, session: Any, method: str, points: int, quadrants: list[str]
) -> Ballot:
    """A ballot in preparation, with a code that no other ballot has ever had."""
    if not is_coordinator(by):
        raise PermissionDenied
    code = make_code()
    while Ballot.objects.filter(code=code).exists():
        code = make_code()
    ballot = Ballot.objects.create(
        version=version, session=session, method=method, points=points, quadrants=quadrants, code=code
    )
    log(ballot, "wagtail.create", user=by)
    return ballot


@transaction.atomic
def cast_paper(ballot: Ballot, *, form_key: uuid.UUID, entries: dict[str, int]) -> BallotPaper:
    """Store a paper, or change the one this form has stored before. Raises TooLate unless the ballot is open.

    The ballot's row is locked, so that closing waits for papers on their way and no paper comes after the closing.
    """
    locked = Ballot.objects.select_for_update(of=("self",)).get(pk=ballot.pk)
    if not locked.is_open:
        raise TooLate
    if BallotPaper.objects.filter(form_key=form_key).exclude(ballot=locked).exists():
        form_key = uuid.uuid4()  # a form carried over from another ballot
    return BallotPaper.objects.update_or_create(form_key=form_key, defaults={"ballot": locked, "entries": entries})[0]


@transaction.atomic
def write_result(ballot: Ballot, *, by: Any, label: str) -> SwotVersion:
    """The next version of the SWOT with the places of a closed ballot; done twice, it is one version."""
    if not is_coordinator(by):
        raise PermissionDenied
    locked = Ballot.objects.select_for_update(of=("self",)).select_related("version__area").get(pk=ballot.pk)
    written = SwotVersion.objects.filter(ballot=locked).first()
    if written:
        return written
    if not locked.is_closed:
        raise MoveNotAllowed("only a closed ballot has a result")
    result = count(locked)
    if result.is_hidden:
        few = _("There are fewer than %(least)s papers, so their order is not shown and makes no version.")
        raise MoveRefused([few % {"least": SMALL_GROUP}])
    version = _result_version(locked, label)
    items = [item for group in result.groups if not group.is_hidden for item in _ranked(version, locked, group)]
    SwotItem.objects.bulk_create(items)
    _copy_the_rest(locked, version, {item.quadrant for item in items})
    VERSION.apply("publish", version, by=by)
    log(locked, "strategy.result", user=by, data={"version": version.number})
    return version


def _result_version(ballot: Ballot, label: str) -> SwotVersion:
    with override("pl"):
        source = _("Ballot of the participants, code %(code)s.") % {"code": ballot.code}
    return SwotVersion.objects.create(
        area=ballot.version.area,
        base=ballot.version,
        ballot=ballot,
        session=ballot.session,
        stage=SwotVersion.Stage.AFTER,
        label=label,
        source=source,
    )


def _ranked(version: SwotVersion, ballot: Ballot, group: Group) -> list[SwotItem]:
    return [
        _copy(
            row.item,
            version,
            rank=row.standing.place,
            mean=row.standing.mean,
            first_places=row.standing.first_places,
            points=row.standing.total if ballot.by_points else None,
            papers=group.papers,
        )
        for row in group.rows
    ]


def _copy_the_rest(ballot: Ballot, version: SwotVersion, ranked: set[str]) -> None:
    """Quadrants that were not voted on, or by too few, keep the order and the numbers they had."""
    rest = ballot.version.items.exclude(quadrant__in=ranked)
    SwotItem.objects.bulk_create(
        _copy(item, version, **{name: getattr(item, name) for name in COUNTED}) for item in rest
    )
