"""The list of consultations, and their clocks read together."""

from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from consultations.models import ConsultationPage, StagePage
from consultations.models.consultation import all_kinds
from places.facets import of_place
from places.models import all_places
from shared.cached import cached
from shared.lists.facets import Facet, Filters
from shared.lists.feeds import absolute
from shared.lists.listing import Listing

# In the address: what people read, and the statuses of the clock it stands for.
STATUSES = {
    "otwarte": (_("comments can be sent now"), ("running", "last_days")),
    "zapowiedziane": (_("announced, comments later"), ("announced",)),
    "analiza": (_("comments are being analysed"), ("analysis",)),
    "raport": (_("the report is ready"), ("report", "outcomes")),
    "odwolane": (_("called off"), ("cancelled",)),
}


def with_clocks(consultations: list) -> list:
    """Give every consultation its stages in one query, so that a list costs the same however long it is."""
    stages: dict[str, list] = {consultation.path: [] for consultation in consultations}
    if consultations:
        below = Q(pk__in=[])
        for consultation in consultations:
            below |= Q(path__startswith=consultation.path, depth=consultation.depth + 1)
        for stage in StagePage.objects.live().filter(below).as_kinds().order_by("path"):
            stages[stage.path[: -stage.steplen]].append(stage)
    for consultation in consultations:
        consultation.clock.stages = stages[consultation.path]
    return consultations


@cached("status-of-consultations", "wagtailcore.page")
def keys_by_status(on: date) -> dict[str, list[int]]:
    """The public consultations by what the calendar says of them on a day."""
    found: dict[str, list[int]] = {}
    for consultation in with_clocks(
        list(ConsultationPage.objects.source_language().announced().select_related("locale"))
    ):
        found.setdefault(consultation.clock.status, []).append(consultation.pk)
    return found


def has_status(value: str) -> Q:
    keys = keys_by_status(timezone.localdate())
    return Q(pk__in=[key for status in STATUSES[value][1] for key in keys.get(status, ())])


def places(filters: Filters) -> list[tuple[str, str]]:
    """A branch has one municipality, so there is nothing to choose."""
    return [] if filters.page.municipality_id else [(place.slug, place.name) for place in all_places()]


class ConsultationListing(Listing):
    """Announced consultations and whatever followed, the newest first."""

    model = ConsultationPage
    facets = [
        Facet("stan", _("Status"), [(value, label) for value, (label, _statuses) in STATUSES.items()], asks=has_status),
        of_place(choices=places),
        Facet("rodzaj", _("Kind"), lambda _filters: [(kind.code, kind.name) for kind in all_kinds()], "kind__code"),
    ]
    name = "konsultacje"
    card, row = "consultations/card.html", "consultation"
    feed_order = ("-announced_on", "-pk")
    empty = _("There are no consultations here now. Come back soon.")
    columns = [
        (_("Number"), lambda consultation: consultation.code),
        (_("Title"), lambda consultation: consultation.shown.title),
        (_("In short"), lambda consultation: consultation.shown.summary),
        (_("Lead municipality"), lambda consultation: consultation.municipality.name),
        (_("Partner municipalities"), lambda found: ", ".join(place.name for place in found.partners.all())),
        (_("Kind"), lambda consultation: consultation.kind.name),
        (_("Status"), lambda consultation: consultation.clock.sentence),
        (_("Announced on"), lambda consultation: consultation.announced_on or ""),
        (_("Comments from"), lambda consultation: consultation.clock.opens_on or ""),
        (_("Comments until"), lambda consultation: consultation.clock.closes_on or ""),
        (_("Address"), lambda consultation: absolute(consultation.shown.url or "/")),
    ]

    def rows(self, page, filters):
        return ConsultationPage.objects.source_language().announced().descendant_of(page.canonical)

    def ordered(self, rows, filters):
        shown = rows.select_related("municipality", "kind", "locale").prefetch_related("partners")
        return shown.order_by("-announced_on", "-pk")

    def prepared(self, rows, page):
        return super().prepared(with_clocks(rows), page)

    def count_words(self, count):
        return ngettext("%(counter)s consultation", "%(counter)s consultations", count) % {"counter": count}

    def tell(self, consultation):
        return f"{consultation.clock.sentence} {consultation.shown.summary}"

    def published(self, consultation):
        day = consultation.announced_on
        return datetime.combine(day, datetime.min.time(), tzinfo=timezone.get_current_timezone()) if day else None


LISTING = ConsultationListing()
