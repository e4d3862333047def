"""Rights follow the office whatever happens to the municipality."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.models import Office, User
from accounts.roles import municipalities_of
from accounts.services import grant_office, revoke_office


@pytest.fixture(autouse=True)
def signed_in(settings, client, coordinator):
    settings.STAFF_WITHOUT_TOTP = True
    client.force_login(coordinator)


def test_rights_end_also_after_the_slug_has_changed(client, lists, clerk, skawina):
    skawina.slug = "skawina-miasto"
    skawina.save()
    revoke_office(Office.objects.get(user=clerk))
    assert clerk.groups.count() == 0


def test_giving_an_office_is_logged(client, neighbour, skawina):
    client.post(reverse("office:add"), {"user": neighbour.pk, "role": "host", "municipality": skawina.pk})
    client.post(reverse("office:delete", args=[Office.objects.get(user=neighbour).pk]))
    assert ModelLogEntry.objects.filter(content_type__model="office").count() == 2


def test_a_changed_person_holds_the_office(client, clerk, neighbour, skawina):
    office = Office.objects.get(user=clerk)
    client.post(
        reverse("office:edit", args=[office.pk]), {"user": neighbour.pk, "role": "host", "municipality": skawina.pk}
    )
    assert [office.user for office in Office.objects.filter(role="host")] == [neighbour]


def test_there_is_no_coordinator_of_one_place(neighbour, liszki):
    with pytest.raises(ValidationError):
        Office(user=neighbour, role="coordinator", municipality=liszki).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        grant_office(neighbour, "coordinator", liszki)


def test_an_inactive_superuser_sees_nobody(db):
    root = User.objects.create_superuser("root@przyklad.example", "x", is_active=False)
    assert municipalities_of(root, "host") == []
