"""The land of the municipalities, with the places of a project filled and the others pale."""

from collections.abc import Iterable
from dataclasses import dataclass

from places.models import Municipality, all_places


@dataclass
class Plot:
    place: Municipality
    is_here: bool


def land(here: Iterable[Municipality]) -> list[Plot]:
    """Every municipality that has an outline; none where nobody has drawn a map."""
    keys = {place.pk for place in here}
    return [Plot(place, place.pk in keys) for place in all_places() if place.outline]
