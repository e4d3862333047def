"""The drawn map of the municipalities as one picture, for papers and share images."""

from django.utils.html import escape

from places.models import Municipality

HUES = ("566070", "4a7c59", "2f6f9f", "8a5a9e", "c0562f", "9c7510", "2f7f7a", "a8456b", "6b6f2a")


def land_svg() -> str:
    """The outlines as one SVG picture, faint enough for letters to stand on it."""
    paths = [
        f'<path fill="#{HUES[hue]}" fill-opacity=".45" stroke="#fbf9f4" stroke-width="7" d="{escape(outline)}"/>'
        for hue, outline in Municipality.objects.exclude(outline="").values_list("hue", "outline")
    ]
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-10 -10 1020 735">{"".join(paths)}</svg>'
