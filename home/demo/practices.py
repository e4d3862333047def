"""Five good practices told in full, and one that a resident has sent in and that waits for the editor."""

from decimal import Decimal
from uuid import UUID

from wagtail.models import Page

from consultations.models import ConsultationPage
from documents.models import DocumentPage
from home.demo.reading import content, day, stream
from home.tree import add
from ngos.models import OrganisationPage
from places.models import Municipality, PrivacyNotice, Solectwo
from practices.models import PracticeIndexPage, PracticePage, PracticeResult, Submission
from programme.trees import make_trees

WORDS = (
    "slug", "title", "summary", "situation", "went_wrong", "who", "scale", "topic", "period", "money_sources",
    "contact_name", "contact_email",
)  # fmt: skip


def make_practices() -> None:
    """Oldest first: the last one of the file is the newest on the front page."""
    data, goals = content("practices"), make_trees()
    index = PracticeIndexPage.objects.get(locale__language_code="pl")
    there = set(index.get_children().values_list("slug", flat=True))
    for row in data["practices"]:
        if row["slug"] not in there:
            make_practice(index, row, goals)
    make_submission(data["submission"])


def make_practice(index: PracticeIndexPage, row: dict, goals: dict) -> None:
    page = PracticePage(**{name: row[name] for name in WORDS}, cost=Decimal(row["cost"]))
    page.search_description = row["summary"].removesuffix(" Dane przykładowe.")[:150]
    page.conditions = "\n".join(row["conditions"])
    page.steps = [("step", text) for text in row["steps"]]
    page.results = [
        PracticeResult(value=value, label=label, locale=index.locale, sort_order=order)
        for order, (value, label) in enumerate(row["results"])
    ]
    page.municipality = Municipality.objects.get(slug=row["municipality"])
    page.village = Solectwo.objects.filter(municipality=page.municipality, slug=row["village"]).first()
    page.organisation = OrganisationPage.objects.source_language().filter(slug=row["organisation"]).first()
    page.goals = [goals[key] for key in row["goals"]]
    page.documents = DocumentPage.objects.filter(slug__in=row["documents"], locale=index.locale)
    page.verified_on = None if row["verified"] is None else day(-row["verified"])
    consultation = ConsultationPage.objects.source_language().filter(slug=row["consultation"]).first()
    if consultation is None:
        add(index, page)
        return
    page.body = stream([way(row["action"], consultation)])
    lead_back(consultation, way(row["way_back"], add(index, page)))


def way(words: str, page: Page) -> list:
    """A button that leads to a page."""
    return ["call_to_action", {"text": words, "page": page.pk}]


def lead_back(consultation: ConsultationPage, button: list) -> None:
    """The consultation from which a practice came leads to it."""
    kind, value = button
    block = consultation.body.stream_block.child_blocks[kind].to_python(value)
    consultation.body.append((kind, block))
    consultation.save_revision().publish()


def make_submission(row: dict) -> None:
    facts = {**row, "municipality": Municipality.objects.get(slug=row["municipality"])}
    key = UUID(facts.pop("form_key"))
    Submission.objects.get_or_create(form_key=key, defaults={**facts, "notice": PrivacyNotice.objects.first()})
