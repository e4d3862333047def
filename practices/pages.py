"""What the page of a good practice shows: words of this language, facts of the source-language page."""

from programme.browsing import address_of


def practice_context(page, request) -> dict:
    source = page.canonical
    organisation = source.organisation if source.organisation_id else None
    return {
        "source": source,
        "organisation": organisation if organisation and organisation.is_public else None,
        "results": list(page.results.all()),
        "condition_lines": page.lines("conditions"),
        "goals": [(goal, address_of(goal, page.locale_id)) for goal in source.goals.all()],
        "documents": [document for document in source.documents.select_related("locale") if document.is_public],
    }
