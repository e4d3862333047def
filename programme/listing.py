"""The published projects, remembered until a page changes, and the list of a plan with its filters."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from places.facets import of_place
from places.map import plots_of
from programme import exports
from programme.figures import Figures
from programme.goals import all_goals
from programme.models import ProjectPage
from programme.timeline import timeline
from programme.trees import flat, grow
from shared.cached import cached
from shared.lists.facets import Facet
from shared.lists.listing import Listing


@cached("projects", "wagtailcore.page", "places.municipality", "programme.goal")
def published_below(path: str) -> list[ProjectPage]:
    """The published projects below a page ("" means all), whole, in the order of the tree."""
    return list(ProjectPage.objects.published().filter(path__startswith=path).whole().order_by("path"))


def goal_choices(_filters) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every goal in the order of its tree; the list shows those that have projects under them, and those above them."""
    trees, goals, _links = all_goals()
    return [
        (
            str(tree),
            [(str(node.goal.pk), str(node.goal)) for node in flat(grow(g for g in goals if g.tree_id == tree.pk))],
        )
        for tree in trees
    ]


def with_goals(projects: list[ProjectPage]) -> list[ProjectPage]:
    """Each project with the keys of the goals it serves and of all above them, in `served`."""
    parents = {goal.pk: goal.parent_id for goal in all_goals()[1]}
    for project in projects:
        project.served = set()
        for goal in project.directions.all():
            key = goal.pk
            while key and str(key) not in project.served:
                project.served.add(str(key))
                key = parents.get(key)
    return projects


class PlanListing(Listing):
    """The projects of a plan, all on one page, since the timeline and the totals are about all of them."""

    model = ProjectPage
    facets = [
        of_place(holds=lambda project: {place.slug for place in project.places}),
        Facet("cel", gettext_lazy("Goal"), goal_choices, holds=lambda project: project.served),
        Facet("stan", gettext_lazy("State"), ProjectPage.State.choices, holds=lambda project: {project.state}),
    ]
    per_page = None
    name, stylesheet, style = "plan", "css/programme.css", "report"
    csv_names = (gettext_lazy("projects (CSV)"), gettext_lazy("projects (CSV for Excel)"))
    more_files = [
        ("wskazniki/csv/", "text/csv", gettext_lazy("indicators (CSV)")),
        ("json/", "application/json", "JSON"),
    ]
    empty = gettext_lazy("There are no projects in the plan yet.")

    def rows(self, page, filters):
        return with_goals(published_below(page.canonical.path))

    def count_words(self, count):
        return ngettext("%(counter)s project", "%(counter)s projects", count) % {"counter": count}

    def own_context(self, request, page, shown):
        projects = shown["page_obj"].object_list
        return {
            "projects": projects,
            "figures": Figures.of(projects),
            "timeline": timeline(projects),
            "land": plots_of(place for project in projects for place in project.places),
        }

    def nothing(self, filters):
        if filters.chosen and not filters.words:
            return _("No project fits these filters. Choose “all” in one of them.")
        return super().nothing(filters)

    def table(self, rows, *, excel):
        return exports.header(), exports.rows(rows, settings.PUBLIC_URL, excel=excel)


LISTING = PlanListing()
