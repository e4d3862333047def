"""What the front page and the list of news show, in a number of queries that does not grow with the site."""

from statistics import median

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import ngettext
from wagtail.models import Page

from consultations.choices import Status
from consultations.listing import with_clocks
from consultations.models import Comment, ConsultationIndexPage, ConsultationPage, Response
from events.listing import coming
from events.models import EventIndexPage
from home.models import NewsPage
from places.map import Plot, outlined
from places.models import Municipality, Solectwo, all_places
from practices.listing import newest
from practices.models import PracticeIndexPage
from shared.cached import cached
from shared.pages.context import home_url
from shared.pages.translations import in_locale
from volunteering.listing import featured, nearest
from volunteering.models import CampaignIndexPage

NEWEST = 30
SHOWN = 6
EVENTS = 4
DONE = (Status.REPORT, Status.OUTCOMES)


def front_context(page, request) -> dict:
    """Four answers: what is open, what happens near me, how to speak, what came of it; then news and numbers."""
    places = all_places()
    consultations = in_locale(newest_consultations(), page.locale_id)
    going = [c for c in consultations if c.clock.status not in (*DONE, Status.CANCELLED)]
    open_now = sorted((c for c in going if c.clock.is_open), key=lambda c: c.clock.closes_on)
    news = news_of(page.locale_id)
    return {
        "list_url": list_url(page.pk),
        "open_now": open_now[:SHOWN],
        "going_on": [c for c in going if not c.clock.is_open][:SHOWN],
        "came_of_it": came_of_it(),
        "news": news[:3],
        "practices": newest(page.locale.language_code),
        "campaigns": featured(page.locale.language_code, timezone.localdate()),
        "campaigns_url": address_of_list(page.pk, "campaigns"),
        "events": [event for event in coming(page.locale.language_code) if event.is_ahead()][:EVENTS],
        "events_url": address_of_list(page.pk, "events"),
        "practices_url": practices_url(page.pk),
        "numbers": numbers(consultations),
        "land": land(request, open_now),
        "villages": villages(),
        **near_context(request, places, consultations, news, page.locale.language_code),
    }


def newest_consultations() -> list[ConsultationPage]:
    found = ConsultationPage.objects.source_language().announced().select_related("municipality", "kind", "locale")
    return with_clocks(list(found.order_by("-announced_on", "-pk").prefetch_related("partners")[:NEWEST]))


def news_of(locale_id: int) -> list[NewsPage]:
    found = NewsPage.objects.live().filter(locale=locale_id).select_related("municipality", "locale")
    return list(found.order_by("-published_on", "-pk")[:NEWEST])


def concerns(consultation, place) -> bool:
    return consultation.municipality_id == place.pk or place in consultation.partners.all()


def land(request, open_now: list[ConsultationPage]) -> list[Plot]:
    """The municipalities that have an outline, each with its number of open consultations."""
    home = home_url(request)
    return [
        plot_of(place, f"{home}?gdzie={place.slug}#okolica", sum(concerns(found, place) for found in open_now))
        for place in outlined()
    ]


def plot_of(place: Municipality, address: str, count: int) -> Plot:
    told = {"counter": count, "place": place.name}
    label = ngettext(
        "%(place)s: %(counter)s consultation going on", "%(place)s: %(counter)s consultations going on", count
    )
    words = ngettext("%(counter)s consultation", "%(counter)s consultations", count)
    return Plot(place, address=address, label=label % told, words=words % told if count else "")


@cached("villages", "places.municipality", "places.solectwo")
def villages() -> list[dict]:
    """Every municipality with its village units, for one list to choose from."""
    places = all_places()
    found: dict[int, list[Solectwo]] = {place.pk: [] for place in places}
    for village in Solectwo.objects.filter(municipality__in=found).order_by("name"):
        found[village.municipality_id].append(village)
    return [{"place": place, "villages": found[place.pk]} for place in places]


@cached("list-of-consultations", "wagtailcore.page")
def list_url(home_pk: int) -> str:
    """The address of the list of consultations below this front page, empty when there is none."""
    return address_below(home_pk, ConsultationIndexPage)


@cached("list-of-practices", "wagtailcore.page")
def practices_url(home_pk: int) -> str:
    return address_below(home_pk, PracticeIndexPage)


@cached("lists-of-people", "wagtailcore.page")
def address_of_list(home_pk: int, kind: str) -> str:
    return address_below(home_pk, {"campaigns": CampaignIndexPage, "events": EventIndexPage}[kind])


def address_below(home_pk: int, kind: type[Page]) -> str:
    found = kind.objects.live().child_of(Page.objects.get(pk=home_pk)).select_related("locale").first()
    return (found.get_url() or "") if found else ""


def near_context(request, places, consultations, news, language: str) -> dict:
    """What concerns the place chosen with ?gdzie=liszki or ?gdzie=liszki/kaszow; unknown values choose nothing."""
    slug, _slash, village_slug = request.GET.get("gdzie", "")[:200].partition("/")
    place = next((place for place in places if place.slug == slug), None)
    if place is None:
        return {"near": None}
    village = Solectwo.objects.filter(municipality=place, slug=village_slug).first() if village_slug else None
    return {
        "near": place,
        "near_village": village,
        "near_value": f"{place.slug}/{village.slug}" if village else place.slug,
        "near_consultations": [c for c in consultations if concerns(c, place)][:SHOWN],
        "near_campaigns": [c for c in nearest(language) if c.municipality_id in (None, place.pk)][:3],
        "near_events": [e for e in coming(language) if e.is_ahead() and e.municipality_id in (None, place.pk)][:3],
        "near_news": [item for item in news if item.municipality_id in (None, place.pk)][:3],
    }


def came_of_it() -> list[Response]:
    """The newest published answers that changed a wording, each with one of its comments."""
    public = ConsultationPage.objects.announced().values("pk")
    changed = Response.objects.filter(state=Response.State.PUBLISHED, consultation__in=public).exclude(
        changed_wording=""
    )
    newest = list(changed.select_related("consultation__municipality").order_by("-published_at", "-pk")[:3])
    comments = Comment.objects.filter(response__in=newest).published().for_reading().order_by("-number")
    first = {comment.response_id: comment for comment in comments}
    for response in newest:
        response.example = first.get(response.pk)
    return [response for response in newest if response.example]


def numbers(consultations: list[ConsultationPage]) -> dict:
    """Figures of the whole site: comments, answers, the share accepted, the median of days to the report."""
    accepted = [Response.Verdict.ACCEPTED, Response.Verdict.PARTLY]
    counted = Comment.objects.counted().aggregate(
        received=Count("pk"),
        answered=Count("pk", filter=Q(response__state=Response.State.PUBLISHED)),
        accepted=Count("pk", filter=Q(response__state=Response.State.PUBLISHED, response__verdict__in=accepted)),
    )
    waits = [
        (timezone.localtime(c.reported_at).date() - c.clock.closes_on).days
        for c in consultations
        if c.reported_at and c.clock.closes_on
    ]
    share = round(100 * counted["accepted"] / counted["answered"]) if counted["answered"] else None
    return {**counted, "share": share, "days": round(median(waits)) if waits else None}


def news_context(page, request) -> dict:
    news = (
        NewsPage.objects.live().child_of(page).select_related("municipality", "locale").order_by("-published_on", "-pk")
    )
    return {"page_obj": Paginator(news, 20).get_page(request.GET.get("page"))}
