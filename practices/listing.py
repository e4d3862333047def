"""The list of good practices, and what the front page shows of it."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ngos.choices import PlainField
from places.facets import of_place
from practices.models import PracticePage
from shared.cached import cached
from shared.lists.facets import Facet
from shared.lists.listing import Listing
from shared.pages.translations import in_language


def newest_first(found: QuerySet) -> QuerySet:
    shown = found.select_related("municipality", "village", "organisation", "locale").prefetch_related("results")
    return shown.order_by("-first_published_at", "-pk")


class PracticeListing(Listing):
    model = PracticePage
    facets = [
        of_place(),
        Facet("temat", _("Topic"), PlainField.choices, column="topic"),
        Facet("skala", _("Scale"), PracticePage.Scale.choices, column="scale"),
    ]
    name, stylesheet, style = "dobre-praktyki", "css/practices.css", "practices"
    card, row = "practices/card.html", "practice"
    empty = _("There is no story here yet. Describe what worked in your village: yours can be the first.")
    # What is public about a practice, and nothing about the person behind the contact.
    columns = [
        (_("Title"), lambda practice: practice.shown.title),
        (_("In short"), lambda practice: practice.shown.summary),
        (_("Who"), lambda practice: practice.shown.who or practice.done_by),
        (_("Municipality"), lambda practice: str(practice.municipality or "")),
        (_("Village"), lambda practice: str(practice.village or "")),
        (_("When"), lambda practice: practice.shown.period),
        (_("Scale"), lambda practice: practice.get_scale_display()),
        (_("Topic"), lambda practice: practice.get_topic_display()),
        (_("Cost, zł"), lambda practice: "" if practice.cost is None else practice.cost),
        (_("Where the money came from"), lambda practice: practice.shown.money_sources),
        (_("Results"), lambda practice: "; ".join(str(result) for result in practice.results.all())),
        (_("What went wrong"), lambda practice: practice.shown.went_wrong),
        (_("Checked on"), lambda practice: practice.verified_on.isoformat() if practice.verified_on else ""),
        (_("Address"), lambda practice: practice.shown.full_url or ""),
    ]

    def rows(self, page, filters):
        return PracticePage.objects.published().child_of(page.canonical)

    def ordered(self, rows, filters):
        return newest_first(rows)

    def count_words(self, count):
        return ngettext("%(counter)s good practice", "%(counter)s good practices", count) % {"counter": count}


LISTING = PracticeListing()


@cached("newest-practices", "wagtailcore.page", "places.municipality", "places.solectwo")
def newest(language: str) -> list[PracticePage]:
    """The three newest practices, for the front page."""
    return in_language(list(newest_first(PracticePage.objects.published())[:3]), language)
