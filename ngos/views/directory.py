"""The directory: list and map are one thing twice, with the same filters in the address."""

import hashlib
import json
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _

from ngos.listing import LISTING, SHOWN, whole_marks
from ngos.marks import Mark
from places.grid import the_grid
from places.map import outlined
from shared.cached import cached
from shared.lists.facets import ShownFacet
from shared.pages.context import site_settings

MAX_TITLES = 5


def page(request: HttpRequest, page) -> HttpResponse:
    context = LISTING.context(request, page)
    own = {
        "groups": groups(context["facets"]),
        "land": drawn_land(LISTING.marks(page, context["filters"])),
    }
    response = page.render(request, context_overrides={**context, **own})
    allow_tiles(request, response)
    return response


def allow_tiles(request: HttpRequest, response: HttpResponse) -> None:
    """Only where a municipality has set its own tile server may pictures of the map come from it."""
    address = urlsplit(site_settings(request).tiles_url)
    if address.scheme == "https" and address.hostname:
        response._csp_update = {"img-src": [f"https://{address.netloc}"]}


def groups(facets: list[ShownFacet]) -> list[dict]:
    """The facets in the order people think: what, where, for whom; the yes-or-no ones together."""
    flags = [choice for facet in facets if facet.is_flag for choice in facet.choices]
    made = [
        {"name": facet.param, "heading": facet.label, "choices": facet.choices}
        for facet in facets
        if facet.choices and not facet.is_flag
    ]
    return made + ([{"heading": _("Also"), "choices": flags}] if flags else [])


def drawn_land(drawn: list[Mark]) -> dict | None:
    """The still map made on the server: outlines, and one mark for each village with organisations."""
    grid = the_grid()
    if grid is None:
        return None
    for mark in drawn:
        mark.x, mark.y = grid.place(mark.latitude, mark.longitude)
        mark.radius = min(26, 11 + 3 * mark.count)
    return {"places": outlined(), "marks": drawn}


def geojson(request: HttpRequest, page) -> HttpResponse:
    """Outlines and marks for the moving map; cached bytes with an ETag when no filter is set."""
    filters = LISTING.filters(request, page)
    body = drawn_map(LISTING.marks(page, filters)) if filters.any else whole_map(page.municipality_id)
    etag = quote_etag(hashlib.sha256(body).hexdigest()[:32])
    response = HttpResponse(body, content_type="application/geo+json; charset=utf-8")
    response["ETag"], response["Cache-Control"] = etag, "public, max-age=60"
    return get_conditional_response(request, etag=etag, response=response)


@cached("map-of-organisations", *SHOWN)
def whole_map(municipality_id: int | None) -> bytes:
    return drawn_map(whole_marks(municipality_id))


def drawn_map(marks: list[Mark]) -> bytes:
    """A GeoJSON FeatureCollection (RFC 7946): polygons of municipalities, points of villages with their organisations."""
    grid = the_grid()
    features = [
        _feature("Polygon", [grid.ring(place.outline)], {"kind": "municipality", "name": place.name, "hue": place.hue})
        for place in outlined()
        if grid
    ]
    for mark in marks:
        facts = {
            "kind": "village", "name": mark.name, "village": mark.village, "address": mark.address, "count": mark.count,
            "titles": mark.titles[:MAX_TITLES],
        }  # fmt: skip
        features.append(_feature("Point", [mark.longitude, mark.latitude], facts))
    return json.dumps(
        {"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":")
    ).encode()


def _feature(kind: str, coordinates: list, properties: dict) -> dict:
    return {"type": "Feature", "geometry": {"type": kind, "coordinates": coordinates}, "properties": properties}
