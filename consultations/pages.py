"""What the pages of a consultation and of its document stage show."""

from collections import Counter

from django.db.models import Count

from consultations.models import Comment, DateChange
from documents.models import Unit, Version

RECENT = 5
PER_UNIT = 20


def consultation_context(page, request) -> dict:
    source = page.canonical
    clock = source.clock
    recent = Comment.objects.filter(consultation=source).published().for_reading().order_by("-number")[:RECENT]
    return {
        "consultation": page,
        "source": source,
        "clock": clock,
        "numbers": clock.numbers,
        "recent": recent,
        "partners": source.partners.all(),
        "date_changes": DateChange.objects.filter(stage__path__startswith=source.path).select_related("stage"),
        "announcements": source.announcements.all(),
        "open_stage": clock.running[0] if clock.running else None,
    }


def document_stage_context(page, request) -> dict:
    """The frozen units with their counts; the comments of one chosen unit stand beside it."""
    source = page.canonical
    consultation = source.consultation
    version = source.version or Version.objects.filter(document=source.document_id).order_by("-number").first()
    units = list(Unit.objects.filter(version=version).order_by("order"))
    comments = Comment.objects.filter(consultation=consultation, stage=source.pk).in_register()
    counts = Counter(dict(comments.values_list("unit").annotate(n=Count("pk")).order_by()))
    chosen = request.GET.get("fragment", "")
    shown = next((unit for unit in units if unit.anchor == chosen), None)
    beside = list(comments.published().for_reading().filter(unit=shown)[:PER_UNIT]) if shown else []
    for unit in units:
        unit.comment_count = counts.get(unit.pk, 0)
        unit.is_chosen = unit is shown
    return {
        "consultation": consultation,
        "stage": source,
        "version": version,
        "units": units,
        "chapters": [unit for unit in units if unit.kind == "chapter"],
        "beside": beside,
        "clock": consultation.clock,
        "can_comment": consultation.clock.is_open and source.is_running(),
    }
