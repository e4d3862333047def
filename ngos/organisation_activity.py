"""What an organisation does: apps above say it (campaigns, meetings, good practices), because ngos may not know them."""

from dataclasses import dataclass

from shared.registry import Registry


@dataclass(frozen=True)
class Activity:
    """One thing of an organisation: what it is in one word, its title and address, a few words about when or where."""

    kind: str
    title: str
    url: str
    note: str = ""


tells_activities = Registry()  # find(organisation, language) -> its activities: public things, in few queries


def activities_of(organisation, language: str) -> list[Activity]:
    """Everything of a stored organisation, in the order of the apps."""
    return list(tells_activities.found(organisation, language)) if organisation.pk else []
