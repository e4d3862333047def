"""What others point to is not deleted, and what people were shown does not change."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from consultations.models import Submitter
from places.models import Municipality, PrivacyNotice


@pytest.fixture
def desk(settings, client, coordinator):
    settings.STAFF_WITHOUT_TOTP = True
    client.raise_request_exception = False
    client.force_login(coordinator)
    return client


def test_a_municipality_in_use_is_not_an_error(desk, consultation, skawina):
    answers = [
        desk.get(reverse("municipality:delete", args=[skawina.pk])),
        desk.post(reverse("municipality:delete", args=[skawina.pk])),
    ]
    assert [a.status_code for a in answers if a.status_code >= 500] == []
    assert Municipality.objects.count() == 1


def test_a_notice_in_use_is_not_an_error(desk, comment):
    notice = PrivacyNotice.objects.create(version="1", text="x")
    Submitter.objects.update(notice=notice)
    assert desk.post(reverse("privacynotice:delete", args=[notice.pk])).status_code < 500


def test_a_version_of_the_common_notice_is_used_once(db):
    PrivacyNotice.objects.create(version="1", text="x")
    with pytest.raises(ValidationError):
        PrivacyNotice(version="1", text="y", valid_from=date(2026, 1, 1)).full_clean()


def test_a_latitude_is_on_the_globe(db):
    with pytest.raises(ValidationError):
        Municipality(name="X", slug="x", terc="1206162", kind="2", latitude=250, longitude=999).full_clean()


def test_a_notice_that_was_shown_does_not_change(desk, comment):
    notice = PrivacyNotice.objects.create(version="1", text="stara")
    Submitter.objects.update(notice=notice)
    desk.post(
        reverse("privacynotice:edit", args=[notice.pk]),
        {"version": "1", "text": "nowa", "valid_from": date(2026, 1, 1)},
    )
    notice.refresh_from_db()
    assert notice.text == "stara"
