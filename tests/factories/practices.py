"""Scenery of good practices: the list, a story with its facts, a description that somebody sent in."""

import uuid
from decimal import Decimal

from practices.models import PracticeIndexPage, PracticePage, PracticeResult, Submission
from tests.factories.scenery import child

PRIVATE = "pisze.prywatnie@przyklad.example"
CONTACT = "kontakt.ukryty@przyklad.example"
WORDS = {
    "title": "Zebranie, na które chce się przyjść",
    "situation": "Przychodziło czternaście osób.",
    "steps": "Zapytaliśmy sąsiadów.\n- Ugotowaliśmy zupę.\n\nZaprosiliśmy każdego.",
    "results": "61 osób na zebraniu\n19 nowych twarzy",
    "went_wrong": "Zabrakło krzeseł.",
    "cost": "Około 640 zł.",
    "conditions": "sala\nzupa",
}


def make_list(home) -> PracticeIndexPage:
    return PracticeIndexPage.objects.child_of(home).first() or child(
        home, PracticeIndexPage(title="Dobre praktyki", slug="dobre-praktyki", intro="Weź i powtórz u siebie.")
    )


def make_practice(index, *, slug: str = "zebranie", results=(("14 → 61", "osób na zebraniu"),), **details):
    """A published story; goals and documents may be given too."""
    many = {name: details.pop(name) for name in ("goals", "documents") if name in details}
    page = PracticePage(
        **{
            "title": "Zebranie, na które chce się przyjść",
            "slug": slug,
            "summary": "Przychodziło 14 osób, przyszło 61.",
            "situation": "Przychodziło czternaście osób.",
            "went_wrong": "Zabrakło krzeseł.",
            "conditions": "sala\nzupa",
            "who": "Rada sołecka",
            "period": "jesień",
            "cost": Decimal("640.00"),
            "money_sources": "fundusz sołecki",
            "contact_name": "Rada sołecka",
            "contact_email": CONTACT,
            **details,
        }
    )
    page.steps = [("step", "Zapytaliśmy sąsiadów."), ("step", "Ugotowaliśmy zupę.")]
    page.results = [PracticeResult(value=value, label=label, locale=index.locale) for value, label in results]
    for name, rows in many.items():
        setattr(page, name, rows)
    return child(index, page)


def make_submission(municipality, **details) -> Submission:
    facts = {"who": "Rada sołecka", "period": "jesień", "email": PRIVATE, "name": "Ola", "form_key": uuid.uuid4()}
    return Submission.objects.create(**{**WORDS, **facts, "municipality": municipality, **details})
