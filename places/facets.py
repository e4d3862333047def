"""The facet of municipalities, which nearly every list has."""

from django.utils.translation import gettext_lazy as _

from places.models import all_places
from shared.lists.facets import Facet


def every_place(_filters) -> list[tuple[str, str]]:
    return [(place.slug, place.name) for place in all_places()]


def of_place(choices=every_place, **differences) -> Facet:
    """“Municipality” in the address as ?gmina=; all of them are offered, so that nobody looks for their own in vain."""
    facts = {"column": "municipality__slug", "keeps_empty": True} | differences
    return Facet("gmina", _("Municipality"), choices, **facts)
