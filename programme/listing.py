"""The published projects, remembered until a page changes, and the list of a plan with its filters."""

from dataclasses import dataclass

from django.http import HttpRequest

from places.models import Municipality, all_places
from programme.goals import all_goals, with_all_below
from programme.models import PlanPage, ProjectPage
from programme.trees import flat, grow
from shared.cached import cached
from shared.pages.translations import in_locale


@cached("projects", "wagtailcore.page", "places.municipality", "programme.goal")
def published_below(path: str) -> list[ProjectPage]:
    """The published projects below a page ("" means all), whole, in the order of the tree."""
    return list(ProjectPage.objects.published().filter(path__startswith=path).whole().order_by("path"))


@dataclass
class Filters:
    """What was chosen in the address; what is not known chooses nothing."""

    place: Municipality | None = None
    goal: int | None = None
    state: str = ""

    @property
    def query(self) -> str:
        """The same choice for another address."""
        parts = {"gmina": self.place and self.place.slug, "cel": self.goal, "stan": self.state}
        return "&".join(f"{name}={value}" for name, value in parts.items() if value)

    def let_through(self, project: ProjectPage) -> bool:
        if self.place and self.place.pk not in {place.pk for place in project.places}:
            return False
        if self.goal and not with_all_below(self.goal) & {goal.pk for goal in project.directions.all()}:
            return False
        return self.state in ("", project.state)


def chosen(request: HttpRequest) -> Filters:
    slug, key, state = (request.GET.get(name, "") for name in ("gmina", "cel", "stan"))
    keys = {str(goal.pk): goal.pk for goal in all_goals()[1]}
    return Filters(
        place=next((place for place in all_places() if place.slug == slug), None),
        goal=keys.get(key),
        state=state if state in ProjectPage.State.values else "",
    )


def projects_of(page: PlanPage, filters: Filters) -> list[ProjectPage]:
    """The projects of the plan that the filters let through; each once, under however many directions it stands."""
    found = [project for project in published_below(page.canonical.path) if filters.let_through(project)]
    return in_locale(found, page.locale_id)


@dataclass
class Choice:
    """A goal to choose, with the number of levels above it."""

    pk: int
    words: str
    depth: int


def goal_choices(page: PlanPage) -> list[tuple[str, list[Choice]]]:
    """For each tree the goals that have projects under them, and those above them."""
    keys = {goal.pk for project in published_below(page.canonical.path) for goal in project.directions.all()}
    trees, goals, _links = all_goals()
    found = []
    for tree in trees:
        nodes = flat(grow(goal for goal in goals if goal.tree_id == tree.pk))
        held = [node for node in nodes if with_all_below(node.goal.pk) & keys]
        if held:
            found.append((str(tree), [Choice(node.goal.pk, str(node.goal), node.depth) for node in held]))
    return found
