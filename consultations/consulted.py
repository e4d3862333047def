"""Tells documents which of their versions were consulted."""

from collections.abc import Iterator

from consultations.models import ConsultationPage, DocumentStagePage
from documents.consulted_versions import Consulted, consults

S = ConsultationPage.State


@consults
def versions_under_consultation(document: int) -> Iterator[Consulted]:
    """The frozen versions of a document in announced and finished consultations, newest first; two queries."""
    stages = DocumentStagePage.objects.live().filter(document=document, version__isnull=False)
    above = {path[: -DocumentStagePage.steplen]: version for path, version in stages.values_list("path", "version")}
    pages = (
        ConsultationPage.objects.source_language().live().filter(path__in=above, state__in=[S.ANNOUNCED, S.REPORTED])
    )
    for page in pages.select_related("locale").order_by("-announced_on", "-pk"):
        yield Consulted(above[page.path], page.title, page.get_url() or "")
