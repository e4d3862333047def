"""The list of campaigns, and what the front page shows of it. Constant number of queries."""

from datetime import date, timedelta

from django.db.models import F, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from ngos.choices import PlainField
from places.facets import of_place
from places.map import Plot, outlined
from shared.cached import cached
from shared.lists.facets import Facet, ShownFacet
from shared.lists.feeds import absolute
from shared.lists.listing import Listing
from shared.pages.translations import in_language
from signups.models import Slot
from signups.time_words import when_words
from volunteering.choices import Effort, Kind
from volunteering.figures import totals
from volunteering.models import CampaignPage

NEAR = 30
WITHIN = {"tydzien": timedelta(days=7), "miesiac": timedelta(days=31)}
WHEN = [("tydzien", _("within a week")), ("miesiac", _("within a month")), ("weekend", _("at a weekend"))]
AGES = [("13", _("I am 13 to 15")), ("16", _("I am 16 or 17")), ("18", _("I am an adult"))]


def has_shift(when: str) -> Q:
    """A shift ahead within a week or a month, or at a weekend."""
    now = timezone.now()
    slots = Slot.objects.planned().filter(starts_at__gt=now)
    if when == "weekend":
        slots = slots.filter(starts_at__week_day__in=[1, 7])  # Sunday is 1, Saturday 7
    else:
        slots = slots.filter(starts_at__lte=now + WITHIN[when])
    return Q(pk__in=slots.values("page"))


def takes_age(age: str) -> Q:
    """Minors are shown only what asks their guardian."""
    return Q(min_age__lte=int(age)) & (Q() if age == "18" else Q(takes_consent=True))


def nearest_first(found: QuerySet) -> QuerySet:
    coming = Q(slots__state=Slot.State.OPEN, slots__starts_at__gt=timezone.now())
    ordered = found.annotate(next_at=Min("slots__starts_at", filter=coming))
    return ordered.select_related("municipality", "village", "organisation", "locale", "picture").order_by(
        F("next_at").asc(nulls_last=True), "-first_published_at", "-pk"
    )


def next_date(campaign) -> str:
    if not campaign.next_at:
        return when_words(None, None)
    return timezone.localtime(campaign.next_at).isoformat(timespec="minutes")


class CampaignListing(Listing):
    """Campaigns that need people, the nearest shift first."""

    model = CampaignPage
    facets = [
        Facet("czas", _("How much time"), Effort.choices, column="effort", in_form=False, keeps_empty=True),
        of_place(),
        Facet("pole", _("Field"), PlainField.choices, column="topic"),
        Facet("rodzaj", _("Kind"), Kind.choices, column="kind"),
        Facet("kiedy", _("When"), WHEN, asks=has_shift),
        Facet("wiek", _("Age"), AGES, asks=takes_age),
        Facet("gdzie", _("Where"), [("zdalnie", _("from home"))], is_flag=True, asks=lambda _value: Q(is_remote=True)),
        Facet(
            "umiem",
            _("Skills"),
            [("nic", _("no special skills"))],
            is_flag=True,
            asks=lambda _value: Q(qualifications=""),
        ),
    ]
    name, stylesheet, style = "wolontariat", "css/events.css", "volunteering"
    card, row = "volunteering/card.html", "campaign"
    empty = _("Nobody looks for volunteers now. Leave your address: we write when somebody does.")
    columns = [
        (_("title"), lambda campaign: campaign.shown.title),
        (pgettext_lazy("who invites", "host"), lambda campaign: campaign.host_name),
        (_("municipality"), lambda campaign: str(campaign.municipality or "")),
        (_("kind"), lambda campaign: campaign.get_kind_display()),
        (_("how much time it takes"), lambda campaign: campaign.get_effort_display()),
        (_("field"), lambda campaign: campaign.get_topic_display()),
        (_("age"), lambda campaign: campaign.get_min_age_display()),
        (_("how many people are needed"), lambda campaign: campaign.people_wanted),
        (_("next date"), next_date),
        (_("address"), lambda campaign: absolute(campaign.shown.url or "/")),
    ]

    def rows(self, page, filters):
        return CampaignPage.objects.open().child_of(page.canonical)

    def ordered(self, rows, filters):
        return nearest_first(rows)

    def count_words(self, count):
        words = ngettext("%(counter)s campaign needs people", "%(counter)s campaigns need people", count)
        return words % {"counter": count}

    def own_context(self, request, page, shown):
        done = summed_up(page.locale.language_code)
        given = totals(done)
        efforts, places = shown["facets"][:2]
        return {
            "efforts": [(choice.value, choice) for choice in efforts.choices],
            "done": [(campaign, given[campaign.pk]) for campaign in done],
            "land": land(places),
        }


LISTING = CampaignListing()


def land(places: ShownFacet) -> list[Plot]:
    """The map that chooses a municipality, with its number of campaigns under the other filters."""
    choices = {choice.value: choice for choice in places.choices}
    return [plot_of(place, choices[place.slug]) for place in outlined()]


def plot_of(place, choice) -> Plot:
    told = {"counter": choice.count, "place": place.name}
    label = ngettext("%(place)s: %(counter)s campaign", "%(place)s: %(counter)s campaigns", choice.count) % told
    words = ngettext("%(counter)s campaign", "%(counter)s campaigns", choice.count) % told if choice.count else ""
    return Plot(place, is_chosen=choice.is_chosen, address=choice.address, label=label, words=words)


@cached("featured-campaigns", "wagtailcore.page", "signups.slot", "places.municipality")
def featured(language: str, on: date) -> list[CampaignPage]:
    """Two campaigns for the front page: those an editor has chosen first, then the nearest."""
    found = nearest_first(CampaignPage.objects.open())
    return in_language(list(found.order_by("-is_featured", F("next_at").asc(nulls_last=True), "-pk")[:2]), language)


@cached("nearest-campaigns", "wagtailcore.page", "signups.slot", "places.municipality", "places.solectwo")
def nearest(language: str) -> list[CampaignPage]:
    """The campaigns that need people, the nearest first, for “near me”."""
    return in_language(list(nearest_first(CampaignPage.objects.open())[:NEAR]), language)


@cached("summed-up-campaigns", "wagtailcore.page", "places.municipality")
def summed_up(language: str) -> list[CampaignPage]:
    """The three newest campaigns that have been summed up."""
    found = (
        CampaignPage.objects.public()
        .filter(state=CampaignPage.State.SUMMED_UP)
        .select_related("municipality", "village", "organisation", "locale")
    )
    return in_language(list(found.order_by("-last_published_at", "-pk")[:3]), language)
