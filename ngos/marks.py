"""The marks of the map: organisations grouped by the place of their seat."""

from dataclasses import dataclass, field

from django.db.models import Count, QuerySet

FEW = 100


@dataclass
class Mark:
    """A place on the map with the organisations that have their seat there."""

    latitude: float
    longitude: float
    name: str
    count: int
    village: int | None
    address: str  # the query string that shows these organisations only
    titles: list[str] = field(default_factory=list)
    x: int = 0
    y: int = 0
    radius: int = 0


def marks(found: QuerySet) -> list[Mark]:
    """Organisations grouped by village, or by the middle of the municipality when the village is not told.

    Names of organisations are read only when there are few of them: a mark for a hundred names nobody.
    """
    columns = (
        "village_id", "village__name", "village__slug", "village__latitude", "village__longitude",
        "municipality__name", "municipality__slug", "municipality__latitude", "municipality__longitude",
    )  # fmt: skip
    places: dict[tuple, Mark] = {}
    keys: dict[tuple, tuple] = {}
    for row in found.order_by().values(*columns).annotate(n=Count("pk", distinct=True)).order_by("village__name"):
        level = "village" if row["village__latitude"] is not None else "municipality"
        point = (row[f"{level}__latitude"], row[f"{level}__longitude"])
        if None in point:
            continue
        village = row["village_id"] if level == "village" else None
        address = f"?gmina={row['municipality__slug']}" + (f"&solectwo={row['village__slug']}" if village else "")
        mark = Mark(float(point[0]), float(point[1]), row[f"{level}__name"], 0, village, address)
        places.setdefault(point, mark).count += row["n"]
        keys[row["village_id"], row["municipality__slug"]] = point
    if sum(mark.count for mark in places.values()) <= FEW:
        for village, municipality, title in found.order_by("title").values_list(
            "village_id", "municipality__slug", "title"
        ):
            if (village, municipality) in keys:
                places[keys[village, municipality]].titles.append(title)
    return sorted(places.values(), key=lambda mark: mark.name)
