"""Every move an organisation or a claim can make, and who may make it."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import may_decide
from ngos import emails
from ngos.memberships import begin_membership
from ngos.models import Claim, Membership, OrganisationPage
from ngos.permissions import may_decide_claim, may_manage, may_merge
from shared.acts.lifecycle import Lifecycle, Move
from shared.search import reindex

O, C = OrganisationPage.State, Claim.State  # noqa: E741 - the letter of the table


def decided(organisation: OrganisationPage, **values: Any) -> None:
    """Write columns that only moves write, past drafts and revisions."""
    type(organisation)._base_manager.filter(pk=organisation.pk).update(**values)
    for name, value in values.items():
        setattr(organisation, name, value)
    if {"state", "merged_into_id"} & values.keys():
        reindex(organisation)


def publication_gaps(organisation: OrganisationPage) -> list[str]:
    """What a profile must have before people see it."""
    gaps = []
    if not organisation.mission.strip():
        gaps.append(_("Write the mission: one or two sentences about why the organisation exists."))
    if not organisation.fields.exists():
        gaps.append(_("Choose at least one field of public benefit."))
    if not (organisation.email or organisation.phone):
        gaps.append(_("Give an e-mail or a phone, so that people can reach the organisation."))
    return gaps


def verified(organisation: OrganisationPage, user: Any, reason: str) -> dict:
    today = timezone.localdate()
    return {"verified_on": today, "verified_by_id": user.pk, "confirmed_on": today}


def confirmed(organisation: OrganisationPage, user: Any, reason: str) -> dict:
    return {"confirmed_on": timezone.localdate()}


def claim_gaps(claim: Claim) -> list[str]:
    missing = []
    if not claim.number_checked:
        missing.append(_("Check the number in the register first."))
    if not claim.person_checked:
        missing.append(_("Check that this person represents the organisation."))
    return missing


def accept_claim(claim: Claim, user: Any, reason: str) -> None:
    begin_membership(claim.organisation, claim.user, role=Membership.Role.REPRESENTATIVE)
    if claim.organisation.state == O.PUBLISHED:
        decided(claim.organisation, **verified(claim.organisation, user, reason))


def accepted_by(claim: Claim, user: Any, reason: str) -> dict:
    return {"decided_by": user}


def refused_by(claim: Claim, user: Any, reason: str) -> dict:
    return {"decided_by": user, "reason": reason}


def nothing_stays(organisation: OrganisationPage) -> list[str]:
    """A profile is merged into another one, which `services.merge` has written down before."""
    return [] if organisation.merged_into_id else [_("Choose the organisation that stays.")]


# fmt: off
ORGANISATION = Lifecycle(
    #    move         from                        to            who         guard, act, then
    Move("publish",   (O.SUBMITTED,),             O.PUBLISHED,  may_decide, guard=publication_gaps, writes=verified,
         then=(emails.post_profile_published,)),
    Move("rest",      (O.PUBLISHED,),             O.DORMANT,    may_manage, then=(emails.post_gone_dormant,)),
    Move("wake",      (O.DORMANT,),               O.PUBLISHED,  may_manage, writes=confirmed),
    Move("strike_off", (O.SUBMITTED, O.PUBLISHED, O.DORMANT), O.STRUCK_OFF, may_decide, needs_reason=True),
    Move("restore",   (O.STRUCK_OFF,),            O.SUBMITTED,  may_decide),
    Move("merge",     tuple(O),                   O.STRUCK_OFF, may_merge,  guard=nothing_stays),
)

CLAIM = Lifecycle(
    Move("accept",    (C.NEW,),                   C.ACCEPTED,   may_decide_claim, guard=claim_gaps, writes=accepted_by,
         act=accept_claim, then=(emails.post_claim_accepted,)),
    Move("refuse",    (C.NEW,),                   C.REFUSED,    may_decide_claim, writes=refused_by, needs_reason=True,
         then=(emails.post_claim_refused,)),
)
# fmt: on
