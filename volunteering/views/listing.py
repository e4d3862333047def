"""The list of campaigns: page, Atom feed, CSV; the filters of the address hold for all three."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shared.lists.downloads import csv_download
from shared.lists.feeds import MOST, feed_of
from shared.pages.translations import in_language
from signups.time_words import when_words
from volunteering.choices import Effort
from volunteering.emails import absolute
from volunteering.figures import totals
from volunteering.listing import Filters, choices, labels, land, matching, summed_up

PER_PAGE = 12


def page(request: HttpRequest, page) -> HttpResponse:
    filters = Filters.read(request.GET)
    language = page.locale.language_code
    page_obj = Paginator(matching(page, filters), PER_PAGE).get_page(request.GET.get("page"))
    page_obj.object_list = in_language(list(page_obj.object_list), language)
    done = summed_up(language)
    given = totals(done)
    selects = [
        (name, labels()[name], pairs, filters.chosen.get(name, ""))
        for name, pairs in choices().items()
        if name != "czas"
    ]
    context = {
        "filters": filters,
        "efforts": Effort.choices,
        "selects": selects,
        "page_obj": page_obj,
        "done": [(campaign, given[campaign.pk]) for campaign in done],
        "query": request.GET.urlencode(),
        "land": land(page, filters),
    }
    return page.render(request, context_overrides=context)


def feed(request: HttpRequest, page) -> HttpResponse:
    found = matching(page, Filters.read(request.GET)).order_by("-first_published_at", "-pk")[:MOST]
    return feed_of(
        request, page, in_language(list(found), page.locale.language_code), tell=lambda campaign: campaign.shown.summary
    )


def csv(request: HttpRequest, page) -> HttpResponse:
    header = [
        _("title"), pgettext("who invites", "host"), _("municipality"), _("kind"), _("how much time it takes"), _("field"), _("age"),
        _("how many people are needed"), _("next date"), _("address"),
    ]  # fmt: skip
    found = in_language(list(matching(page, Filters.read(request.GET))), page.locale.language_code)
    rows = [
        [
            c.shown.title, c.host_name, str(c.municipality or ""), c.get_kind_display(), c.get_effort_display(),
            c.get_topic_display(), c.get_min_age_display(), c.people_wanted,
            timezone.localtime(c.next_at).isoformat(timespec="minutes") if c.next_at else when_words(None, None),
            absolute(c.shown.url or "/"),
        ]
        for c in found
    ]  # fmt: skip
    return csv_download("wolontariat.csv", header, rows, excel=request.GET.get("excel") == "1")
