"""The notice that announces a consultation: the statutory clock, the number, the frozen text."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.clock import Clock
from consultations.models import ConsultationPage, DocumentStagePage, stage_kinds
from documents.services import make_version
from places.models import PrivacyNotice
from shared.acts.numbering import next_number
from shared.legal import earliest_last_day, term
from shared.templatetags.razem import full_date, one_dot


def minimum(consultation, on: date):
    """The term of law that sets the minimum time for this kind, or None."""
    return term(consultation.kind.minimum_key, on=on) if consultation.kind.minimum_key else None


def time_gaps(consultation, on: date | None = None) -> list[str]:
    """Why the period is too short: the rule and the earliest lawful last day."""
    on = on or timezone.localdate()
    clock = Clock(consultation, on)
    return period_gaps(consultation, clock.opens_on, clock.closes_on, on)


def period_gaps(consultation, opens_on: date | None, closes_on: date | None, on: date) -> list[str]:
    """The same for given days, counted from the notice (`on`) or, when later, from the first day of collecting."""
    rule = minimum(consultation, on)
    if rule is None or closes_on is None:
        return []
    earliest = earliest_last_day(max(on, opens_on), rule.days)
    if closes_on >= earliest:
        return []
    return [
        one_dot(
            _("Too short: %(basis)s asks for at least %(days)s days. The earliest lawful last day is %(day)s.")
            % {"basis": rule.basis, "days": rule.days, "day": full_date(earliest)}
        ),
    ]


def gaps(consultation) -> list[str]:
    """Everything that stands in the way of the announcement."""
    on, clock = timezone.localdate(), Clock(consultation)
    found = []
    if not consultation.live:
        found.append(_("Publish the page of the consultation first."))
    if not clock.collecting:
        found.append(_("Add a published stage that collects comments, with its first and last day."))
    elif clock.opens_on < on:
        found.append(_("The first day has passed already. Choose today or a later day."))
    if not (consultation.open_to_change.strip() and consultation.settled.strip()):
        found.append(_("Say what can be changed and what is already settled."))
    found += duty_gaps(consultation, clock)
    if not consultation.override_reason:
        found += time_gaps(consultation, on)
    return found


def duty_gaps(consultation, clock: Clock) -> list[str]:
    """What residents are owed from the first day (docs/domain-rules.md, R2): whom to ask, the BIP, the notice about data, the answers."""
    found = []
    if not (consultation.host_phone or consultation.host_email):
        found.append(_("Give a phone or an e-mail of the host: somebody must answer questions."))
    if not consultation.bip_url:
        found.append(_("Give the address of the publication in BIP."))
    if not PrivacyNotice.objects.in_force(consultation.municipality, on=clock.on).exists():
        found.append(_("There is no privacy notice in force for this municipality. Add it under “Places”."))
    there = {type(stage) for stage in clock.stages}
    return found + [str(k.required_to_announce) for k in stage_kinds() if k.required_to_announce and k not in there]


def give(consultation, user, reason: str) -> None:
    """Number the consultation, freeze the texts under consultation, remember the day."""
    today = timezone.localdate()
    model = ConsultationPage._base_manager
    if consultation.sequence is None:
        consultation.year = today.year
        consultation.sequence = next_number(f"consultation {today.year}", model.filter(year=today.year), "sequence")
    consultation.announced_on = today
    model.filter(pk=consultation.pk).update(
        year=consultation.year, sequence=consultation.sequence, announced_on=consultation.announced_on
    )
    for stage in DocumentStagePage.objects.child_of(consultation).select_related("document"):
        version = make_version(stage.document)
        DocumentStagePage.objects.filter(pk=stage.pk).update(version=version)
