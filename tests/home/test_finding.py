"""A rebuilt index finds what the site shows, and nothing that is live in the tree but not decided yet."""

import pytest
from django.core.management import call_command

from consultations.models import ConsultationPage
from ngos.lifecycle import decided
from ngos.models import OrganisationPage
from tests.factories import scenery

pytestmark = pytest.mark.django_db


def found(client, words: str) -> list[str]:
    call_command("update_index", verbosity=0)
    return [page.title for page in client.get("/szukaj/", {"q": words}).context["found"]]


@pytest.mark.indexed
def test_a_live_draft_of_a_consultation_and_its_stages_are_not_found(client, lists):
    page = scenery.make_consultation(lists[0])
    ConsultationPage.objects.filter(pk=page.pk).update(title="Zielona polana", draft_title="Zielona polana")
    scenery.make_stages(page)

    before = found(client, "polana")
    scenery.announced(page)

    assert (before, found(client, "polana")) == ([], ["Zielona polana"])


@pytest.mark.indexed
@pytest.mark.parametrize(("state", "shown"), [("submitted", False), ("struck_off", False), ("dormant", True), ("published", True)])  # fmt: skip
def test_an_organisation_is_found_when_it_has_a_page(client, organisation, state, shown):
    decided(organisation, state=OrganisationPage.State(state))

    assert (organisation.title in found(client, organisation.title)) is shown
