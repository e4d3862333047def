"""What the law on volunteers says (udpp, Dz.U. 2025 poz. 1338, chapter III; docs/domain-rules.md, R15)."""

from django.utils.translation import gettext as _

LAW_READ_ON = "2024-09-17"


def rights_of_volunteers(campaign) -> list[str]:
    """What every volunteer should know, for this campaign (art. 44–47)."""
    rows = [
        _("You may ask for the agreement in writing, and for a certificate of what you did (art. 44 ust. 2)."),
        _("The host tells you about risks and gives you safe conditions (art. 45 ust. 1)."),
        _("Travel and daily allowance are paid back; you can give them up only on paper, signed (art. 45 ust. 4)."),
    ]
    if campaign.is_long:
        rows.append(_("Over 30 days the agreement is always in writing, and the State covers accidents (art. 44 ust. 4, art. 46 ust. 2)."))  # fmt: skip
    else:
        rows.append(_("Up to 30 days the host insures you against accidents (art. 46 ust. 3)."))
    return rows


def duties_of_the_host(campaign) -> list[str]:
    """The checklist of the host, printed with the agreement; what the host ticks stays on paper."""
    rows = [
        _("We have told the volunteer about risks to health and safety and how to protect oneself."),
        _("We have told the volunteer about their rights and duties and keep this information at hand (art. 47)."),
    ]
    if campaign.is_long:
        rows.append(_("The agreement is in writing: it lasts longer than 30 days (art. 44 ust. 4)."))
        rows.append(_("Accidents are covered by the State (art. 46 ust. 2): we keep the agreement for that case."))
    else:
        rows.append(_("We have bought accident insurance: the agreement lasts up to 30 days (art. 46 ust. 3)."))
    if campaign.with_children or campaign.takes_minors:
        rows.append(_("Every adult has been checked in the Register of Sexual Offenders before being admitted."))
        rows.append(_("The volunteer has read our child protection standards."))
    if campaign.takes_minors:
        rows.append(_("A minor has brought, or given here, the consent of the guardian."))
    return rows
