"""The list of consultations, with its filters."""

from django.core.paginator import Paginator
from django.db.models import Q

from consultations.models import ConsultationPage, StagePage
from consultations.models.consultation import all_kinds
from places.models import all_places
from shared.pages.translations import in_locale

PER_PAGE = 12


def announced_below(page):
    found = ConsultationPage.objects.source_language().announced()
    found = found.select_related("municipality", "kind", "locale").prefetch_related("partners")
    return found.descendant_of(page.canonical)


def with_clocks(consultations: list, locale_code: str = "pl") -> list:
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


def listing_context(page, request) -> dict:
    found = announced_below(page)
    where, kind = request.GET.get("gmina", ""), request.GET.get("rodzaj", "")
    if where:
        found = found.filter(municipality__slug=where[:80])
    if kind:
        found = found.filter(kind__code=kind[:50])
    page_obj = Paginator(found.order_by("-announced_on", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    page_obj.object_list = in_locale(with_clocks(list(page_obj.object_list)), page.locale_id)
    return {
        "page_obj": page_obj,
        "consultations": page_obj.object_list,
        "places": all_places(),
        "kinds": all_kinds(),
        "filters": request.GET,
    }
