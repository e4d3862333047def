"""The image of a shared page, drawn from the land of the municipalities and the page's title."""

import json
from functools import lru_cache
from pathlib import Path

import typst
from django.utils.html import escape

from places.models import Municipality
from shared.models import SiteSettings

TEMPLATE = Path(__file__).parent / "share.typ"
HUES = ("566070", "4a7c59", "2f6f9f", "8a5a9e", "c0562f", "9c7510", "2f7f7a", "a8456b", "6b6f2a")
MAX_TITLE = 140


def share_png(title: str) -> bytes:
    """A PNG of 1200 × 630 px; the same title is drawn once per process."""
    name = SiteSettings.objects.values_list("name", flat=True).first() or "Razem"
    return _draw(title[:MAX_TITLE], name, _land())


def _land() -> str:
    """The outlines as one SVG picture, faint enough for letters to stand on it."""
    paths = [
        f'<path fill="#{HUES[hue]}" fill-opacity=".45" stroke="#fbf9f4" stroke-width="7" d="{escape(outline)}"/>'
        for hue, outline in Municipality.objects.exclude(outline="").values_list("hue", "outline")
    ]
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-10 -10 1020 735">{"".join(paths)}</svg>'


@lru_cache(maxsize=256)
def _draw(title: str, site: str, land: str) -> bytes:
    data = json.dumps({"title": title, "site": site, "land": land})
    return typst.compile(str(TEMPLATE), sys_inputs={"data": data}, format="png", ppi=72)
