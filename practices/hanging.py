"""Good practices that serve a goal of the programme."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ngos.organisation_activity import Belonging, belongs
from practices.models import PracticePage
from programme.goal_references import Hanging, hangs, on_each
from shared.pages.translations import in_language

SHOWN = 5


@hangs
def practices_hang(goals: list[int], language: str) -> Iterator[tuple[int, Hanging]]:
    """The public practices of these goals, newest first, in the words of the language; three queries."""
    rows = PracticePage.goals.through.objects.filter(goal__in=goals).values_list("goal_id", "practicepage_id")
    pairs = list(rows)
    found = PracticePage.objects.published().filter(pk__in={page for _goal, page in pairs})
    rows = found.select_related("locale", "municipality", "village").order_by("-first_published_at", "-pk")
    for page in in_language(list(rows), language):
        hanging = Hanging(
            _("good practice"),
            page.shown.title,
            page.shown.get_url() or "",
            page.place_words,
            page.shown.locale.language_code,
        )
        yield from on_each(pairs, page.pk, hanging)


@belongs
def practices_of(organisation, language: str) -> Iterator[Belonging]:
    """The public stories of this organisation, newest first; two queries."""
    found = PracticePage.objects.published().filter(organisation=organisation)
    rows = found.select_related("locale", "municipality", "village").order_by("-first_published_at", "-pk")
    for page in in_language(list(rows[:SHOWN]), language):
        yield Belonging(_("good practice"), page.shown.title, page.shown.get_url() or "", page.place_words)
