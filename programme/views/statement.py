"""A statement as it is now, and every wording it has had."""

from django.http import Http404, HttpRequest, HttpResponse

from programme.models import StatementVersion


def versions_of(page) -> list[StatementVersion]:
    """The kept wordings, newest first; they belong to the source-language page."""
    return list(StatementVersion.objects.filter(page=page.canonical.pk).order_by("-number"))


def page(request: HttpRequest, page) -> HttpResponse:
    return page.render(request, context_overrides={"source": page.canonical, "versions": versions_of(page)})


def version(request: HttpRequest, page, number: int) -> HttpResponse:
    """What it said then, and what that changed in the wording before."""
    versions = versions_of(page)
    found = next((version for version in versions if version.number == number), None)
    if found is None:
        raise Http404
    before = next((version for version in versions if version.number == number - 1), None)
    context = {"version": found, "versions": versions, "before": before, "source": page.canonical}
    return page.render(request, context_overrides=context, template="programme/statement_version.html")
