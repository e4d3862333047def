"""Where a point of the globe lies on the drawn map, and back."""

import re
from dataclasses import dataclass

from places.models import Area
from shared.cached import cached

MOVE = re.compile(r"([ML])\s*(-?[\d.]+)[ ,]+(-?[\d.]+)")


@dataclass(frozen=True)
class Grid:
    """The drawn map's grid: units grow to the east (x) and to the south (y)."""

    west: float
    north: float
    x_per_degree: float
    y_per_degree: float

    def place(self, latitude: float, longitude: float) -> tuple[int, int]:
        """(x, y) in units of the map."""
        return (
            round((float(longitude) - self.west) * self.x_per_degree),
            round((self.north - float(latitude)) * self.y_per_degree),
        )

    def ring(self, outline: str) -> list[list[float]]:
        """The outline of a municipality (an SVG path of M and L) as a GeoJSON ring of [longitude, latitude]."""
        points = [(float(x), float(y)) for _move, x, y in MOVE.findall(outline)]
        ring = [
            [round(self.west + x / self.x_per_degree, 5), round(self.north - y / self.y_per_degree, 5)]
            for x, y in points
        ]
        return ring + ring[:1]


@cached("grid", "places.area")
def the_grid() -> Grid | None:
    """The grid of the first area that has one; None where nobody has drawn a map."""
    area = Area.objects.exclude(grid_west=None).exclude(grid_x=None).order_by("pk").first()
    if area is None or area.grid_north is None or area.grid_y is None:
        return None
    return Grid(float(area.grid_west), float(area.grid_north), float(area.grid_x), float(area.grid_y))
