"""The cards of a list."""

from typing import Any

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def card_of(context: Any, row: Any) -> str:
    """One row of a list in the card its listing names."""
    listing = context["listing"]
    with context.push(**{listing.row: row}):
        return context.template.engine.get_template(listing.card).render(context)
