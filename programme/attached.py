"""What the programme itself hangs on its goals: documents, and indicators of their projects."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from documents.models import DocumentPage
from programme.goal_references import Hanging, hangs, on_each
from programme.listing import published_below
from programme.models import Goal, ProjectIndicator
from shared.looks.numbers import show_number


@hangs
def documents_hang(goals: list[int], language: str) -> Iterator[tuple[int, Hanging]]:
    """The published documents of these goals, by title; two queries."""
    pairs = list(Goal.documents.through.objects.filter(goal__in=goals).values_list("goal_id", "documentpage_id"))
    found = DocumentPage.objects.live().filter(pk__in={page for _goal, page in pairs}) if pairs else []
    for page in found.select_related("locale").order_by("title") if pairs else []:
        hanging = Hanging(_("document"), page.title, page.get_url() or "", page.get_status_display())
        yield from on_each(pairs, page.pk, hanging)


@hangs
def indicators_hang(goals: list[int], language: str) -> Iterator[tuple[int, Hanging]]:
    """The indicators of the projects under these goals, each with its newest number; from the remembered projects."""
    for project in published_below(""):
        under = [goal.pk for goal in project.directions.all() if goal.pk in goals]
        for row in project.indicators.all() if under else []:
            hanging = Hanging(_("indicator"), row.name, f"{project.get_url()}#wskaznik-{row.pk}", newest_number(row))
            yield from ((goal, hanging) for goal in under)


def newest_number(row: ProjectIndicator) -> str:
    """The newest number with its unit and year; a unit that is a word stands before it, so that nothing is inflected."""
    if row.latest is None:
        return _("no data")
    value, unit = show_number(row.latest.value), row.unit
    number = f"{unit}: {value}" if any(sign.isalpha() for sign in unit) else f"{value} {unit}".strip()
    return _("%(number)s in %(year)s") % {"number": number, "year": row.latest.year}
