"""Figures of other apps that belong to the programme (hours of volunteers): apps above say them."""

from shared.registry import Registry

gives = Registry()  # count() -> pairs (what it is, how many): public figures only, in few queries


def given() -> list[tuple[str, int]]:
    """All of them, in the order in which the apps were registered."""
    return list(gives.found())
