"""Trees of goals as they are browsed: links between trees, projects, what refers to each goal."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.translation import get_language

from programme.goal_references import GoalReference, references_of_goals
from programme.goals import all_goals
from programme.listing import published_below
from programme.models import Goal, GoalTree, GoalTreePage, ProjectPage
from programme.trees import Node, flat, grow
from shared.cached import cached
from shared.pages.translations import in_locale

# Whatever of an app above refers to a goal is a page, or is decided by an act that is logged: both are heard here.
HEARD = ("wagtailcore.page", "wagtailcore.pagelogentry", "wagtailcore.modellogentry", "programme.goal")


@cached("goal-references", *HEARD)
def all_references(language: str) -> dict[int, list[GoalReference]]:
    """What refers to each goal of all trees: asked of every app at once, and at most a minute old."""
    return references_of_goals([goal.pk for goal in all_goals()[1]], language)


def group_references(goals: Iterable[Goal]) -> list[tuple[str, list[GoalReference]]]:
    """What refers to these goals, by kind; what refers to two of them is there once."""
    references = all_references(get_language() or settings.LANGUAGE_CODE)
    found: dict[str, dict[tuple[str, str], GoalReference]] = {}
    for goal in goals:
        for thing in references.get(goal.pk, []):
            found.setdefault(thing.kind, {}).setdefault((thing.url, thing.title), thing)
    return [(kind, list(things.values())) for kind, things in found.items()]


@dataclass
class Grown:
    """A tree of goals that has been read."""

    tree: GoalTree
    roots: list[Node]

    @property
    def rows(self) -> list[Node]:
        return flat(self.roots)


def forest(page: GoalTreePage) -> list[Grown]:
    """The trees of a page with everything that belongs to their goals; constant in queries."""
    chosen = {tree.pk for tree in page.canonical.trees.all()}
    trees, goals, links = all_goals()
    named = {goal.pk: goal for goal in goals}
    grown = [Grown(tree, grow(g for g in goals if g.tree_id == tree.pk)) for tree in trees if tree.pk in chosen]
    projects = projects_of_goals(page.locale_id)
    references = all_references(get_language() or settings.LANGUAGE_CODE)
    for node in (node for one in grown for node in one.rows):
        key = node.goal.pk
        node.serves = [named[target] for source, target in links if source == key]
        node.served_by = [named[source] for source, target in links if target == key]
        node.projects = projects.get(key, [])
        node.counts = list(Counter(thing.kind for thing in references.get(key, [])).items())
    return grown


def projects_of_goals(locale: int) -> dict[int, list[ProjectPage]]:
    """For every goal the published projects that stand right under it."""
    by_goal: dict[int, list[ProjectPage]] = {}
    for project in in_locale(published_below(""), locale):
        for goal in project.directions.all():
            by_goal.setdefault(goal.pk, []).append(project)
    return by_goal


@cached("pages-of-trees", "wagtailcore.page")
def addresses_of_trees(locale: int) -> dict[int, str]:
    """For each tree the address of a page that shows it, in this language where there is one; two queries."""
    chosen, found = trees_of_pages(), {}
    pages = GoalTreePage.objects.live().select_related("locale").order_by("path")
    for page in sorted(pages, key=lambda page: page.locale_id != locale):
        for tree in chosen.get(page.translation_key, ()):
            found.setdefault(tree, page.get_url() or "")
    return found


def trees_of_pages() -> dict[UUID, list[int]]:
    """Which trees the pages show: chosen on the source-language page, the same for its translations."""
    rows = GoalTreePage.trees.through.objects.filter(goaltreepage__locale__language_code=settings.LANGUAGE_CODE)
    found: dict[UUID, list[int]] = {}
    for page, tree in rows.values_list("goaltreepage__translation_key", "goaltree_id"):
        found.setdefault(page, []).append(tree)
    return found


def address_of(goal: Goal, locale: int) -> str:
    """The permanent address of a goal's page; empty where no page shows its tree."""
    tree = addresses_of_trees(locale).get(goal.tree_id)
    return f"{tree}cel/{goal.pk}/" if tree else ""
