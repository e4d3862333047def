"""What the pages of a programme and of a project show."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from wagtail.models import Page

from documents.adoption import sentence
from documents.models import DocumentPage
from ngos.models import OrganisationPage
from places.map import plots_of
from programme.browsing import address_of, group_references
from programme.figures import Figures
from programme.goal_references import GoalReference
from programme.listing import published_below
from programme.models import Goal, ProgrammePage, ProjectPage, UpdateStep
from programme.news import collect_news
from programme.programme_figures import collect_figures
from shared.cached import cached


def programme_context(page: ProgrammePage, request) -> dict:
    source = page.canonical
    return {
        "source": source,
        "figures": Figures.of(published_below(source.path)) if source.pk else Figures(),
        "shared_figures": collect_figures(),
        "children": children_of(page.pk, source.pk) if page.pk else [],
        "documents": documents_of(source),
        "news": collect_news(source.pk, page.locale_id) if source.pk else [],
        "next_lines": page.lines("next_steps"),
        "steps": steps_of(source),
    }


def documents_of(source: ProgrammePage) -> list[tuple[DocumentPage, str]]:
    """The published documents, each with how far the councils are."""
    keys = [document.pk for document in source.documents.all()]
    found = DocumentPage.objects.live().filter(pk__in=keys).select_related("locale").prefetch_related("adoptions")
    return [(one, sentence(row.stage for row in one.adoptions.all())) for one in found.order_by("title")]


@dataclass
class Child:
    """A page below the programme, of whatever app."""

    title: str
    url: str
    words: str
    language: str


@cached("programme-children", "wagtailcore.page")
def children_of(page: int, source: int) -> list[Child]:
    """The public pages right below; in a translation those that have none are shown in the source language.

    Their own columns are not read (`defer`): title and description stand in the table that all pages share.
    """
    own = _public_below(page)
    translated = {child.translation_key for child in own}
    others = _public_below(source) if page != source else []
    rest = [child for child in others if child.translation_key not in translated]
    return [
        Child(child.title, child.get_url() or "", child.search_description, child.locale.language_code)
        for child in [*own, *rest]
    ]


def _public_below(key: int) -> list[Page]:
    found = Page.objects.live().child_of(Page.objects.get(pk=key)).specific(defer=True).prefetch_related("locale")
    return [child for child in found.order_by("path") if getattr(child, "is_public", True)]


def steps_of(source: ProgrammePage) -> list[tuple[UpdateStep, Page | None]]:
    """The steps of a change, each with the page it names while that page is published."""
    steps = list(source.steps.all())
    keys = [step.page_id for step in steps if step.page_id]
    pages = Page.objects.live().select_related("locale").in_bulk(keys) if keys else {}
    return [(step, pages.get(step.page_id)) for step in steps]


@cached("project", "wagtailcore.page", "places.municipality", "programme.goal")
def whole_project(key: int) -> ProjectPage:
    """One of the remembered projects, or one that has no Polish page, with its documents and organisations added."""
    project = next((one for one in published_below("") if one.pk == key), None)
    project = project or ProjectPage.objects.whole().get(pk=key)
    prefetch_related_objects([project], "documents__locale", "organisations__locale", "lead_organisation__locale")
    return project


def project_context(page: ProjectPage, request) -> dict:
    """Facts from the source-language page, words from this one; a preview shows what has not been saved yet."""
    is_preview = getattr(request, "is_preview", False)
    source = page.canonical
    source = source if is_preview or not source.live else whole_project(source.pk)
    directions = list(source.directions.all())
    documents = [document for document in source.documents.all() if document.live]
    return {
        "source": source,
        "directions": [(goal, address_of(goal, page.locale_id)) for goal in directions],
        "money": list(source.money.all()),
        "milestones": sorted(source.milestones.all(), key=lambda row: row.due_on),
        "indicators": list(source.indicators.all()),
        "documents": documents,
        "organisations": organisations_of(source),
        "references": references_beside(source, directions, documents),
        "land": plots_of(source.places),
    }


def references_beside(
    project: ProjectPage, directions: list[Goal], documents: list
) -> list[tuple[str, list[GoalReference]]]:
    """What refers to the same directions, without what the page shows as the project's own."""
    own = {document.get_url() for document in documents}
    address = project.get_url() or "-"
    found = [
        (kind, [thing for thing in things if thing.url not in own and not thing.url.startswith(address)])
        for kind, things in group_references(directions)
    ]
    return [(kind, things) for kind, things in found if things]


def organisations_of(project: ProjectPage) -> list[tuple[OrganisationPage, bool]]:
    """The lead organisation and the partners: (organisation, whether it leads); those without a public page are left out."""
    found = [(project.lead_organisation, True)] if project.lead_organisation_id else []
    found += [(one, False) for one in project.organisations.all() if one.pk != project.lead_organisation_id]
    return [(one, leads) for one, leads in found if one.is_public]
