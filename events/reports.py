"""Meetings as plain data: how many came, and which forms of meeting work."""

from dataclasses import dataclass
from statistics import median

from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from events.choices import Kind
from events.models import EventPage
from signups.choices import CAME, SignUpState

EVENING = 16


@dataclass
class Form:
    """What meetings of one form brought: medians for a meeting, and the share of the signed up who came."""

    name: str
    meetings: int
    invited: float | None
    signed: float | None
    came: float | None
    share: int | None


def compare(events: list, key) -> list[Form]:
    """Meetings that have been, grouped by `key(event)`; medians need at least one meeting with that figure."""
    groups: dict[str, list] = {}
    for event in events:
        groups.setdefault(key(event), []).append(event)
    return sorted((form(name, rows) for name, rows in groups.items()), key=lambda found: -(found.came or 0))


def form(name: str, rows: list) -> Form:
    signed = sum(event.signed for event in rows)
    marked = sum(event.marked for event in rows)
    return Form(
        name, len(rows), middle(event.invited for event in rows), middle(event.signed for event in rows if event.takes_people),
        middle(event.came for event in rows), round(100 * marked / signed) if signed else None,
    )  # fmt: skip


def middle(values) -> float | None:
    """The median of the figures that are known."""
    known = [value for value in values if value]
    return median(known) if known else None


def past_with_figures(events) -> list[EventPage]:
    """Meetings that have been, each with `invited`, `signed`, `marked` (came of the signed up) and `came` (counted by
    the host, else the marked ones); four queries, whatever their number."""
    rows = list(
        events.past()
        .exclude(state=EventPage.State.CANCELLED)
        .select_related("municipality", "locale")
        .order_by("-starts_at")
    )
    invited = _by_event(rows, "invitations", Sum("invitations__invited"))
    counted = _by_event(rows, "attendance", Sum("attendance__number"))
    slots = EventPage.objects.filter(pk__in=[event.pk for event in rows]).order_by().values_list("pk")
    signed = dict(slots.annotate(n=Count("slots__signups", filter=Q(slots__signups__state=SignUpState.ACCEPTED))))
    present = Q(slots__signups__attendance__in=CAME)
    marked = dict(slots.annotate(n=Count("slots__signups", filter=present)))
    for event in rows:
        event.invited, event.signed = invited.get(event.pk) or 0, signed.get(event.pk, 0)
        event.marked = marked.get(event.pk, 0)
        event.came = counted.get(event.pk) or event.marked
    return rows


def _by_event(rows: list, relation: str, total) -> dict[int, int | None]:
    found = EventPage.objects.filter(pk__in=[event.pk for event in rows]).order_by()
    return dict(found.values_list("pk").annotate(n=total))


def by_kind(event) -> str:
    return str(Kind(event.kind).label)


def by_hour(event) -> str:
    """Working day, evening or weekend: what decides who can come."""
    starts = timezone.localtime(event.starts_at)
    if starts.weekday() > 4:
        return _("weekend")
    return (
        _("working day, from %(hour)s") % {"hour": f"{EVENING}:00"}
        if starts.hour >= EVENING
        else _("working day, earlier")
    )


def by_way(event) -> str:
    return _("also online") if event.online else _("on the spot only")


def by_place(event) -> str:
    return str(event.municipality or _("the whole area"))
