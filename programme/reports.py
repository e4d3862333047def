"""One data structure of a yearly report; HTML, PDF and CSV are drawn from it and query nothing.

It holds codes, dates and numbers as plain text, so that a frozen edition reads the same in every language and year.
"""

from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from programme.figures import Figures
from programme.measuring import reached
from programme.models import MonitoringReportPage, ProjectIndicator, ProjectMoney, ProjectPage
from shared.looks.numbers import plain_number, show_number
from shared.templatetags.razem import full_date


@dataclass
class Report:
    """Everything a yearly report says."""

    year: int
    title: str
    made_on: str
    words: dict[str, str] = field(default_factory=dict)
    states: dict[str, int] = field(default_factory=dict)
    money: list[list[str]] = field(default_factory=list)  # source, planned, spent; empty where not known
    planned: str = ""
    spent: str = ""
    indicators: dict[str, int] = field(default_factory=dict)
    projects: list[dict] = field(default_factory=list)

    def as_data(self) -> dict:
        return asdict(self)


def build(page: MonitoringReportPage) -> Report:
    """The report of the plan as it stands now, with the words of this page."""
    source = page.canonical
    below = ProjectPage.objects.published().filter(path__startswith=source.path[: -source.steplen])
    projects = list(below.whole().order_by("path"))
    report = Report(page.year, page.title, timezone.localdate().isoformat(), words=words_of(page))
    rows = [_project(project, page.year) for project in projects]
    figures = Figures.of(projects)
    report.states = {state: figures.states[state] for state in ProjectPage.State.values}
    report.money = [[row.source, plain_number(row.planned), plain_number(row.spent)] for row in figures.money]
    report.planned, report.spent = plain_number(figures.planned), plain_number(figures.spent)
    report.indicators = _count(rows)
    report.projects = rows
    return report


def words_of(page: MonitoringReportPage) -> dict[str, str]:
    return {name: getattr(page, name).strip() for name in ("what_worked", "what_did_not", "conclusions")}


def _project(project: ProjectPage, year: int) -> dict:
    last_day = date(year, 12, 31)
    return {
        "title": project.title,
        "begun": project.state != ProjectPage.State.PLANNED
        and (project.starts_on is None or project.starts_on <= last_day),
        "state": project.state,
        "stop_reason": project.stop_reason if project.state == ProjectPage.State.STOPPED else "",
        "directions": [str(goal.code or goal.title) for goal in project.directions.all()],
        "lead": project.municipality.name,
        "partners": [place.name for place in project.places[1:]],
        "planned": plain_number(project.planned),
        "spent": plain_number(project.spent),
        "milestones": [
            {
                "title": row.title,
                "due_on": row.due_on.isoformat(),
                "done_on": row.done_on.isoformat() if row.done_on else "",
                "late": row.due_on <= last_day and (row.done_on is None or row.done_on > last_day),
            }
            for row in project.milestones.all()
            if row.due_on.year <= year or (row.done_on and row.done_on.year <= year)
        ],
        "indicators": [_indicator(row, year) for row in project.indicators.all()],
    }


def _indicator(row: ProjectIndicator, year: int) -> dict:
    """What was known of an indicator in that year; a value of another year is not taken for it."""
    measured = row.by_year.get(year)
    value = measured.value if measured else None
    return {
        "name": row.name,
        "kind": row.kind,
        "unit": row.unit,
        "baseline": plain_number(row.baseline),
        "baseline_year": row.baseline_year,
        "target": plain_number(row.target),
        "target_year": row.target_year,
        "value": plain_number(value),
        "note": measured.note if measured else "",
        "reached": reached(row.direction, row.target, value),
    }


def _count(projects: list[dict]) -> dict[str, int]:
    rows = [row for project in projects for row in project["indicators"]]
    counted = Counter(row["reached"] for row in rows)
    return {"all": len(rows), "known": sum(bool(row["value"]) for row in rows), "reached": counted[True]}


