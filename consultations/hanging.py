"""Public consultations that serve a goal of the programme."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from consultations.listing import with_clocks
from consultations.models import ConsultationPage
from programme.goal_references import Hanging, hangs, on_each


@hangs
def consultations_hang(goals: list[int], language: str) -> Iterator[tuple[int, Hanging]]:
    """The announced consultations of these goals, newest first, each with its status sentence; three queries."""
    rows = ConsultationPage.goals.through.objects.filter(goal__in=goals).values_list("goal_id", "consultationpage_id")
    pairs = list(rows)
    found = ConsultationPage.objects.source_language().announced().filter(pk__in={page for _goal, page in pairs})
    pages = with_clocks(list(found.select_related("locale", "kind").order_by("-announced_on", "-pk")))
    for page in pages:
        hanging = Hanging(_("consultation"), page.title, page.get_url() or "", page.clock.sentence)
        yield from on_each(pairs, page.pk, hanging)
