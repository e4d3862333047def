"""A public list, declared once: words, facets with counts, pages, Atom, CSV, a calendar; all of it stands in the address.

An app writes its `listing.py` (what there is, which facets, which columns) and names the addresses in routes.py:
`PRACTICES = LISTING.routes()`. The template is components/listing.html, or one of the app that extends it.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.core.paginator import Page as PageOfRows
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shared.lists import calendars
from shared.lists.downloads import csv_download
from shared.lists.facets import HITS, Facet, Filters, ShownFacet
from shared.lists.feeds import MOST, feed_of
from shared.pages.translations import in_language

IN_CALENDAR = 500
NEVER = datetime.min.replace(tzinfo=UTC)


class Listing:
    """What every list of pages can do. `rows` and `count_words` must be said; whatever else only where it differs."""

    model: Any  # the pages it lists
    facets: Sequence[Facet] = ()
    keeps: dict[str, Callable[[str], Any]] = {}  # parameters that links carry along, each with its check
    per_page: int | None = 12
    name = ""  # of the files
    stylesheet, style = "", ""  # of the page: file and class
    card, row = "", "row"  # the template of one row, and what it calls the row
    marks = "cards"  # class of the list: cards or rows
    columns: Sequence[tuple[Any, Callable]] = ()  # of the table: heading, value of a row
    feed_order: Sequence[str] = ("-first_published_at", "-pk")
    empty: Any = gettext_lazy("There is nothing here yet.")
    csv_names: tuple[Any, Any] = ("CSV", gettext_lazy("CSV for Excel"))
    has_calendar = False
    more_files: Sequence[tuple[str, str, Any]] = ()  # address below the page, type, name

    # What an app says of its list.

    def rows(self, page: Any, filters: Filters) -> QuerySet | list:
        """Everything public that the list may hold, without order and annotations; facets and words narrow it."""
        raise NotImplementedError

    def count_words(self, count: int) -> str:
        """How many there are, in words: “3 good practices”."""
        raise NotImplementedError

    def on_page(self, rows: Any, filters: Filters) -> Any:
        """Those the page shows of the rows, where files hold more than the page (the calendar has its past)."""
        return rows

    def ordered(self, rows: Any, filters: Filters) -> Any:
        """In the order of the page, with all that a row shows, in a constant number of queries."""
        return rows

    def prepared(self, rows: list, page: Any) -> list:
        """The rows that are shown, each with its translation in `shown`."""
        return in_language(rows, page.locale.language_code)

    def tell(self, row: Any) -> str:
        """What stands in the feed."""
        return row.shown.summary

    def published(self, row: Any) -> datetime | None:
        """Since when it has been in the list."""
        return row.first_published_at

    def entry(self, row: Any) -> calendars.Entry:
        raise NotImplementedError

    def in_table(self, rows: Any) -> Any:
        """The rows of the table with what its columns need, in its order."""
        return rows

    def in_calendar(self, rows: Any) -> Any:
        """Those that stand in the calendar file, in their order."""
        return rows

    def own_context(self, request: HttpRequest, page: Any, shown: dict) -> dict:
        """What the app's template shows besides what every list shows."""
        return {}

    # What follows from it.

    def filters(self, request: HttpRequest, page: Any) -> Filters:
        return Filters.read(request.GET, page, self.facets, self.keeps)

    def base(self, page: Any, filters: Filters) -> Any:
        """The rows that have the words; found by the key that translations share, so words of any language will do."""
        rows = self.rows(page, filters)
        if not filters.words:
            return rows
        found = self.model.objects.live().search(filters.words, operator="and").get_queryset()
        keys = found.order_by().values("translation_key")
        if isinstance(rows, QuerySet):
            return rows.filter(translation_key__in=keys)
        known = set(keys.values_list("translation_key", flat=True))
        return [row for row in rows if row.translation_key in known]

    def found(self, page: Any, filters: Filters) -> Any:
        """All rows under the words and filters, in every file the same."""
        return filters.narrow(self.base(page, filters), self.facets)

    def counts(self, base: Any, filters: Filters) -> dict[tuple[str, str], int]:
        return filters.count(base, self.facets)

    def page_of(self, request: HttpRequest, rows: Any, filters: Filters, hits: int) -> PageOfRows | None:
        """The page asked for, the nearest one when there is no such page; counting has been done."""
        paginator = Paginator(rows, self.per_page or max(hits, 1))
        paginator.count = hits
        page_obj = paginator.get_page(request.GET.get("page"))
        page_obj.object_list = self.prepared(list(page_obj.object_list), filters.page)
        return page_obj

    def context(self, request: HttpRequest, page: Any) -> dict:
        filters = self.filters(request, page)
        base = self.on_page(self.base(page, filters), filters)
        counts = self.counts(base, filters)
        facets = [ShownFacet.of(facet, filters, counts) for facet in self.facets]
        hits = counts.get(HITS, 0)
        rows = self.ordered(filters.narrow(base, self.facets), filters)
        shown = {
            "listing": self,
            "filters": filters,
            "facets": facets,
            "carried": carried(filters, facets),
            "removals": removals(filters, facets),
            "page_obj": self.page_of(request, rows, filters, hits),
            "count_words": self.count_words(hits),
            "nothing": "" if hits else self.nothing(filters),
            "files": self.files(page.get_url(request) or "", filters),
        }
        return {**shown, **self.own_context(request, page, shown)}

    def nothing(self, filters: Filters) -> str:
        """What to do next when nothing was found."""
        if not filters.any:
            return str(self.empty)
        if not filters.chosen:
            return _("Nothing has all these words. Search for another word, or for fewer.")
        if not filters.words:
            return _("Nothing fits all these filters. Take one away.")
        return _("Nothing fits all these filters. Take one away, or search for another word.")

    def files(self, url: str, filters: Filters) -> list[dict]:
        """The same hits for programs: address, type and name of each file."""
        told = [("ics/", "", "text/calendar", _("Calendar file (subscribe)"))] if self.has_calendar else []
        told += [("csv/", "", "text/csv", str(self.csv_names[0])), ("csv/", "excel=1", "", str(self.csv_names[1]))]
        told += [("atom/", "", "application/atom+xml", "Atom")]
        told += [(address, "", kind, str(name)) for address, kind, name in self.more_files]
        made = []
        for address, asked, kind, name in told:
            query = "&".join(part for part in (asked, filters.query) if part)
            made.append({"url": f"{url}{address}?{query}" if query else url + address, "type": kind, "name": name})
        return made

    def table(self, rows: Iterable, *, excel: bool) -> tuple[list[str], Iterable[list]]:
        """Header and rows of the CSV; `excel`: for a Polish spreadsheet."""
        return [str(heading) for heading, _value in self.columns], (
            [value(row) for _heading, value in self.columns] for row in rows
        )

    # Views.

    def show_page(self, request: HttpRequest, page: Any) -> HttpResponse:
        return page.render(request, context_overrides=self.context(request, page))

    def show_feed(self, request: HttpRequest, page: Any) -> HttpResponse:
        """The newest under the filters."""
        filters = self.filters(request, page)
        rows = self.ordered(self.found(page, filters), filters)
        if isinstance(rows, QuerySet):
            rows = rows.order_by(*self.feed_order)
        else:
            rows = sorted(rows, key=lambda row: self.published(row) or NEVER, reverse=True)
        found = self.prepared(list(rows[:MOST]), page)
        return feed_of(request, page, found, tell=self.tell, published=self.published)

    def show_csv(self, request: HttpRequest, page: Any) -> HttpResponse:
        filters, excel = self.filters(request, page), request.GET.get("excel") == "1"
        rows = self.prepared(list(self.in_table(self.ordered(self.found(page, filters), filters))), page)
        return csv_download(f"{self.name}.csv", *self.table(rows, excel=excel), excel=excel)

    def show_calendar(self, request: HttpRequest, page: Any) -> HttpResponse:
        filters = self.filters(request, page)
        rows = self.in_calendar(self.ordered(self.found(page, filters), filters))[:IN_CALENDAR]
        return calendars.respond([self.entry(row) for row in self.prepared(list(rows), page)], page.title, self.name)

    def routes(self, *, page: Callable | None = None) -> list:
        """The addresses of the list, for routes.py; `page`: the app's own view of it."""
        calendar = [path("ics/", self.show_calendar, name="ics")] if self.has_calendar else []
        return [
            path("", page or self.show_page, name="index_route"),
            path("atom/", self.show_feed, name="feed"),
            path("csv/", self.show_csv, name="csv"),
            *calendar,
        ]


def carried(filters: Filters, facets: list[ShownFacet]) -> list[tuple[str, str]]:
    """What the form carries along unseen: what is chosen elsewhere on the page."""
    elsewhere = [(facet.param, facet.chosen.value) for facet in facets if facet.chosen and not facet.in_form]
    return [*filters.kept.items(), *elsewhere]


def removals(filters: Filters, facets: list[ShownFacet]) -> list[tuple[str, str, str]]:
    """For everything that is set: its name, its words and the address without it."""
    words = [(_("Words"), filters.words, "?" + filters.with_changes(without=("q",)))] if filters.words else []
    return words + [(facet.label, facet.chosen.label, facet.chosen.address) for facet in facets if facet.chosen]
