"""The calendar: what comes, what has been, a month; feed, table and calendar file under the same filters."""

from datetime import timedelta

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from events.choices import Kind
from events.models import EventPage
from events.months import month_grid, neighbours, read_month, span_of
from events.time_words import when_words
from places.facets import of_place
from shared.cached import cached
from shared.lists import calendars
from shared.lists.facets import Facet
from shared.lists.feeds import absolute
from shared.lists.listing import Listing
from shared.pages.translations import in_language
from shared.small_groups import tell_total

LATELY = timedelta(days=31)  # a calendar file holds what has been for so long
EASY = {
    "online": Q(online=True),
    "pjm": Q(sign_language__in=["yes", "request"]),
    "bez-progu": Q(step_free="yes"),
}
EASE = [("online", _("also online")), ("pjm", _("sign language")), ("bez-progu", _("step-free"))]


def local_time(value) -> str:
    return timezone.localtime(value).isoformat(timespec="minutes") if value else ""


class CalendarListing(Listing):
    model = EventPage
    facets = [
        # Of this municipality, and of the whole area.
        of_place(asks=lambda slug: Q(municipality__slug=slug) | Q(municipality=None)),
        Facet("rodzaj", _("Kind"), Kind.choices, column="kind"),
        Facet("jak", _("What you need"), EASE, asks=EASY.get),
    ]
    keeps = {"kiedy": lambda value: value == "byly", "miesiac": read_month}
    per_page = 15
    name, stylesheet, style = "wydarzenia", "css/events.css", "events"
    card, row, marks = "events/row.html", "event", "rows"
    empty = _("No meeting is planned now. See what has been, or follow a consultation: we write when there is a date.")
    has_calendar = True
    columns = [
        (_("title"), lambda event: event.shown.title),
        (_("kind"), lambda event: event.get_kind_display()),
        (_("begins"), lambda event: local_time(event.starts_at)),
        (_("ends"), lambda event: local_time(event.ends_at)),
        (_("municipality"), lambda event: str(event.municipality or "")),
        (_("place"), lambda event: event.venue),
        (pgettext_lazy("who invites", "host"), lambda event: event.host_name),
        (_("state"), lambda event: event.get_state_display()),
        (_("who came"), lambda event: tell_total([group.number for group in event.attendance.all()])),
        (_("address"), lambda event: absolute(event.shown.url or "/")),
    ]

    def rows(self, page, filters):
        found = EventPage.objects.public().child_of(page.canonical)
        return found.past() if is_past(filters) else found

    def on_page(self, rows, filters):
        """The page shows what comes or what has been; files hold both, unless one asks for the past."""
        if first := month_of(filters):
            return rows.between(*span_of(first))
        return rows if is_past(filters) else rows.ahead()

    def ordered(self, rows, filters):
        """The next one first; of what has been the newest first."""
        rows = rows.select_related("municipality", "village", "organisation", "locale")
        if is_past(filters):
            return rows.order_by("-starts_at", "-pk")
        return rows.order_by(F("starts_at").asc(nulls_last=True), "pk")

    def in_table(self, rows):
        return rows.order_by("starts_at", "pk").prefetch_related("attendance")

    def in_calendar(self, rows):
        """To subscribe to: what comes and what was in the last month."""
        return rows.filter(ends_at__gt=timezone.now() - LATELY).exclude(starts_at=None).order_by("starts_at", "pk")

    def page_of(self, request, rows, filters, hits):
        return super().page_of(request, rows, filters, hits) if not month_of(filters) else None

    def own_context(self, request, page, shown):
        filters = shown["filters"]
        own = {"past": is_past(filters), "this_month": f"{timezone.localdate():%Y-%m}"}
        if first := month_of(filters):
            found = self.ordered(self.found(page, filters), filters)
            own |= {"month": first, "weeks": month_grid(found, first, page.locale.language_code)}
            own["before"], own["after"] = neighbours(first)
        return own

    def count_words(self, count):
        return ngettext("%(counter)s event", "%(counter)s events", count) % {"counter": count}

    def nothing(self, filters):
        return _("No meeting has been yet.") if is_past(filters) and not filters.any else super().nothing(filters)

    def tell(self, event):
        return f"{when_words(event)}. {event.shown.summary}"

    def entry(self, event):
        """An event in a public calendar: never the address of the online meeting."""
        place = ", ".join(part for part in (event.venue, event.place_words) if part)
        url = absolute(event.shown.url or "/")
        text = f"{event.shown.summary}\n\n{url}"
        title, begins, ends = event.shown.title, event.starts_at, event.ends_at
        return calendars.Entry(f"event-{event.pk}", title, begins, ends, place, text, url, event.is_cancelled)


LISTING = CalendarListing()


def is_past(filters) -> bool:
    return "kiedy" in filters.kept and "miesiac" not in filters.kept


def month_of(filters):
    return read_month(filters.kept.get("miesiac", ""))


@cached("coming-events", "wagtailcore.page", "places.municipality", "places.solectwo")
def coming(language: str) -> list[EventPage]:
    """The next events, for the front page; those that have passed since are left out by the reader."""
    found = EventPage.objects.public().ahead().exclude(state=EventPage.State.CANCELLED).exclude(starts_at=None)
    rows = found.select_related("municipality", "village", "locale", "organisation").order_by("starts_at")
    return in_language(list(rows[:12]), language)
