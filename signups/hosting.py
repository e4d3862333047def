"""What one person hosts, of all kinds of pages, and what they decide about one of them.

The kinds are found among the subclasses of HostedPage; the apps above say what is decided about theirs.
"""

from django.apps import apps
from wagtail.models import Page

from shared.registry import Registry
from signups.models import HostedPage

offers_decisions = Registry()  # find(page, user, refusal) -> the decisions a host may take now (shared/office/moves.py)


def kinds() -> list[type[HostedPage]]:
    return [model for model in apps.get_models() if issubclass(model, HostedPage)]


def hosted_pages(user):
    """The pages of all kinds this person hosts, newest first."""
    found = Page.objects.none()
    for kind in kinds():
        found |= Page.objects.filter(pk__in=kind.objects.hosted_by(user).values("pk"))
    return found.select_related("locale", "content_type").order_by("-first_published_at", "-pk").distinct()
