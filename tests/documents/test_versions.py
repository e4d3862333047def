"""A published text becomes a version; versions and units never change."""

import pytest
from django.db import models

from documents.models import Unit, Version
from tests.factories import scenery


def publish(document, text: str) -> None:
    document.text = text
    document.save_revision().publish()


def test_publishing_a_changed_text_makes_the_next_version(document):
    publish(document, scenery.TEXT + "2. Nowy ustęp.")

    assert list(Version.objects.filter(document=document).values_list("number", flat=True)) == [2, 1]


def test_publishing_the_same_text_makes_no_version(document):
    publish(document, "\n" + scenery.TEXT + "\n\n")

    assert Version.objects.count() == 1


def test_a_draft_makes_no_version(document):
    document.text = "§ 1. Szkic"
    document.save_revision()

    assert Version.objects.count() == 1


def test_the_units_of_an_earlier_version_stay(document):
    before = list(Unit.objects.filter(version__number=1).values_list("anchor", "text"))

    publish(document, "§ 1. Zupełnie inny tekst")

    assert list(Unit.objects.filter(version__number=1).values_list("anchor", "text")) == before


def test_an_earlier_version_can_be_read(client, document):
    publish(document, "§ 1. Zupełnie inny tekst")

    old, new = (client.get(f"/dokumenty/regulamin/{query}").content.decode() for query in ("?wersja=1", ""))

    assert ("Rezerwacja następuje" in old, "Rezerwacja następuje" in new) == (True, False)


@pytest.mark.parametrize("wrong", ["0", "99", "abc", "-1", "1'"])
def test_an_unknown_version_shows_the_newest(client, document, wrong):
    assert client.get(f"/dokumenty/regulamin/?wersja={wrong}").context["version"].number == 1


def test_the_preview_shows_the_draft_and_marks_repeated_numbers(document):
    document.text = "§ 1. Raz\n§ 1. Drugi raz"

    shown = document.make_preview_request().content.decode()

    assert "Drugi raz" in shown
    assert shown.count("Ten numer się powtarza") == 1


def test_every_unit_has_its_own_address_on_the_page(client, document):
    page = client.get("/dokumenty/regulamin/").content.decode()
    units = Unit.objects.filter(version__document=document)

    assert [page.count(f'id="{unit.anchor}"') for unit in units] == [1] * len(units)


def test_what_residents_point_at_is_protected():
    held = {
        f"{model._meta.label}.{field.name}": field.remote_field.on_delete
        for model in (Version, Unit)
        for field in model._meta.fields
        if field.remote_field
    }

    assert held == {"documents.Version.document": models.PROTECT, "documents.Unit.version": models.PROTECT}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_documents_costs_the_same(client, lists, count, django_assert_max_num_queries):
    for number in range(count):
        scenery.make_document(lists[1], slug=f"dokument-{number}", text=f"§ 1. Tekst {number}")
    client.get("/dokumenty/")

    with django_assert_max_num_queries(8):
        assert len(client.get("/dokumenty/").context["page_obj"]) == count
