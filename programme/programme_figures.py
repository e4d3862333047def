"""Figures of other apps that belong to the programme (hours of volunteers): apps above say them in their contributions.py."""

from shared.registry import Registry

tells_figures = Registry()  # count() -> pairs (what it is, how many): public figures only, in few queries


def collect_figures() -> list[tuple[str, int]]:
    """All of them, in the order of the apps."""
    return list(tells_figures.found())
