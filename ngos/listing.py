"""The directory: facets with counts, and the marks of its map. Constant number of queries."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ngos.choices import LegalForm, PlainField
from ngos.marks import Mark, marks
from ngos.models import OrganisationPage
from ngos.models.vocabulary import all_target_groups
from places.facets import of_place
from places.models import Solectwo
from shared.cached import cached
from shared.lists.facets import Facet, Filters
from shared.lists.listing import Listing

SHOWN = (
    "ngos.organisationpage",
    "places.municipality",
    "places.solectwo",
    "ngos.targetgroup",
    "ngos.publicbenefitfield",
)


def villages(filters: Filters) -> list[tuple[str, str]]:
    """Those of the chosen municipality; a village without its municipality says nothing."""
    if "gmina" not in filters.chosen:
        return []
    found = Solectwo.objects.filter(municipality__slug=filters.chosen["gmina"])
    return list(found.values_list("slug", "name"))


def flag(param: str, label, condition: Q) -> Facet:
    return Facet(param, label, [("1", label)], asks=lambda _value: condition, is_flag=True, in_form=False)


class DirectoryListing(Listing):
    """Public organisations; the branch of a municipality shows its own only."""

    model = OrganisationPage
    facets = [
        Facet("pole", gettext_lazy("What they do"), PlainField.choices, "fields__plain", many=True, in_form=False),
        of_place(drops=("solectwo",), in_form=False, keeps_empty=False),
        Facet("solectwo", gettext_lazy("Village"), villages, "village__slug", in_form=False),
        Facet(
            "grupa", gettext_lazy("For whom"), lambda _filters: [(group.code, group.name) for group in all_target_groups()],
            "target_groups__code", many=True, in_form=False,
        ),
        Facet("forma", gettext_lazy("Legal form"), LegalForm.choices, "legal_form", in_form=False),
        flag("wolontariat", gettext_lazy("looks for volunteers"), Q(looks_for_volunteers=True)),
        flag("sala", gettext_lazy("has a room to lend"), ~Q(room="")),
        flag("opp", gettext_lazy("public benefit status (OPP)"), Q(is_pbo=True)),
    ]  # fmt: skip
    per_page = 24
    name, stylesheet, style = "organizacje", "css/ngos.css", "directory"
    csv_names = (gettext_lazy("Download as CSV"), gettext_lazy("CSV for Excel"))
    # What is public about an organisation: no person's name, no hidden address or e-mail.
    columns = [
        (gettext_lazy("Name"), lambda row: row.title),
        (gettext_lazy("Legal form"), lambda row: row.get_legal_form_display()),
        (gettext_lazy("Municipality"), lambda row: str(row.municipality)),
        (gettext_lazy("Village"), lambda row: str(row.village or "")),
        (gettext_lazy("Address"), lambda row: row.address if row.show_address else ""),
        (gettext_lazy("Fields"), lambda row: ", ".join(field.code for field in row.fields.all())),
        (gettext_lazy("KRS"), lambda row: row.krs),
        (gettext_lazy("NIP"), lambda row: row.nip),
        (gettext_lazy("REGON"), lambda row: row.regon),
        (gettext_lazy("Other register"), lambda row: row.register_name),
        (gettext_lazy("Number"), lambda row: row.register_number),
        (gettext_lazy("OPP"), lambda row: yes_or_no(row.is_pbo)),
        (gettext_lazy("Looks for volunteers"), lambda row: yes_or_no(row.looks_for_volunteers)),
        (gettext_lazy("Phone"), lambda row: row.phone),
        (gettext_lazy("E-mail"), lambda row: row.email if row.show_email else ""),
        (gettext_lazy("Website"), lambda row: row.website),
        (gettext_lazy("Confirmed on"), lambda row: row.confirmed_on.isoformat() if row.confirmed_on else ""),
        (gettext_lazy("Address of the profile"), lambda row: row.full_url or ""),
    ]

    def rows(self, page, filters):
        return listed_in(page.municipality_id)

    def ordered(self, rows, filters):
        shown = rows.select_related("municipality", "village", "locale").prefetch_related("fields")
        return shown.kept_first()

    def counts(self, base, filters):
        return super().counts(base, filters) if filters.any else whole_counts(filters.page.municipality_id)

    def count_words(self, count):
        return ngettext("%(counter)s organisation", "%(counter)s organisations", count) % {"counter": count}

    def tell(self, organisation):
        return organisation.shown.mission

    def marks(self, page, filters: Filters) -> list[Mark]:
        """The organisations of the list on the map."""
        return marks(self.found(page, filters)) if filters.any else whole_marks(page.municipality_id)


LISTING = DirectoryListing()


def listed_in(municipality_id: int | None):
    found = OrganisationPage.objects.listed()
    return found.filter(municipality=municipality_id) if municipality_id else found


@cached("facets-of-organisations", *SHOWN)
def whole_counts(municipality_id: int | None) -> dict[tuple[str, str], int]:
    """The counts without filters, which most visitors see."""
    return Filters.read({}, None, LISTING.facets).count(listed_in(municipality_id), LISTING.facets)


@cached("marks-of-organisations", *SHOWN)
def whole_marks(municipality_id: int | None) -> list[Mark]:
    return marks(listed_in(municipality_id))


def yes_or_no(value: bool) -> str:
    return _("yes") if value else _("no")
