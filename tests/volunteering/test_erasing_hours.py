"""The screens of hours and papers erase what is past its time before they show anybody's name."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from signups.models import SignUp
from tests.factories import volunteering as scene
from tests.kept import kept

pytestmark = pytest.mark.django_db


@kept
def somebody(campaign):
    signup = scene.make_signup(scene.make_slot(campaign, days=2))
    scene.make_hours(signup)
    return signup


@pytest.mark.parametrize(("days", "shown"), [(181, True), (184, False)])
def test_the_list_of_hours_names_nobody_after_the_stated_time(client, campaign, ngo_member, somebody, days, shown):
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        client.force_login(ngo_member)
        page = client.get(reverse("volunteering:hours", args=[campaign.pk])).content.decode()

    assert ("Ola Nowak" in page, SignUp.objects.get().erased_at is None) == (shown, shown)


@pytest.mark.parametrize("name", ["hours_person", "agreement_of"])
@pytest.mark.parametrize(("days", "code"), [(181, 200), (184, 404)])
def test_hours_and_agreement_of_one_person_end_with_the_stated_time(client, ngo_member, somebody, name, days, code):
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        client.force_login(ngo_member)
        answer = client.get(reverse(f"volunteering:{name}", args=[somebody.pk]))

    assert (answer.status_code, SignUp.objects.get().erased_at is None) == (code, code == 200)
