"""Kinds of consultations and the dated terms of law they stand on (docs/domain-rules.md, R1)."""

from consultations.models import ConsultationKind
from shared.models import LegalTerm

UZPPR = "ustawy o zasadach prowadzenia polityki rozwoju"
TERMS = [
    # key, value, unit, act, article, valid from, read at
    ("consult.strategy.min", "35", "dni", UZPPR, "art. 6 ust. 5", "Dz.U. 2024 poz. 324"),
    ("consult.strategy.report", "30", "dni", UZPPR, "art. 6 ust. 6", "Dz.U. 2024 poz. 324"),
    ("consult.revitalisation.min", "35", "dni", "ustawy o rewitalizacji", "art. 6 ust. 5", "Dz.U. 2024 poz. 278"),
    ("consult.spatial.min", "28", "dni", "ustawy o planowaniu i zagospodarowaniu przestrzennym", "art. 8j", "Dz.U. 2024 poz. 1130"),
    ("consult.spatial.margin", "7", "dni", "ustawy o planowaniu i zagospodarowaniu przestrzennym", "art. 8j", "Dz.U. 2024 poz. 1130"),
    ("consult.environment.min", "21", "dni", "ustawy o udostępnianiu informacji o środowisku", "art. 39 ust. 1 pkt 4", "Dz.U. 2024 poz. 1112"),
    ("consult.recommended", "21", "dni", "Kanonu lokalnych konsultacji (zalecenie)", "", ""),
    ("consult.report.recommended", "30", "dni", "Kanonu lokalnych konsultacji (zalecenie)", "", ""),
]  # fmt: skip
KINDS = [
    # code, name, basis, key of the minimum, of the recommendation, of the report
    ("residents_general", "Sprawy ważne dla gminy", "art. 5a ust. 1 i 2 ustawy o samorządzie gminnym", "", "consult.recommended", "consult.report.recommended"),
    ("strategy", "Strategia rozwoju gminy lub ponadlokalna", f"art. 6 ust. 3–6 {UZPPR}", "consult.strategy.min", "", "consult.strategy.report"),
    ("revitalisation", "Rewitalizacja", "art. 6 ustawy o rewitalizacji", "consult.revitalisation.min", "", "consult.report.recommended"),
    ("spatial", "Plan ogólny i plan miejscowy", "art. 8e–8m ustawy o planowaniu i zagospodarowaniu przestrzennym", "consult.spatial.min", "", "consult.report.recommended"),
    ("environment", "Prognoza oddziaływania na środowisko", "art. 39 ustawy o udostępnianiu informacji o środowisku", "consult.environment.min", "", "consult.report.recommended"),
    ("ngo_programme", "Program współpracy z organizacjami", "art. 5a ust. 1 i art. 5 ust. 5 ustawy o działalności pożytku publicznego i o wolontariacie", "", "consult.recommended", "consult.report.recommended"),
    ("ngo_local_law", "Akt prawa miejscowego w sprawach organizacji", "art. 5 ust. 2 pkt 3 ustawy o działalności pożytku publicznego i o wolontariacie", "", "consult.recommended", "consult.report.recommended"),
    ("auxiliary_units", "Sołectwa: utworzenie, zmiana, statut", "art. 5 ust. 2 i art. 35 ust. 1 ustawy o samorządzie gminnym", "", "consult.recommended", "consult.report.recommended"),
]  # fmt: skip


def make_law() -> None:
    for key, value, unit, act, article, state in TERMS:
        LegalTerm.objects.get_or_create(
            key=key,
            valid_from=None,
            defaults={"value": value, "unit": unit, "act": act, "article": article, "read_at_state": state},
        )
    for code, name, basis, minimum, recommended, report in KINDS:
        ConsultationKind.objects.get_or_create(
            code=code,
            defaults={
                "name": name,
                "basis": basis,
                "minimum_key": minimum,
                "recommended_key": recommended,
                "report_key": report,
            },
        )
