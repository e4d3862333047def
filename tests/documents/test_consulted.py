"""After a consultation everybody sees what has become of the words they were asked about."""

import pytest
from bs4 import BeautifulSoup
from django.utils.translation import gettext

from consultations.models import ConsultationPage
from documents.models import DocumentPage
from tests.factories import scenery
from tests.kept import kept

PAGE = "/dokumenty/regulamin/"


def links(client) -> list[tuple[str, str]]:
    found = BeautifulSoup(client.get(PAGE).content, "html.parser").select(".about a")
    return [(link.get_text(), link["href"]) for link in found if "Regulamin świetlic" in link.get_text()]


@kept
def changed(consultation, document):
    """The consultation is on version 1; version 2 has come since."""
    page = DocumentPage.objects.get(pk=document.pk)
    page.text = scenery.TEXT.replace("14 dni", "7 dni")
    page.save_revision().publish()
    return page


SENTENCE = "What has changed since the consultation “%(title)s”"


@pytest.mark.parametrize(("state", "count"), [("draft", 0), ("announced", 1), ("reported", 1), ("cancelled", 0)])
def test_the_document_leads_to_what_changed_after_a_public_consultation(client, changed, consultation, state, count):
    ConsultationPage.objects.filter(pk=consultation.pk).update(state=state)

    sentence = gettext(SENTENCE) % {"title": "Regulamin świetlic"}
    assert links(client) == [(sentence, f"{PAGE}porownaj/1/2/")] * count


def test_a_text_that_has_not_changed_since_leads_nowhere(client, consultation):
    assert links(client) == []


def test_the_stage_still_shows_the_words_people_were_asked_about(client, changed):
    pages = [client.get(address).content.decode() for address in ("/konsultacje/skawina/swietlice/uwagi/", PAGE)]

    assert ["14 dni" in page for page in pages] == [True, False]


@pytest.mark.parametrize("count", [1, 3])
def test_consultations_cost_the_document_two_queries_however_many(
    client, changed, lists, count, django_assert_max_num_queries
):
    for number in range(1, count):
        other = scenery.make_consultation(lists[0], slug=f"inne-{number}")
        scenery.make_stages(other, document=changed)
        scenery.announced(other, sequence=number + 1)
    client.get(PAGE)

    with django_assert_max_num_queries(11):
        client.get(PAGE)
