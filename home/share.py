"""The image of a shared page, drawn from the land of the municipalities and the page's title."""

from functools import lru_cache
from pathlib import Path

from places.map import land_svg
from shared.looks import pdf
from shared.models import SiteSettings

TEMPLATE = Path(__file__).parent / "share.typ"
MAX_TITLE = 140


def share_png(title: str) -> bytes:
    """A PNG of 1200 × 630 px; the same title is drawn once per process."""
    name = SiteSettings.objects.values_list("name", flat=True).first() or "Razem"
    return _draw(title[:MAX_TITLE], name, land_svg())


@lru_cache(maxsize=256)
def _draw(title: str, site: str, land: str) -> bytes:
    return pdf.png(TEMPLATE, {"title": title, "site": site, "land": land})
