"""Editors and hosts of every municipality add news and documents; each keeps their own pages, publishing is trusted."""

from accounts.models import Office
from accounts.rights import page_rights
from documents.models import DocumentIndexPage
from home.models import NewsIndexPage

ROLE = Office.Role


@page_rights
def shared_lists(role: str, municipality):
    """“Add” lets a person make pages there and change those they made."""
    if role == ROLE.EDITOR:
        lists = [NewsIndexPage, DocumentIndexPage]
    elif role == ROLE.HOST:
        lists = [DocumentIndexPage]
    else:
        return []
    return [(page, ("add", "publish")) for kind in lists for page in kind.objects.all()]
