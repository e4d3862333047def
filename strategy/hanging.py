"""What of the SWOT a goal answers: weaknesses and threats, with the place where they can be read."""

from collections.abc import Iterator

from programme.goal_references import Hanging, hangs
from strategy.models import Quadrant, SwotAnswer, SwotItem, SwotVersion
from strategy.swot import pages_of_areas


@hangs
def swot_items_hang(goals: list[int], language: str) -> Iterator[tuple[int, Hanging]]:
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
                yield goal, Hanging(f"SWOT, {Quadrant(item.quadrant).label}", item.text, url, item.key)
