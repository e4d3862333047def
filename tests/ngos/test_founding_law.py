"""The law on founding an organisation: numbers are dated rows, citations name acts that were read."""

import re
from datetime import date

import pytest
from django.core.management import call_command
from django.utils import translation

from ngos import law
from ngos.legal_forms.data import FORMS
from ngos.legal_forms.statutes import ACTS, citation
from shared.legal import terms
from shared.models import LegalTerm
from tests.kept import kept

NUMBERS = {key: int(value) for key, value, *_rest in law.TERMS}


@kept
def the_law(db):
    law.make_law()


def test_every_number_a_form_names_is_a_row_of_the_law():
    named = {form.founders for form in FORMS if form.founders}
    named |= {term.key for form in FORMS for step in form.steps for term in step.terms}

    assert named == set(NUMBERS)


def test_every_citation_names_an_act_that_was_read():
    parts = [part for form in FORMS for part in (form, *form.steps, *form.documents, *form.checks)]

    assert {act for part in parts for act, _article in part.cites} <= set(ACTS)
    assert all(act.read_at.startswith("Dz.U. ") for act in ACTS.values())


def test_the_articles_of_one_act_stand_together():
    cites = [("associations", "art. 9"), ("associations", "art. 11 ust. 3"), ("fire", "art. 1")]

    assert citation(cites) == (
        "art. 9, art. 11 ust. 3 ustawy – Prawo o stowarzyszeniach; art. 1 ustawy o ochotniczych strażach pożarnych"
    )


def test_the_numbers_stand_in_no_sentence():
    """A number of the law in a sentence would stay there when the law changes."""
    parts = [part for form in FORMS for part in (*form.steps, *form.checks)]
    with translation.override("en"):
        texts = [str(part.text) for part in parts] + [str(form.about) for form in FORMS]

    assert [text for text in texts if re.search(r"\d", text)] == []


def test_the_law_is_loaded_once_and_a_change_of_it_stays(the_law):
    LegalTerm.objects.filter(key="founding.association.founders").update(value="5")
    law.make_law()

    assert LegalTerm.objects.filter(key__startswith=law.PREFIX).count() == len(law.TERMS)
    assert law.numbers(terms(law.PREFIX))["association.founders"] == 5


def test_a_new_number_holds_from_its_day(the_law):
    LegalTerm.objects.create(
        key="founding.kgw.founders", value="8", unit="osób", act="ustawy", valid_from=date(2020, 1, 1)
    )
    LegalTerm.objects.create(
        key="founding.kgw.founders", value="5", unit="osób", act="ustawy", valid_from=date(2999, 1, 1)
    )

    assert law.numbers(terms(law.PREFIX))["kgw.founders"] == 8
    assert law.numbers(terms(law.PREFIX, on=date(2019, 12, 31)))["kgw.founders"] == 10


def test_the_command_for_an_empty_site_loads_the_law(db):
    call_command("make_site", verbosity=0)

    assert LegalTerm.objects.filter(key__startswith=law.PREFIX).count() == len(law.TERMS)


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [("7", "osób", "7 people"), ("1", "dni", "1 day"), ("14", "dni", "14 days"), ("10000", "zł", "10\u00a0000\u00a0zł"), ("50", "%", "50\u00a0%"), ("kilka", "osób", "kilka\u00a0osób")],
)  # fmt: skip
def test_an_amount_is_told_with_its_unit(value, unit, told):
    with translation.override("en"):
        assert law.amount(LegalTerm(value=value, unit=unit)) == told
