"""What sessions and SWOT tell the layers below: goals that answer an item, what may not be deleted, lists of coordinators."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Office
from accounts.rights import allow_models
from programme.goal_references import GoalReference, refers_to_goals
from shared.acts.retention import keeps
from shared.pages.deletion_guards import guards_deletion
from strategy.models import Ballot, Quadrant, SessionPage, SwotAnswer, SwotArea, SwotItem, SwotPage, SwotVersion
from strategy.swot import pages_of_areas

# versions and ballots change by services only, so they have no list
allow_models(Office.Role.COORDINATOR, SwotArea, SwotAnswer)


@refers_to_goals
def find_swot_items_of_goals(goals: list[int], language: str) -> Iterator[tuple[int, GoalReference]]:
    """The items whose answers name these goals, as the version in force words them; three queries."""
    pairs = SwotAnswer.objects.filter(goals__in=goals).values_list("goals", "key", "area")
    keys: dict[str, list[int]] = {}
    for goal, key, _area in pairs:
        keys.setdefault(key, []).append(goal)
    if not keys:
        return
    items = SwotItem.objects.filter(version__in=SwotVersion.objects.newest(), key__in=keys).select_related("version")
    pages = pages_of_areas(language)
    for item in sorted(items, key=lambda item: item.key):
        page = pages.get(item.version.area_id)
        if page:
            url = f"{page.get_url()}#{item.anchor}"
            for goal in keys[item.key]:
                yield goal, GoalReference(f"SWOT, {Quadrant(item.quadrant).label}", item.text, url, item.key)


@guards_deletion
def keep_sessions(page) -> str:
    """Sessions at which a SWOT was made or voted on stay."""
    below = SessionPage._base_manager.filter(path__startswith=page.path).values("pk")
    if SwotVersion.objects.filter(session__in=below).exists() or Ballot.objects.filter(session__in=below).exists():
        return _(
            "A version of a SWOT or a ballot belongs to this session: it is not deleted. Unpublish the page instead."
        )
    return ""


@guards_deletion
def keep_swot_pages(page) -> str:
    """So does the address of a SWOT that can be cited."""
    areas = SwotPage._base_manager.filter(path__startswith=page.path).values("area")
    if SwotVersion.objects.published().filter(area__in=areas).exists():
        return _("Published versions of a SWOT can be cited, so their page is not deleted. Unpublish it instead.")
    return ""


keeps(
    gettext_lazy("Ballot papers of sessions, without names"),
    why=gettext_lazy("So that a result can be counted again."),
    until=gettext_lazy("for good"),
)
