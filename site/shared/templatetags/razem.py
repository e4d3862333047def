"""Tags and filters of the site's own templates."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext, ngettext

from shared.looks.diffing import word_diff
from shared.small_groups import SMALL_GROUP

register = template.Library()
NBSP = "\u00a0"
SHORT_WORDS = {"a", "i", "o", "u", "w", "z", "A", "I", "O", "U", "W", "Z"}


@register.simple_tag
def small_group() -> int:
    """The number of people from which on a group is told by its name (shared/small_groups.py)."""
    return SMALL_GROUP


@register.filter
def full_date(value: date | datetime | None) -> str:
    """23 listopada 2026 r. (in English 23 November 2026), with non-breaking spaces."""
    if not value:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    text = date_format(value, "j E Y" if get_language() == "pl" else "j F Y")
    return (text + (" r." if get_language() == "pl" else "")).replace(" ", NBSP)


@register.filter
def day_month(value: date | None) -> str:
    return date_format(value, "j E" if get_language() == "pl" else "j F").replace(" ", NBSP) if value else ""


@register.filter
def tied(text: str) -> str:
    """Polish typography: a one-letter word does not stay alone at the end of a line."""
    words = str(text).split(" ")
    out = "".join(word + (NBSP if word in SHORT_WORDS else " ") for word in words).rstrip(" ")
    return mark_safe(conditional_escape(out))


@register.filter
def one_dot(text: str) -> str:
    """A sentence that ends with a date ("… 2026 r.") needs no second dot."""
    return conditional_escape(text).replace("r..", "r.")


@register.filter
def colon(label: str) -> str:
    """A label before an explanation; a question needs no colon."""
    return label if label.endswith(("?", "!", ":")) else f"{label}:"


@register.filter
def iso_to_full(value: str) -> str:
    """“2026-02-01” as people read it; anything else stays as it is."""
    try:
        return full_date(date.fromisoformat(value))
    except ValueError:
        return value


@register.filter
def one_line(text: str) -> str:
    """Text for an attribute: no line ends, at most 300 characters."""
    return Truncator(" ".join(str(text).split())).chars(300)


@register.filter
def days_left(days: int) -> str:
    return ngettext("%(count)s day left", "%(count)s days left", days) % {"count": days}


@register.simple_tag
def diff(before: str, after: str) -> Any:
    """Two wordings as one text with <del> and <ins>."""
    told = {"del": gettext("deleted:"), "ins": gettext("added:")}
    tag = '<{0}><span class="visually-hidden">{1} </span>{2}</{0}>'
    parts, last = [], ""
    for kind, text in word_diff(before, after):
        if kind == "ins" and last == "del":
            parts.append(" ")  # “14 7”, not “147”, for ears, for a printer without colours and for the clipboard
        parts.append(text if kind == "same" else format_html(tag, kind, told[kind], text))
        last = kind
    return format_html_join("", "{}", ((part,) for part in parts))


@register.simple_tag(takes_context=True)
def query_with(context: Any, **changes: Any) -> str:
    """The current query string with some parameters replaced; empty ones are dropped."""
    params = context["request"].GET.copy()
    for name, value in changes.items():
        params.pop(name, None)
        if value not in (None, ""):
            params[name] = value
    return "?" + params.urlencode() if params else "?"


@register.simple_tag(takes_context=True)
def query_toggled(context: Any, name: str, value: str, *dropped: str) -> str:
    """The query string with one choice set, or taken out when it was set; the page number and `dropped` go."""
    params = context["request"].GET.copy()
    was = params.get(name)
    for key in (name, "page", *dropped):
        params.pop(key, None)
    if was != value:
        params[name] = value
    return "?" + params.urlencode() if params else "?"


@register.filter
def verbose_plural(model: Any) -> str:
    """The name of a model's rows, as people read it."""
    return str(model._meta.verbose_name_plural)


@register.filter
def tel(phone: str) -> str:
    """The number for a tel: link; without a country code it is a Polish one."""
    digits = "".join(c for c in phone if c.isdigit())
    return f"+{digits}" if phone.strip().startswith("+") else f"+48{digits}"
