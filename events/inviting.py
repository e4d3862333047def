"""Whom to invite, and what came of it: figures by municipality and field, never by person."""

from dataclasses import dataclass

from django.db.models import Count, Q

from events.models import Invitation
from ngos.models import OrganisationPage
from signups.choices import CAME
from signups.models import SignUp


def organisations_for(municipality, field: str):
    """Active organisations of a place and a plain field that gave an address."""
    found = OrganisationPage.objects.active().exclude(email="")
    if municipality:
        found = found.filter(municipality=municipality)
    if field:
        found = found.filter(fields__plain=field).distinct()
    return found.order_by("pk")


@dataclass(frozen=True)
class Round:
    """One round with its figures; `signed` and `came` count those who came by the link of the letters."""

    invitation: Invitation
    signed: int
    came: int


def rounds(event) -> list[Round]:
    """Every round of inviting to a meeting with what came of it; two queries."""
    rows = list(event.invitations.select_related("municipality"))
    counted = SignUp.objects.filter(slot__page=event.pk, source__in=[row.source for row in rows])
    counted = counted.exclude(state=SignUp.State.UNCONFIRMED).values("source").order_by("source")
    figures = {
        found["source"]: (found["signed"], found["came"])
        for found in counted.annotate(signed=Count("pk"), came=Count("pk", filter=Q(attendance__in=CAME)))
    }
    return [Round(row, *figures.get(row.source, (0, 0))) for row in rows]
