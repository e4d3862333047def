"""When something is, as people read it."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from shared.templatetags.razem import full_date


def weekday(moment) -> str:
    """The day of the week; in Polish with a small letter, as inside a sentence."""
    name = date_format(moment, "l")
    return name.lower() if get_language() == "pl" else name


def when_words(starts_at, ends_at) -> str:
    """“sobota, 17 kwietnia 2027 r., 9:00–13:00” in local time; over midnight both days are named."""
    if not starts_at:
        return _("the date is arranged with the host")
    starts, ends = timezone.localtime(starts_at), timezone.localtime(ends_at)
    day = f"{weekday(starts)}, {full_date(starts)}"
    if starts.date() == ends.date():
        return f"{day}, {date_format(starts, 'H:i')}–{date_format(ends, 'H:i')}"
    return f"{day}, {date_format(starts, 'H:i')} – {full_date(ends)}, {date_format(ends, 'H:i')}"


def time_words(minutes: int) -> str:
    """“3 godziny”, “3 godziny 30 minut”."""
    hours, rest = divmod(minutes, 60)
    parts = [ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}] if hours else []
    if rest or not hours:
        parts.append(ngettext("%(count)s minute", "%(count)s minutes", rest) % {"count": rest})
    return " ".join(parts)
