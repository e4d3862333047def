"""Municipalities are data: adding one needs no change of code."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from home.demo.places import SOLECTWA, make_places
from places.models import Area, Municipality, PrivacyNotice, Solectwo
from tests.factories import scenery
from tests.kept import kept


@kept
def zabierzow(db):
    """A municipality nobody has heard of, as an editor would type it in."""
    return Municipality.objects.create(
        name="Zabierzów", slug="zabierzow", terc="1206162", kind="2", hue=6, outline="M0 0L50 0L50 50Z", label_x=25
    )


def test_the_demo_has_five_municipalities_and_56_village_units(db):
    make_places()
    make_places()

    assert Municipality.objects.count() == 5
    assert Solectwo.objects.count() == sum(len(names.split(", ")) for names in SOLECTWA.values()) == 56
    assert list(Area.objects.values_list("name", flat=True)) == ["Blisko Krakowa"]


def test_a_new_municipality_appears_on_the_front_page(client, home, zabierzow):
    page = client.get("/").content.decode()

    assert 'd="M0 0L50 0L50 50Z"' in page
    assert '<option value="zabierzow"' in page


def test_a_new_municipality_can_run_a_consultation(client, home, zabierzow):
    branch, documents = scenery.make_lists(home, zabierzow)
    consultation = scenery.make_consultation(branch)
    scenery.make_stages(consultation, document=scenery.make_document(documents))
    scenery.announced(consultation)

    answer = client.get("/konsultacje/zabierzow/swietlice/")

    assert (answer.status_code, 'data-place="6"' in answer.content.decode()) == (200, True)


def test_the_chosen_place_shows_what_concerns_it(client, consultation, skawina, liszki):
    found = {place: client.get(f"/?gdzie={place}").context["near_consultations"] for place in ("skawina", "liszki")}

    assert {place: [c.pk for c in pages] for place, pages in found.items()} == {
        "skawina": [consultation.pk],
        "liszki": [],
    }


@pytest.mark.parametrize("wrong", ["nowhere", "skawina/nowhere", "/", "'", "<script>", "x" * 5000, "..%2f"])
def test_an_unknown_place_changes_nothing(client, home, skawina, wrong):
    assert client.get("/", {"gdzie": wrong}).status_code == 200


@pytest.mark.parametrize("terc", ["120616", "12061622", "120616a", ""])
def test_a_terc_code_has_seven_digits(db, terc):
    place = Municipality(name="X", slug="x", terc=terc, kind="2")

    with pytest.raises((ValidationError, IntegrityError)), transaction.atomic():
        place.full_clean()
        place.save()


def test_a_terc_code_keeps_its_leading_zero(db):
    Municipality.objects.create(name="X", slug="x", terc="0201011", kind="1")

    assert Municipality.objects.get().terc == "0201011"


def test_the_notice_of_the_municipality_goes_before_the_common_one(skawina, liszki):
    common = PrivacyNotice.objects.create(version="1", text="wspólna")
    own = PrivacyNotice.objects.create(municipality=skawina, version="1", text="Skawina")

    assert PrivacyNotice.objects.in_force(skawina).first() == own
    assert PrivacyNotice.objects.in_force(liszki).first() == common
