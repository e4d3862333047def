"""What the pages of a consultation and of its document stage show."""

from collections import Counter

from django.db.models import Count, Exists, OuterRef, Q

from consultations.clock import TOLD
from consultations.models import Comment, DateChange, ReportStagePage, StagePage
from documents.models import Unit, Version
from events.models import EventPage
from shared.pages.translations import in_language

RECENT = 5
PER_UNIT = 20
MEETINGS = 20


def consultation_context(page, request) -> dict:
    source = page.canonical.fill_from_cache()
    clock = source.clock
    clock.stages = stages_in_words_of(page, source)
    recent = Comment.objects.filter(consultation=source).published().for_reading().order_by("-number")[:RECENT]
    return {
        "consultation": page,
        "source": source,
        "clock": clock,
        "numbers": clock.numbers,
        "recent": recent,
        "partners": source.partners.all(),
        "date_changes": date_changes(clock.stages),
        "announcements": source.announcements.all(),
        "open_lines": page.lines("open_to_change"),
        "settled_lines": page.lines("settled"),
        "texts": texts_under_consultation(clock.stages),
        "files": page.files,
        "meetings": meetings_of(page, source),
        **way_in(clock, request),
    }


def meetings_of(page, source) -> list:
    """The public events that name this consultation, by time; one query, two with translations."""
    found = EventPage.objects.public().concerning(source) if source.pk else EventPage.objects.none()
    rows = found.select_related("municipality", "village", "locale", "organisation").order_by("starts_at", "pk")
    return in_language(list(rows[:MEETINGS]), page.locale.language_code)


def stages_in_words_of(page, source) -> list:
    """The stages with their facts; on a translated page each borrows title, words and address from its translation.

    One query for both languages; it also says whether a stage's dates have ever changed.
    """
    below = Q(path__startswith=source.path, depth=source.depth + 1)
    if page.is_translation:
        below |= Q(path__startswith=page.path, depth=page.depth + 1)
    changed = Exists(DateChange.objects.filter(stage=OuterRef("pk")))
    found = StagePage.objects.live().filter(below).annotate(has_changed=changed)
    rows = list(found.select_related("locale").order_by("path"))
    here = {row.translation_key: row for row in rows if row.path.startswith(page.path)}
    stages = []
    for row in rows:
        if row.path.startswith(source.path):
            stage = row.specific_deferred
            stage.page_here = here.get(row.translation_key, row)
            stage.title, stage.intro = stage.page_here.title, stage.page_here.intro
            stages.append(stage)
    return stages


def texts_under_consultation(stages: list) -> list:
    """The stages whose documents are read paragraph by paragraph."""
    return [stage for stage in stages if stage.has_units]


def date_changes(stages: list) -> list[DateChange]:
    """The public log of changed dates, asked for only when there is one."""
    changed = {stage.pk: stage for stage in stages if stage.has_changed}
    found = list(DateChange.objects.filter(stage__in=changed)) if changed else []
    for change in found:
        change.stage = changed[change.stage_id]
    return found


def way_in(clock, request) -> dict:
    """The one red button and where it leads: to the text, to the form, or to the report."""
    ways = sorted((stage for stage in clock.running if stage.call), key=lambda stage: not stage.has_units)
    if clock.status in TOLD:
        ways = [stage for stage in clock.stages if isinstance(stage, ReportStagePage)]
    return {"main_stage": ways[0], "way_in": ways[0].way_in(request)} if ways else {}


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
        "chapters": [unit for unit in units if unit.is_heading],
        "beside": beside,
        "clock": consultation.clock,
        "can_comment": consultation.clock.is_open and source.is_running(),
    }
