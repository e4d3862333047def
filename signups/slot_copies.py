"""The facts of a page that its slots carry as copies."""


def facts_for(page) -> dict:
    """The copies a slot of this page carries."""
    return {
        "organisation_id": page.organisation_id,
        "municipality_id": page.municipality_id,
        "keep_days": page.keep_days,
    }
