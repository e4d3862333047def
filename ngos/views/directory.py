"""The directory: list and map are one thing twice, with the same filters in the address."""

import hashlib
import json
from urllib.parse import urlsplit

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _

from ngos.listing import FACETS, FLAGS, SHOWN, Filters, Mark, facets, marks, matching, ordered, whole_marks
from ngos.reports import directory_header, directory_row
from places.grid import the_grid
from places.models import all_places
from shared.cached import cached
from shared.lists.downloads import csv_download
from shared.pages.context import site_settings

PER_PAGE = 24
MAX_TITLES = 5


def page(request: HttpRequest, page) -> HttpResponse:
    filters = Filters.read(request.GET, page.municipality_id)
    base, found = matching(filters)
    rows = ordered(found).select_related("municipality", "village", "locale").prefetch_related("fields")
    page_obj = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "groups": groups(facets(filters, base)),
        "page_obj": page_obj,
        "land": drawn_land(marks(found) if filters.any else whole_marks(filters.municipality)),
        "query": request.GET.urlencode(),
    }
    response = page.render(request, context_overrides=context)
    allow_tiles(request, response)
    return response


def allow_tiles(request: HttpRequest, response: HttpResponse) -> None:
    """Only where a municipality has set its own tile server may pictures of the map come from it."""
    address = urlsplit(site_settings(request).tiles_url)
    if address.scheme == "https" and address.hostname:
        response._csp_update = {"img-src": [f"https://{address.netloc}"]}


def groups(found: dict) -> list[dict]:
    """The facets in the order people think: what, where, for whom; the yes-or-no ones together."""
    made = [
        {"name": name, "heading": heading, "choices": found.get(name, []), "dropped": dropped}
        for name, heading, dropped in FACETS
    ]
    flags = [(name, choice) for name in FLAGS for choice in found.get(name, [])]
    return [
        *[group for group in made if group["choices"]],
        *([{"flags": flags, "heading": _("Also")}] if flags else []),
    ]


def drawn_land(drawn: list[Mark]) -> dict | None:
    """The still map made on the server: outlines, and one mark for each village with organisations."""
    grid = the_grid()
    if grid is None:
        return None
    for mark in drawn:
        mark.x, mark.y = grid.place(mark.latitude, mark.longitude)
        mark.radius = min(26, 11 + 3 * mark.count)
    return {"places": [place for place in all_places() if place.outline], "marks": drawn}


def geojson(request: HttpRequest, page) -> HttpResponse:
    """Outlines and marks for the moving map; cached bytes with an ETag when no filter is set."""
    filters = Filters.read(request.GET, page.municipality_id)
    body = whole_map(page.municipality_id) if not filters.any else drawn_map(filters)
    etag = quote_etag(hashlib.sha256(body).hexdigest()[:32])
    response = HttpResponse(body, content_type="application/geo+json; charset=utf-8")
    response["ETag"], response["Cache-Control"] = etag, "public, max-age=60"
    return get_conditional_response(request, etag=etag, response=response)


@cached("map-of-organisations", *SHOWN)
def whole_map(municipality_id: int | None) -> bytes:
    return drawn_map(Filters(municipality=municipality_id))


def drawn_map(filters: Filters) -> bytes:
    """A GeoJSON FeatureCollection (RFC 7946): polygons of municipalities, points of villages with their organisations."""
    grid = the_grid()
    features = [
        _feature("Polygon", [grid.ring(place.outline)], {"kind": "municipality", "name": place.name, "hue": place.hue})
        for place in all_places()
        if grid and place.outline
    ]
    for mark in marks(matching(filters)[1]):
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


def csv(request: HttpRequest, page) -> HttpResponse:
    """All organisations under the filters of the address; no person's name, no hidden address or e-mail."""
    filters = Filters.read(request.GET, page.municipality_id)
    rows = ordered(matching(filters)[1]).select_related("municipality", "village", "locale").prefetch_related("fields")
    return csv_download("organizacje.csv", directory_header(), (directory_row(organisation) for organisation in rows))
