"""The drawn map of the municipalities: plots for pages, one picture for papers and share images."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import escape

from places.models import Municipality, all_places

HUES = ("566070", "4a7c59", "2f6f9f", "8a5a9e", "c0562f", "9c7510", "2f7f7a", "a8456b", "6b6f2a")


@dataclass(frozen=True)
class Plot:
    """A municipality on the map: whether something is there, where it leads, what it says (templates/components/land.html)."""

    place: Municipality
    is_here: bool = False
    is_chosen: bool = False
    address: str = ""
    label: str = ""  # for those who do not see the map
    words: str = ""  # on the map, below the name


def outlined() -> list[Municipality]:
    """Every municipality that has an outline; none where nobody has drawn a map."""
    return [place for place in all_places() if place.outline]


def plots_of(here: Iterable[Municipality]) -> list[Plot]:
    """The whole map, with these places filled and the others pale."""
    keys = {place.pk for place in here}
    return [Plot(place, place.pk in keys) for place in outlined()]


def land_svg() -> str:
    """The outlines as one SVG picture, faint enough for letters to stand on it."""
    paths = [
        f'<path fill="#{HUES[place.hue]}" fill-opacity=".45" stroke="#fbf9f4" stroke-width="7" d="{escape(place.outline)}"/>'
        for place in outlined()
    ]
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-10 -10 1020 735">{"".join(paths)}</svg>'
