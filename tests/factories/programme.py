"""Scenery of a programme: its page, the goals of the seed, a plan with projects, statements and reports."""

from datetime import date
from decimal import Decimal

from programme.models import (
    GoalTree,
    GoalTreePage,
    IndicatorValue,
    Milestone,
    MonitoringReportPage,
    PlanPage,
    ProgrammePage,
    ProjectIndicator,
    ProjectMoney,
    ProjectPage,
    StatementPage,
)
from tests.factories.scenery import child


def make_programme(home, **details) -> ProgrammePage:
    words = {"title": "Program", "slug": "program", "lead": "Pięć gmin, jeden plan.", "why": "<p>Bo warto.</p>"}
    return child(home, ProgrammePage(**{**words, **details}))


def make_tree_page(programme) -> GoalTreePage:
    page = GoalTreePage(title="Cele", slug="cele")
    page.trees = GoalTree.objects.all()
    return child(programme, page)


def make_plan(programme) -> PlanPage:
    return child(programme, PlanPage(title="Plan", slug="plan", intro="Projekty programu."))


def make_project(plan, place, *, slug: str = "mapa", live: bool = True, **parts) -> ProjectPage:
    """`money` are (source, amount, spent), `milestones` (title, due, done), `indicators` dictionaries with `values`."""
    many = {name: parts.pop(name, ()) for name in ("directions", "partners", "organisations", "documents")}
    money, milestones, indicators = (parts.pop(name, ()) for name in ("money", "milestones", "indicators"))
    words = {"title": f"Projekt {slug}", "summary": "Robimy to razem.", "state": "running"}
    page = ProjectPage(**{**words, **parts}, slug=slug, municipality=place, live=live)
    for name, rows in many.items():
        setattr(page, name, rows)
    page.money = [ProjectMoney(source=source, amount=number(a), spent=number(b)) for source, a, b in money]
    page.milestones = [Milestone(title=title, due_on=due, done_on=done) for title, due, done in milestones]
    page.indicators = [make_indicator(**row) for row in indicators]
    return child(plan, page)


def make_indicator(*, name: str = "Głosy", values=(), baseline=None, target=None, **details) -> ProjectIndicator:
    indicator = ProjectIndicator(name=name, baseline=number(baseline), target=number(target), **details)
    indicator.values = [IndicatorValue(year=year, value=number(value)) for year, value in values]
    return indicator


def make_statement(programme, *, slug: str = "wizja", **details) -> StatementPage:
    """Published, so that its first version is kept."""
    words = {"title": "Wizja", "kind": "vision", "statement": "Każda uwaga dostaje odpowiedź."}
    page = child(programme, StatementPage(**{**words, **details}, slug=slug))
    page.save_revision().publish()
    return StatementPage.objects.get(pk=page.pk)


def make_report(programme, *, year: int = 2025, published: bool = True, **details) -> MonitoringReportPage:
    words = {"title": f"Raport za {year} rok", "what_worked": "Spis działa.", "what_did_not": "Bus stał."}
    page = MonitoringReportPage(**{**words, **details}, slug=f"raport-{year}", year=year, live=False)
    page = child(programme, page)
    if published:
        page.save_revision().publish()
    return MonitoringReportPage.objects.get(pk=page.pk)


def number(value) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def day(text: str) -> date:
    return date.fromisoformat(text)
