"""What the programme tells: documents and indicators of its own goals, what may not be deleted, lists of coordinators."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from accounts.models import Office
from accounts.rights import allow_models
from documents.models import DocumentPage
from programme.goal_references import GoalReference, refers_to_goals, repeat_for_goals
from programme.listing import published_below
from programme.models import FrozenReport, Goal, GoalLink, GoalTree, ProjectIndicator, StatementVersion
from shared.looks.numbers import show_number
from shared.pages.deletion_guards import guards_deletion

allow_models(Office.Role.COORDINATOR, GoalTree, Goal, GoalLink)


@refers_to_goals
def find_documents_of_goals(goals: list[int], language: str) -> Iterator[tuple[int, GoalReference]]:
    """The published documents of these goals, by title; two queries."""
    pairs = list(Goal.documents.through.objects.filter(goal__in=goals).values_list("goal_id", "documentpage_id"))
    found = DocumentPage.objects.live().filter(pk__in={page for _goal, page in pairs}) if pairs else []
    for page in found.select_related("locale").order_by("title") if pairs else []:
        reference = GoalReference(_("document"), page.title, page.get_url() or "", page.get_status_display())
        yield from repeat_for_goals(pairs, page.pk, reference)


@refers_to_goals
def find_indicators_of_goals(goals: list[int], language: str) -> Iterator[tuple[int, GoalReference]]:
    """The indicators of the projects under these goals, each with its newest number; from the remembered projects."""
    for project in published_below(""):
        under = [goal.pk for goal in project.directions.all() if goal.pk in goals]
        for row in project.indicators.all() if under else []:
            url = f"{project.get_url()}#wskaznik-{row.pk}"
            reference = GoalReference(_("indicator"), row.name, url, newest_number(row))
            yield from ((goal, reference) for goal in under)


def newest_number(row: ProjectIndicator) -> str:
    """The newest number with its unit and year; a unit that is a word stands before it, so that nothing is inflected."""
    if row.latest is None:
        return _("no data")
    value, unit = show_number(row.latest.value), row.unit
    number = f"{unit}: {value}" if any(sign.isalpha() for sign in unit) else f"{value} {unit}".strip()
    return _("%(number)s in %(year)s") % {"number": number, "year": row.latest.year}


@guards_deletion
def keep_statements(page) -> str:
    if StatementVersion.objects.filter(page__path__startswith=page.path).exists():
        return _("Published versions of a statement can be cited, so they are not deleted. Unpublish the page instead.")
    return ""


@guards_deletion
def keep_reports(page) -> str:
    if FrozenReport.objects.filter(report__path__startswith=page.path).exists():
        return _("A published yearly report can be cited, so it is not deleted. Unpublish the page instead.")
    return ""