def troubles(report: Report) -> list[tuple[str, str]]:
    """What did not work, read from the figures: (project, sentence)."""
    found = []
    for project in report.projects:
        if project["state"] == ProjectPage.State.STOPPED:
            found.append((project["title"], _("Stopped. %(reason)s") % {"reason": project["stop_reason"]}))
        for row in project["milestones"]:
            if row["late"]:
                words = {"title": row["title"], "day": full_date(date.fromisoformat(row["due_on"]))}
                found.append((project["title"], _("Not ready in time: %(title)s, due on %(day)s") % words))
        for row in project["indicators"]:
            if not row["value"] and project["begun"]:
                words = {"name": row["name"], "year": report.year}
                found.append((project["title"], _("No number for %(year)s: %(name)s") % words))
    return found


def read(data: dict, page: MonitoringReportPage) -> Report:
    """A frozen edition; a translation tells its words in its own language, the figures stay as they were frozen."""
    report = Report(**data)
    if page.is_translation:
        report.title, report.words = page.title, words_of(page)
    return report


def no_data() -> str:
    return _("no data")


def in_words(report: Report) -> dict:
    """The same for people: names instead of codes, numbers as they are written, in the language of the reader."""
    counts = report.indicators
    return {
        "facts": [
            (_("Year"), str(report.year)),
            (_("State of the plan on"), full_date(date.fromisoformat(report.made_on))),
            *((str(ProjectPage.State(state).label), str(count)) for state, count in report.states.items()),
            (_("Planned, zł"), _number(report.planned)),
            (_("Spent, zł"), _number(report.spent)),
            (_("Indicators"), str(counts["all"])),
            (_("Indicators with a number for this year"), str(counts["known"])),
            (_("Indicators that came to their target"), str(counts["reached"])),
        ],
        "sections": [
            (title, report.words.get(name, ""))
            for title, name in (
                (_("What worked"), "what_worked"),
                (_("What did not work"), "what_did_not"),
                (_("Conclusions"), "conclusions"),
            )
            if report.words.get(name)
        ],
        "money": [
            (str(ProjectMoney.Source(source).label), _number(planned), _number(spent))
            for source, planned, spent in report.money
        ],
        "troubles": troubles(report),
        "projects": [_project_in_words(project) for project in report.projects],
    }


def _number(text: str) -> str:
    return show_number(text) or no_data()


def _project_in_words(project: dict) -> dict:
    done = sum(bool(row["done_on"]) for row in project["milestones"])
    return {
        "title": project["title"],
        "state": str(ProjectPage.State(project["state"]).label),
        "tone": ProjectPage.TONES[project["state"]],
        "facts": [
            (_("State"), f"{ProjectPage.State(project['state']).label}. {project['stop_reason']}".rstrip(". ") + "."),
            (_("Directions"), ", ".join(project["directions"]) or no_data()),
            (_("Municipalities"), ", ".join([project["lead"], *project["partners"]])),
            (_("Planned, zł"), _number(project["planned"])),
            (_("Spent, zł"), _number(project["spent"])),
            (_("Milestones done"), _("%(done)s of %(all)s") % {"done": done, "all": len(project["milestones"])}),
        ],
        "indicators": [_indicator_in_words(row) for row in project["indicators"]],
    }


def _indicator_in_words(row: dict) -> list[str]:
    """Name, start, target, the year's value, whether it has come to the target."""
    unit = f" ({row['unit']})" if row["unit"] else ""
    said = {True: _("yes"), False: _("not yet"), None: no_data()}
    value = _number(row["value"]) + (f" – {row['note']}" if row["note"] else "")
    return [row["name"] + unit, _with_year(row, "baseline"), _with_year(row, "target"), value, said[row["reached"]]]


def _with_year(row: dict, name: str) -> str:
    number, year = _number(row[name]), row[f"{name}_year"]
    return f"{number} ({year})" if year and row[name] else number
