"""An empty installation becomes a site with one command; a municipality more is data entry and the same command."""

import pytest
from django.core.management import call_command
from wagtail.models import Page, Site

from consultations.models import ConsultationIndexPage, ConsultationKind
from places.models import Municipality


@pytest.fixture
def made(db, settings):
    settings.PUBLIC_URL = "https://razem.example"
    call_command("make_site")


def test_an_empty_database_becomes_a_site(made, client):
    assert client.get("/").status_code == 200
    assert client.get("/konsultacje/").status_code == 200
    assert ConsultationKind.objects.exists()
    assert Site.objects.get().root_url == "https://razem.example"


def test_a_new_municipality_gets_its_branch(made, client):
    Municipality.objects.create(name="Zielonki", slug="zielonki", terc="1206162", kind="2")
    pages = Page.objects.count()
    call_command("make_site")
    call_command("make_site")

    assert Page.objects.count() == pages + 2  # consultations and organisations
    assert (
        ConsultationIndexPage.objects.get(municipality__slug="zielonki").full_url
        == "https://razem.example/konsultacje/zielonki/"
    )
    assert client.get("/konsultacje/zielonki/").status_code == 200
