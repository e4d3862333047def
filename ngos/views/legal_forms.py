"""“Which legal form for us?”: public, told by the address alone, so that it can be kept, sent and printed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ngos.forms.legal_forms import LONGEST_DAY, StartingForm
from ngos.law import PREFIX, amount, numbers
from ngos.legal_forms.data import Form, Term
from ngos.legal_forms.statutes import ACTS, Act
from ngos.legal_forms.wizard import (
    DAY,
    Planned,
    Question,
    Verdict,
    applied_on,
    decide,
    founding_day,
    is_enough,
    known,
    plan,
    questions,
)
from ngos.views.figures import directory_address
from shared.legal import earliest_last_day, move_to_working_day, terms
from shared.models import LegalTerm

Terms = Mapping[str, LegalTerm]


@dataclass(frozen=True)
class Told:
    """A number of the law as people read it; `last_day` when it runs from a day they have chosen."""

    label: str
    amount: str
    law: str
    last_day: date | None = None


@dataclass(frozen=True)
class Line:
    """A step of the checklist with its day and its numbers."""

    planned: Planned
    numbers: list[Told]


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    law = terms(PREFIX)
    asked = questions(numbers(law))
    answers, typed = known(request.GET, asked), request.GET.get(DAY, "")[:LONGEST_DAY]
    day = founding_day(typed)
    context = {
        "form": StartingForm(asked, answers, typed),
        "no_day": typed.strip() and day is None,
        "answers": answers,
        "directory": directory_address(request),
    }
    if is_enough(answers):
        verdicts = decide(answers, numbers(law))
        shown = chosen(verdicts, request.GET.get("forma", ""))
        context |= {
            "told": told_answers(asked, answers),
            "open_questions": len(asked) - len(answers),
            "best": verdicts[0],
            "shown": shown,
            "others": [verdict for verdict in verdicts if verdict.fits and verdict is not shown],
            "ruled_out": [verdict for verdict in verdicts if not verdict.fits],
            "founded_on": day,
            **checklist(shown.form, day, law),
        }
    return render(request, "ngos/starting.html", context)


def chosen(verdicts: list[Verdict], code: str) -> Verdict:
    """The form whose checklist is asked for, if it fits; else the best one."""
    return next((verdict for verdict in verdicts if verdict.fits and verdict.form.code == code), verdicts[0])


def told_answers(asked: tuple[Question, ...], answers: Mapping[str, str]) -> list[tuple[str, str]]:
    """What was answered, for the printed page and for whoever gets the address from somebody else."""
    return [(one.text, dict(one.options)[answers[one.code]]) for one in asked if one.code in answers]


def checklist(form: Form, day: date | None, law: Terms) -> dict:
    steps = plan(form, day, move_to_working_day)
    applied = applied_on(steps)
    lines = [Line(planned, [told(term, law, applied) for term in planned.step.terms]) for planned in steps]
    founders = law.get(PREFIX + form.founders) if form.founders else None
    return {"lines": lines, "founders": told_row(founders) if founders else None, "sources": sources(form, law)}


def told(term: Term, law: Terms, applied: date | None) -> Told:
    row = law.get(PREFIX + term.key)
    if row is None:
        return Told(term.label, _("check in the act"), "")
    runs = term.counted and applied and row.value.isdecimal()
    return Told(term.label, amount(row), row.basis, earliest_last_day(applied, row.days) if runs else None)


def told_row(row: LegalTerm) -> Told:
    return Told("", amount(row), row.basis)


def sources(form: Form, law: Terms) -> list[Act]:
    """The acts this page rests on, each with the text that was read."""
    parts: Iterable = (form, *form.steps, *form.documents, *form.checks)
    keys = [act for part in parts for act, _article in part.cites]
    rows = [law[PREFIX + term.key] for step in form.steps for term in step.terms if PREFIX + term.key in law]
    read = {(row.act, row.read_at_state) for row in rows}
    return [act for key, act in ACTS.items() if key in keys or (act.name, act.read_at) in read]
