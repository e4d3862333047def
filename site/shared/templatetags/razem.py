"""Tags and filters of the site's own templates."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext

from shared.diffing import word_diff

register = template.Library()
NBSP = "\u00a0"
SHORT_WORDS = {"a", "i", "o", "u", "w", "z", "A", "I", "O", "U", "W", "Z"}


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
def days_left(days: int) -> str:
    return ngettext("%(count)s day left", "%(count)s days left", days) % {"count": days}


@register.simple_tag
def diff(before: str, after: str):
    """Two wordings as one text with <del> and <ins>."""
    tags = {"same": "{}", "del": "<del>{}</del>", "ins": "<ins>{}</ins>"}
    return format_html_join(
        "", "{}", ((format_html(tags[piece.kind], piece.text),) for piece in word_diff(before, after))
    )


@register.simple_tag(takes_context=True)
def query_with(context, **changes) -> str:
    """The current query string with some parameters replaced; empty ones are dropped."""
    params = context["request"].GET.copy()
    for name, value in changes.items():
        params.pop(name, None)
        if value not in (None, ""):
            params[name] = value
    return "?" + params.urlencode() if params else "?"
