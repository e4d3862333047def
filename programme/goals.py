"""The goals of all trees, read once and remembered until one of them changes."""

from programme.models import Goal, GoalLink, GoalTree
from shared.cached import cached


@cached("goals", "programme.goal", "programme.goaltree", "programme.goallink")
def all_goals() -> tuple[list[GoalTree], list[Goal], list[tuple[int, int]]]:
    """Every tree, every goal in its order, and the links as pairs (goal, goal it serves)."""
    links = GoalLink.objects.order_by("pk").values_list("source_id", "target_id")
    return list(GoalTree.objects.all()), list(Goal.objects.order_by("tree", "order", "pk")), list(links)


def with_all_below(key: int) -> set[int]:
    """A goal and every goal below it."""
    goals, found = all_goals()[1], {key}
    while more := {goal.pk for goal in goals if goal.parent_id in found} - found:
        found |= more
    return found


def above(goal: Goal) -> list[Goal]:
    """The goals above this one, from the top of the tree."""
    named, chain = {one.pk: one for one in all_goals()[1]}, []
    while (goal := named.get(goal.parent_id)) and goal not in chain:
        chain.insert(0, goal)
    return chain
