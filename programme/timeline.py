"""A timeline of projects: a table of years, each cell with the part of the year that is taken. No database."""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

MOST_YEARS = 15
CELL = 120  # units of the drawing in one cell: ten a month


@dataclass
class Cell:
    """A year of a project: where its bar begins and how long it is; marks are milestones (place, done)."""

    year: int
    x: float = 0
    width: float = 0
    marks: list[tuple[float, bool]] = field(default_factory=list)
    today: float | None = None


@dataclass
class Row:
    project: object
    cells: list[Cell]


@dataclass
class Timeline:
    years: list[int]
    rows: list[Row]
    cell: int = CELL


def timeline(projects: list, on: date | None = None) -> Timeline:
    """The years from the first beginning to the last end; a project without days has an empty row."""
    on = on or timezone.localdate()
    days = [day for project in projects for day in (project.starts_on, project.ends_on) if day]
    if not days:
        return Timeline([], [])
    first, last = min(days).year, max(days).year
    years = list(range(max(first, last - MOST_YEARS + 1), last + 1))
    return Timeline(years, [Row(project, [_cell(project, year, on) for year in years]) for project in projects])


def _cell(project, year: int, on: date) -> Cell:
    cell = Cell(year, today=place(on) if on.year == year else None)
    start, end = project.starts_on or project.ends_on, project.ends_on or project.starts_on
    if not start or start.year > year or end.year < year:
        return cell
    cell.x = place(start) if start.year == year else 0
    cell.width = round((place(end) + CELL / 365 if end.year == year else CELL) - cell.x, 1)
    cell.marks = [
        (place(row.due_on), row.done_on is not None) for row in project.milestones.all() if row.due_on.year == year
    ]
    return cell


def place(day: date) -> float:
    """Where in its year a day begins, 0 to CELL."""
    return round((day.timetuple().tm_yday - 1) * CELL / 366, 1)
