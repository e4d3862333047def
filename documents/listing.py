"""The list of documents."""

from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from documents.models import DocumentPage
from places.facets import of_place
from shared.lists.facets import Facet
from shared.lists.feeds import absolute
from shared.lists.listing import Listing


class DocumentListing(Listing):
    """Every published document by its title."""

    model = DocumentPage
    facets = [
        # Of this municipality, and of the whole area.
        of_place(asks=lambda slug: Q(municipality__slug=slug) | Q(municipality=None)),
        Facet("stan", _("Status"), DocumentPage.Status.choices, column="status"),
    ]
    per_page = 24
    name, stylesheet, style = "dokumenty", "css/documents.css", "article"
    card, row = "documents/card.html", "document"
    feed_order = ("-last_published_at", "-pk")  # a new version is news
    empty = _("There are no documents yet.")
    columns = [
        (_("Title"), lambda document: document.shown.title),
        (_("In short"), lambda document: document.shown.summary),
        (_("Municipality"), lambda document: str(document.municipality or gettext("the whole area"))),
        (_("Status"), lambda document: document.get_status_display()),
        (_("Version"), lambda document: document.newest or ""),
        (_("Version of"), lambda document: timezone.localtime(document.newest_at).date() if document.newest_at else ""),
        (_("Address"), lambda document: absolute(document.shown.url or "/")),
    ]

    def rows(self, page, filters):
        return DocumentPage.objects.live().child_of(page.canonical)

    def ordered(self, rows, filters):
        return rows.select_related("municipality", "locale").order_by("title", "pk")

    def in_table(self, rows):
        return rows.annotate(newest=Max("versions__number"), newest_at=Max("versions__created_at"))

    def count_words(self, count):
        return ngettext("%(counter)s document", "%(counter)s documents", count) % {"counter": count}


LISTING = DocumentListing()
