"""What the search may show: a rebuilt index knows drafts too, an older one those of a suspended organisation."""

from django.db.models import Q, QuerySet
from wagtail.models import Locale, Page

from consultations.models import ConsultationPage
from events.models import EventPage
from ngos.models import OrganisationPage
from volunteering.models import CampaignPage


def visible_pages() -> QuerySet[Page]:
    """Live pages of the active language without those whose decision keeps them hidden, and without what is below them."""
    pages = Page.objects.live().public().filter(locale=Locale.get_active(), depth__gt=1)
    for kind in (CampaignPage, EventPage):
        pages = pages.exclude(pk__in=kind.objects.hidden().values("pk"))
    unknown = OrganisationPage.objects.source_language().exclude(state__in=OrganisationPage.PUBLIC)
    pages = pages.exclude(translation_key__in=unknown.values("translation_key"))
    return pages.exclude(below_drafts())


def below_drafts() -> Q:
    """Consultations that are live in the tree but not announced, in every language, with their stages."""
    drafts = ConsultationPage.objects.source_language().live().filter(state=ConsultationPage.State.DRAFT)
    family = ConsultationPage.objects.filter(translation_key__in=drafts.values("translation_key"))
    found = Q(pk__in=[])
    for path in family.values_list("path", flat=True):
        found |= Q(path__startswith=path)
    return found
