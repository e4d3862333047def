"""The plan for other people's programs: rows for CSV, one structure for JSON. No query here."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from programme.models import ProjectIndicator, ProjectPage
from shared.looks.numbers import plain_number


def header() -> list[str]:
    return [
        _("Project"), _("Address"), _("Directions"), _("Lead municipality"), _("Partner municipalities"), _("State"),
        _("Why it was stopped"), _("Begins on"), _("Ends on"), _("Planned, zł"), _("Spent, zł"), _("Milestones"),
        _("Milestones done"), _("Indicators"), _("Indicators with a number"), _("Indicators that came to their target"),
    ]  # fmt: skip


def rows(projects: list[ProjectPage], base: str, *, excel: bool = False) -> Iterator[list]:
    """One row for each project; what is not known is empty, never zero."""
    for project in projects:
        milestones, indicators = list(project.milestones.all()), list(project.indicators.all())
        yield [
            project.title,
            f"{base}{project.get_url()}",
            ", ".join(goal.code or goal.title for goal in project.directions.all()),
            project.municipality.name,
            ", ".join(place.name for place in project.places[1:]),
            project.get_state_display(),
            project.stop_reason,
            _day(project.starts_on),
            _day(project.ends_on),
            plain_number(project.planned, comma=excel),
            plain_number(project.spent, comma=excel),
            len(milestones),
            sum(row.done_on is not None for row in milestones),
            len(indicators),
            sum(row.latest is not None for row in indicators),
            sum(row.is_reached is True for row in indicators),
        ]


def indicator_header() -> list[str]:
    return [
        _("Project"), _("Indicator"), _("Kind"), _("Unit"), _("Should"), _("At the start"), _("Year of the start"),
        _("Target"), _("Year of the target"), _("Year"), _("Value"), _("Explanation"), _("Source"),
    ]  # fmt: skip


def indicator_rows(projects: list[ProjectPage], *, excel: bool = False) -> Iterator[list]:
    """One row for each value; an indicator without any has one row with an empty value."""
    for project in projects:
        for row in project.indicators.all():
            start = [project.title, row.name, row.get_kind_display(), row.unit, row.get_direction_display()]
            start += [plain_number(row.baseline, comma=excel), row.baseline_year]
            start += [plain_number(row.target, comma=excel), row.target_year]
            for value in row.by_year.values():
                yield [*start, value.year, plain_number(value.value, comma=excel), value.note, row.source]
            if not row.by_year:
                yield [*start, "", "", "", row.source]


def as_data(projects: list[ProjectPage], base: str) -> dict:
    """Everything a project page shows; codes instead of words, null where nothing is known."""
    return {"projects": [_project(project, base) for project in projects]}


def _project(project: ProjectPage, base: str) -> dict:
    return {
        "title": project.title,
        "url": f"{base}{project.get_url()}",
        "summary": project.summary,
        "state": project.state,
        "stop_reason": project.stop_reason or None,
        "starts_on": _day(project.starts_on) or None,
        "ends_on": _day(project.ends_on) or None,
        "lead": _place(project.municipality),
        "partners": [_place(place) for place in project.places[1:]],
        "directions": [{"code": goal.code, "title": goal.title, "id": goal.pk} for goal in project.directions.all()],
        "money": [
            {"source": row.source, "planned": _number(row.amount), "spent": _number(row.spent)}
            for row in project.money.all()
        ],
        "milestones": [
            {"title": row.title, "due_on": _day(row.due_on), "done_on": _day(row.done_on) or None}
            for row in project.milestones.all()
        ],
        "indicators": [_indicator(row) for row in project.indicators.all()],
    }


def _indicator(row: ProjectIndicator) -> dict:
    return {
        "name": row.name,
        "kind": row.kind,
        "unit": row.unit,
        "direction": row.direction,
        "baseline": _number(row.baseline),
        "baseline_year": row.baseline_year,
        "target": _number(row.target),
        "target_year": row.target_year,
        "source": row.source,
        "values": [
            {"year": value.year, "value": _number(value.value), "note": value.note} for value in row.by_year.values()
        ],
    }


def _place(place) -> dict:
    return {"terc": place.terc, "name": place.name}


def _number(value) -> float | None:
    return None if value is None else float(value)


def _day(value) -> str:
    return value.isoformat() if value else ""
