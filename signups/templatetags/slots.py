"""Filters of templates that show dates and places."""

from django import template
from django.template.defaultfilters import floatformat
from django.utils import timezone
from django.utils.formats import date_format

from signups.time_words import time_words, when_words

register = template.Library()


@register.filter
def slot_when(slot) -> str:
    """“sobota, 17 kwietnia 2027 r., 9:00–13:00”; works for slots, events and possible dates."""
    return when_words(slot.starts_at, slot.ends_at)


@register.filter
def day_number(moment) -> str:
    return date_format(timezone.localtime(moment), "j") if moment else ""


@register.filter
def month_year(moment) -> str:
    return date_format(timezone.localtime(moment), "E Y") if moment else ""


@register.filter
def clock(moment) -> str:
    return date_format(timezone.localtime(moment), "H:i") if moment else ""


@register.filter
def item(mapping, key):
    """One value of a mapping, None when it is not there."""
    return mapping.get(key)


@register.filter
def figure(number) -> str:
    """A figure of a table, with at most one decimal; a dash where it is not known."""
    return "–" if number is None else floatformat(number, "-1")


@register.filter
def minutes_words(minutes) -> str:
    """“3 godziny 30 minut”; a dash for nothing."""
    return time_words(minutes) if minutes else "–"
