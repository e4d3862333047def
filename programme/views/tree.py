"""The page of goals: trees or a table, and one goal with everything that hangs on it."""

from collections import Counter

from django.http import Http404, HttpRequest, HttpResponse

from places.map import plots_of
from programme.browsing import Grown, forest, group_references
from programme.goals import above
from programme.trees import flat

TABLE = "tabela"


def page(request: HttpRequest, page) -> HttpResponse:
    trees = forest(page)
    context = {
        "trees": trees,
        "is_table": request.GET.get("widok") == TABLE,
        "doubles": doubles(trees),
        "base": page.get_url() or "",
    }
    return page.render(request, context_overrides=context)


def doubles(trees: list[Grown]) -> list[str]:
    """Codes that two goals of one tree bear."""
    counted = [Counter(node.goal.code for node in tree.rows if node.goal.code) for tree in trees]
    return [code for codes in counted for code, count in codes.items() if count > 1]


def goal(request: HttpRequest, page, pk: int) -> HttpResponse:
    trees = forest(page)
    found = next(((tree, node) for tree in trees for node in tree.rows if node.goal.pk == pk), None)
    if found is None:
        raise Http404
    tree, node = found
    below = {project.pk: project for part in flat([node]) for project in part.projects}
    projects = list(below.values())
    context = {
        "tree": tree.tree,
        "node": node,
        "goal": node.goal,
        "above": above(node.goal),
        "projects": projects,
        "references": group_references([node.goal]),
        "land": plots_of(place for project in projects for place in project.places),
        "base": page.get_url() or "",
    }
    return page.render(request, context_overrides=context, template="programme/goal.html")
