"""Municipalities and villages in use are kept with a sentence."""

import pytest
from django.urls import reverse

from consultations.models import Submitter
from places.models import PrivacyNotice, Solectwo


@pytest.fixture
def desk(settings, client, coordinator):
    settings.STAFF_WITHOUT_TOTP = True
    client.raise_request_exception = False
    client.force_login(coordinator)
    return client


def test_a_municipality_with_an_office(desk, clerk, skawina):
    assert desk.post(reverse("municipality:delete", args=[skawina.pk])).status_code < 500


def test_a_municipality_with_a_notice(desk, skawina):
    PrivacyNotice.objects.create(municipality=skawina, version="1", text="x")
    assert desk.post(reverse("municipality:delete", args=[skawina.pk])).status_code < 500


def test_a_village_of_a_submitter(desk, comment, skawina):
    village = Solectwo.objects.create(municipality=skawina, name="B", slug="b")
    Submitter.objects.update(solectwo=village)
    assert desk.post(reverse("solectwo:delete", args=[village.pk])).status_code < 500
