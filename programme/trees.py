"""The goal trees of the seed, loaded once and edited afterwards; and a whole tree read in one query."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from programme.models import Goal, GoalLink, GoalTree

TREES = Path(__file__).with_name("trees.json")


def make_trees() -> dict[str, Goal]:
    """Add the trees that are missing; returns the goals of the file by their keys. Idempotent."""
    data = json.loads(TREES.read_text(encoding="utf-8"))
    goals: dict[str, Goal] = {}
    for row in data["trees"]:
        names = {name: row[name] for name in ("name", "name_en", "period", "order")}
        tree, _created = GoalTree.objects.get_or_create(slug=row["slug"], defaults=names)
        for order, node in enumerate(row["goals"]):
            goals[node["key"]] = _make_goal(tree, goals.get(node.get("parent", "")), order, node)
    for source, target in data["links"]:
        GoalLink.objects.get_or_create(source=goals[source], target=goals[target])
    return goals


def _make_goal(tree: GoalTree, parent: Goal | None, order: int, node: dict) -> Goal:
    details = {name: node.get(name, "") for name in ("title_en", "note")}
    goal, _created = Goal.objects.get_or_create(
        tree=tree,
        order=order,
        defaults={"parent": parent, "level": node["level"], "code": node["code"], "title": node["title"], **details},
    )
    return goal


@dataclass
class Node:
    """A goal with what stands below it; a page that shows it adds links, projects and what hangs on it."""

    goal: Goal
    depth: int
    children: list["Node"] = field(default_factory=list)
    serves: list[Goal] = field(default_factory=list)
    served_by: list[Goal] = field(default_factory=list)
    projects: list = field(default_factory=list)
    counts: list[tuple[str, int]] = field(default_factory=list)


def read_tree(tree: GoalTree) -> list[Node]:
    """The roots of a tree with everything below them, in one query; a goal whose parent is missing is a root."""
    return grow(Goal.objects.filter(tree=tree).order_by("order", "pk"))


def grow(goals: Iterable[Goal]) -> list[Node]:
    """The roots of goals that have been read already, in their order."""
    nodes = {goal.pk: Node(goal, 0) for goal in goals}
    roots = []
    for node in nodes.values():
        above = nodes.get(node.goal.parent_id)
        (above.children if above else roots).append(node)
    for root in roots:
        _measure(root, 0)
    return roots


def _measure(node: Node, depth: int) -> None:
    node.depth = depth
    for child in node.children:
        _measure(child, depth + 1)


def flat(roots: list[Node]) -> list[Node]:
    """The nodes from top to bottom, each followed by what stands below it."""
    found = []
    for node in roots:
        found += [node, *flat(node.children)]
    return found
