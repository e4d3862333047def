"""A follower who asks again changes the choice by the letter; an address nobody has confirmed is forgotten."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from shared.models import SentLetter
from volunteering.links import links
from volunteering.models import Follower

pytestmark = pytest.mark.django_db
URL = "/wolontariat-powiadomienia/"
CONFIRM = f"{URL}potwierdz/"
ADDRESS = "chetna@przyklad.example"


@pytest.fixture
def follower():
    return Follower.objects.create(email=ADDRESS, topic="sport", confirmed_at=timezone.now())


@pytest.fixture
def opened(client, follower):
    """The session of whoever came by the link of the letter."""
    client.get(f"{URL}link/{links.make('follow', follower.pk)}/")
    return client


def test_who_follows_already_gets_the_letter_again_and_nothing_changes_before_it(
    client, follower, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(URL, {"email": ADDRESS.upper(), "municipality": "", "topic": "nature"})

    assert ([letter.to for letter in mail.outbox], Follower.objects.get().topic) == ([[ADDRESS]], "sport")


def test_the_letter_comes_once_a_day(client, follower):
    for _time in range(3):
        client.post(URL, {"email": ADDRESS, "municipality": "", "topic": ""})
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        client.post(URL, {"email": ADDRESS, "municipality": "", "topic": ""})

    assert SentLetter.objects.filter(letter="volunteering_to_confirm").count() == 2


def test_the_choice_is_changed_behind_the_link(opened, follower, skawina):
    opened.post(CONFIRM, {"change": "1", "municipality": skawina.pk, "topic": "nature"})

    changed = Follower.objects.get()
    assert (changed.municipality, changed.topic, changed.confirmed_at) == (skawina, "nature", follower.confirmed_at)


def test_a_choice_that_does_not_exist_changes_nothing(opened, follower):
    answer = opened.post(CONFIRM, {"change": "1", "municipality": "99999", "topic": "nic"})

    assert (answer.status_code, Follower.objects.get().topic) == (422, "sport")
