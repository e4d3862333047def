"""White spots and figures: one structure as a page, as CSV, as JSON. Public; nothing about any person."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ngos.choices import PlainField
from ngos.figures import Count, Figures, as_data, csv_header, csv_rows, figures, label
from ngos.models import OrganisationIndexPage
from places.models import Municipality, all_places
from shared.lists.downloads import csv_download

BAR = 120  # width of the longest bar, in units of the drawing


@dataclass
class Bar:
    """A row of a table with a drawn bar; the darker part are organisations kept by two people."""

    name: str
    value: str
    count: Count
    white: int
    villages: int
    longest: int

    @property
    def width(self) -> int:
        return round(BAR * self.count.active / self.longest) if self.longest else 0

    @property
    def two_width(self) -> int:
        return round(BAR * self.count.two_editors / self.longest) if self.longest else 0


def chosen(request: HttpRequest) -> tuple[Municipality | None, str]:
    """The filters of the address; unknown values choose nothing."""
    slug, code = request.GET.get("gmina", ""), request.GET.get("pole", "")
    place = next((place for place in all_places() if place.slug == slug), None)
    return place, code if code in PlainField.values else ""


def place_bars(found: Figures) -> list[Bar]:
    longest = max((place.whole.total.active for place in found.places), default=0)
    return [
        Bar(place.whole.name, place.whole.slug, place.whole.total, len(place.white), len(place.villages), longest)
        for place in found.places
    ]


def field_bars(found: Figures) -> list[Bar]:
    counts = found.whole.fields
    longest = max((count.active for count in counts.values()), default=0)
    return [
        Bar(label(code), code, count, found.white_in(code), found.villages, longest) for code, count in counts.items()
    ]


def directory_address(request: HttpRequest) -> str:
    """Where the directory of the whole area is; empty while there is none."""
    found = OrganisationIndexPage.objects.live().filter(municipality=None, locale__language_code=get_language())
    directory = found.select_related("locale").order_by("depth").first()
    return (directory.get_url(request) or "") if directory else ""


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    place, field = chosen(request)
    found = figures(place, field)
    context = {
        "found": found,
        "place": place,
        "field": field,
        "field_name": PlainField(field).label if field else "",
        "part": found.places[0] if place else None,
        "places": all_places(),
        "field_choices": [(code, label(code)) for code in PlainField.values],
        "columns": [label(code) for code in found.codes] if not field else [],
        "place_bars": [] if place else place_bars(found),
        "field_bars": [] if field else field_bars(found),
        "bar": BAR,
        "directory": directory_address(request),
        "query": request.GET.urlencode(),
    }
    return render(request, "ngos/figures.html", context)


@require_safe
def csv(request: HttpRequest) -> HttpResponse:
    rows = csv_rows(figures(*chosen(request)))
    return csv_download("biale-plamy.csv", csv_header(), rows, excel=request.GET.get("excel") == "1")


@require_safe
def json(request: HttpRequest) -> HttpResponse:
    data = as_data(figures(*chosen(request)))
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})
