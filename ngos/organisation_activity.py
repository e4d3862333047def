"""What belongs to an organisation: apps above say it (campaigns, meetings, good practices), because ngos may not know them."""

from dataclasses import dataclass

from shared.registry import Registry


@dataclass(frozen=True)
class Belonging:
    """One thing of an organisation: what it is in one word, its title and address, a few words about when or where."""

    kind: str
    title: str
    url: str
    note: str = ""


belongs = Registry()  # find(organisation, language) -> what belongs to it: public things, in few queries


def belonging_to(organisation, language: str) -> list[Belonging]:
    """Everything of a stored organisation, in the order in which the apps were registered."""
    return list(belongs.found(organisation, language)) if organisation.pk else []
