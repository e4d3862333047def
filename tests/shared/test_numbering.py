"""Numbers, versions and drafts: what holds when two people act at once."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.utils import timezone

from consultations.models import ConsultationPage
from documents.models import Version
from documents.services import make_version, save_text
from shared.acts.drafts import EditedMeanwhile, find_free_slug, lock_unchanged, read_seen
from shared.acts.numbering import next_number
from shared.acts.versions import keep_version
from shared.models import DayOff, NumberSeries
from tests.parallel import at_once


def take_number(series: str = "test") -> int:
    """A day off stands for whatever bears numbers: the day of the month is the number."""
    with transaction.atomic():
        number = next_number(series, DayOff.objects.all(), "pk")
        DayOff.objects.create(pk=number, day=date(2030, 1, number), name=series)
    return number


def test_the_first_number_is_one_and_each_next_one_higher(db):
    assert [take_number(), take_number(), take_number()] == [1, 2, 3]
    assert NumberSeries.objects.filter(name="test").count() == 1


def test_numbers_go_on_from_what_is_there(db):
    DayOff.objects.create(pk=7, day=date(2030, 1, 7), name="moved in from elsewhere")

    assert take_number() == 8


@pytest.mark.django_db(transaction=True)
def test_a_number_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        next_number("test", DayOff.objects.all(), "pk")


@pytest.mark.django_db(transaction=True)
def test_the_very_first_numbers_given_at_once_are_different():
    if connection.vendor == "sqlite":
        pytest.skip("a database in memory has one connection")

    assert sorted(at_once([take_number] * 5)) == [1, 2, 3, 4, 5]


def test_a_version_that_says_the_same_is_kept_and_another_gets_the_next_number(document):
    first = make_version(document)
    again = keep_version(document, Version.objects.filter(document=document), is_same=lambda _: True, make=pytest.fail)
    document.text += "\n§ 99. Nowy."
    second = make_version(document)

    assert (again.pk, second.number) == (first.pk, first.number + 1)


def test_a_draft_that_somebody_has_changed_meanwhile_is_not_covered(document, editor):
    seen = document.latest_revision_id
    save_text(document, text="§ 1. Pierwsza.", seen=seen, by=editor)

    with pytest.raises(EditedMeanwhile):
        save_text(document, text="§ 1. Druga.", seen=seen, by=editor)
    document.refresh_from_db()
    assert document.get_latest_revision_as_object().text == "§ 1. Pierwsza."
    assert lock_unchanged(document, seen=document.latest_revision_id).pk == document.pk


@pytest.mark.parametrize(
    ("sent", "seen"), [("12", 12), ("", None), (None, None), ("1" * 15, None), ("-1", None), ("²", None), ("x", None)]
)
def test_a_form_names_the_revision_it_was_opened_on(sent, seen):
    assert read_seen(sent) == seen


def test_an_address_is_plain_free_and_not_too_long(lists):
    parent = lists[1]
    names = ["Łąka", "«»", "A" * 300]

    assert [find_free_slug(name, parent, otherwise="wpis") for name in names] == ["laka", "wpis", "a" * 80]
    assert find_free_slug("Mapa", parent, otherwise="wpis", taken=("mapa",)) == "mapa-2"


def test_the_first_two_announcements_of_a_year_have_different_numbers(consultation):
    year = timezone.localdate().year
    with transaction.atomic():
        following = next_number(f"consultation {year}", ConsultationPage.objects.filter(year=year), "sequence")

    assert (consultation.year, consultation.sequence, following) == (year, 1, 2)
