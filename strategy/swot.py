"""What the pages of a SWOT show: the chosen version with its answers, and two versions side by side."""

from dataclasses import dataclass

from django.db.models import Count
from django.http import Http404

from programme.browsing import address_of
from programme.models import Goal
from strategy.comparing import compare
from strategy.models import Quadrant, SwotAnswer, SwotItem, SwotPage, SwotVersion


@dataclass(frozen=True)
class Entry:
    """An item with what the programme does about it, and for which goals (each with its address, where it has one)."""

    item: SwotItem
    answer: SwotAnswer | None
    goals: list[tuple[Goal, str]]

    @property
    def needs_answer(self) -> bool:
        return Quadrant(self.item.quadrant).needs_answer


@dataclass(frozen=True)
class Block:
    """A quadrant with its items in order."""

    quadrant: Quadrant
    entries: list[Entry]


def pages_of_areas(language: str) -> dict[int, SwotPage]:
    """The page of every area in the language, else in another one; one query."""
    found = SwotPage.objects.live().select_related("locale").order_by("path")
    pages: dict[int, SwotPage] = {}
    for page in found:
        there = pages.get(page.area_id)
        if there is None or (page.locale.language_code == language and there.locale.language_code != language):
            pages[page.area_id] = page
    return pages


def versions_of(page: SwotPage) -> list[SwotVersion]:
    """The published versions, newest first, with their sessions and the number of papers behind them."""
    found = SwotVersion.objects.published().filter(area=page.swot).annotate(paper_count=Count("ballot__papers"))
    return list(found.select_related("session__locale").defer("session__body", "session__minutes").order_by("-number"))


def chosen(versions: list[SwotVersion], number: int | None) -> SwotVersion | None:
    """The version with this number, the newest without one; 404 for a number that is not published."""
    if number is None:
        return versions[0] if versions else None
    for version in versions:
        if version.number == number:
            return version
    raise Http404


def swot_context(page: SwotPage, number: int | None = None) -> dict:
    versions = versions_of(page)
    version = chosen(versions, number)
    pages = pages_of_areas(page.locale.language_code)
    return {
        "area": page.swot,
        "versions": versions,
        "version": version,
        "is_newest": version is None or version is versions[0],
        "number": number,
        "blocks": blocks(version, page.locale_id),
        "others": [other for area, other in pages.items() if area != page.swot.pk],
    }


def blocks(version: SwotVersion | None, locale: int) -> list[Block]:
    """The four quadrants; three queries."""
    if version is None:
        return []
    answers = SwotAnswer.objects.filter(area=version.area_id).select_related("page__locale").prefetch_related("goals")
    by_key = {answer.key: answer for answer in answers}
    found: dict[str, list[Entry]] = {quadrant: [] for quadrant in Quadrant}
    for item in SwotItem.objects.filter(version=version).order_by("rank"):
        answer = by_key.get(item.key)
        goals = [(goal, address_of(goal, locale)) for goal in answer.goals.all()] if answer else []
        found[item.quadrant].append(Entry(item, answer, goals))
    return [Block(Quadrant(quadrant), entries) for quadrant, entries in found.items()]


def compare_context(page: SwotPage, before: int, after: int) -> dict:
    versions = versions_of(page)
    old, new = chosen(versions, before), chosen(versions, after)
    items: dict[int, list[SwotItem]] = {old.pk: [], new.pk: []}
    for item in SwotItem.objects.filter(version__in=[old, new]).order_by("rank"):
        items[item.version_id].append(item)
    return {
        "area": page.swot,
        "versions": versions,
        "before": old,
        "after": new,
        "groups": compare(items[old.pk], items[new.pk]),
    }
