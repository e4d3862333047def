"""Numbers of the plan as people read them."""

from django import template
from django.utils.translation import gettext as _

from programme.browsing import address_of
from shared.looks.numbers import show_number

register = template.Library()


@register.filter
def number(value) -> str:
    """1 234,5; what is not known is said in words, never as zero."""
    return show_number(value) or _("no data")


@register.filter
def zloty(value) -> str:
    """1 234,50 zł, or that nobody knows."""
    return f"{show_number(value)}\u00a0zł" if value is not None else _("no data")


@register.simple_tag(takes_context=True)
def goal_address(context, goal) -> str:
    """The permanent address of a goal's page in the language of the page shown."""
    return address_of(goal, context["page"].locale_id)
