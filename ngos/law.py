"""The numbers of the law on founding an organisation, as dated rows of LegalTerm (docs/domain-rules.md, R11); the acts: ngos/legal_forms/statutes.py."""

from collections.abc import Mapping

from django.utils.translation import ngettext_lazy

from ngos.legal_forms.statutes import ACTS
from shared.models import LegalTerm

PREFIX = "founding."
TERMS = [
    # key without the prefix, value, unit, act, article
    ("association.founders", "7", "osób", "associations", "art. 9"),
    ("simple.founders", "3", "osób", "associations", "art. 40 ust. 2"),
    ("simple.entry", "7", "dni", "associations", "art. 40a ust. 2"),
    ("simple.mend", "14", "dni", "associations", "art. 40a ust. 3"),
    ("simple.change", "7", "dni", "associations", "art. 40b ust. 2"),
    ("simple.convert", "7", "osób", "associations", "art. 42a ust. 1"),
    ("simple.obligation", "10000", "zł", "associations", "art. 41a ust. 3 pkt 5"),
    ("foundation.founders", "1", "osób", "foundations", "art. 2 ust. 1"),
    ("foundation.business", "1000", "zł", "foundations", "art. 5 ust. 5"),
    ("foundation.fee", "250", "zł", "fees", "art. 53 ust. 1"),
    ("foundation.fee_business", "500", "zł", "fees", "art. 53 ust. 2"),
    ("kgw.founders", "10", "osób", "circles_2025", "art. 5 ust. 1"),
    ("kgw.age", "18", "lat", "circles_2025", "art. 4 ust. 3"),
    ("kgw.records", "30", "dni", "circles", "art. 24 ust. 3"),
    ("uks.silence", "30", "dni", "sport", "art. 4 ust. 4b"),
    ("coop.founders", "3", "osób", "cooperatives", "art. 5 ust. 1"),
    ("coop.members", "5", "osób", "cooperatives", "art. 5 ust. 2"),
    ("coop.growth", "12", "miesięcy", "cooperatives", "art. 5 ust. 1a"),
    ("coop.others", "50", "%", "cooperatives", "art. 4 ust. 2 pkt 1 lit. a"),
]
UNITS = {
    "osób": ngettext_lazy("%(count)s person", "%(count)s people", "count"),
    "dni": ngettext_lazy("%(count)s day", "%(count)s days", "count"),
    "miesięcy": ngettext_lazy("%(count)s month", "%(count)s months", "count"),
    "lat": ngettext_lazy("%(count)s year", "%(count)s years", "count"),
}


def make_law() -> None:
    """Add what is missing; a number that somebody has changed in the admin since stays as it is."""
    for key, value, unit, act, article in TERMS:
        details = {"value": value, "unit": unit, "act": ACTS[act].name, "article": article}
        details |= {"read_at_state": ACTS[act].read_at, "source_url": ACTS[act].url}
        LegalTerm.objects.get_or_create(key=PREFIX + key, valid_from=None, defaults=details)


def numbers(terms: Mapping[str, LegalTerm]) -> dict[str, int]:
    """The numbers of the rows in force; a row that holds something else says nothing here."""
    return {key.removeprefix(PREFIX): int(row.value) for key, row in terms.items() if row.value.isdecimal()}


def amount(term: LegalTerm) -> str:
    """The number with its unit in the reader's language; a unit nobody foresaw stays as the row says it."""
    if term.value.isdecimal() and term.unit in UNITS:
        return UNITS[term.unit] % {"count": int(term.value)}
    value = f"{int(term.value):,}".replace(",", "\u00a0") if term.value.isdecimal() else term.value
    return f"{value}\u00a0{term.unit}".strip()
