"""Every form by which strangers send something: where it stands, what is typed, what it stores."""

import uuid
from dataclasses import dataclass

import pytest
from django.urls import reverse

from consultations.models import Comment
from ngos.models import OrganisationPage
from practices.models import Submission
from signups.models import SignUp
from tests.factories import events, ngos, practices, scenery

WORDS = "Ławka przy świetlicy <b>od zaraz</b>"


@dataclass
class Intake:
    """One form of the product: where it stands, what is typed, what it stores, how often it may be sent."""

    name: str
    url: str
    typed: dict
    model: type
    limits: tuple[str, ...]
    draft: str
    words: str = "opinion"
    two_screens: bool = False

    def form(self, **more) -> dict:
        return {**self.typed, "form_key": str(uuid.uuid4()), **more}

    def count(self) -> int:
        return self.model.objects.count() - self.before

    before = 0


def comment(make):
    stage = make("stage")
    typed = {
        "kind": "general",
        "opinion": WORDS,
        "step": "send",
        "who": "person",
        "notice_read": "on",
        "email": "ola@przyklad.example",
    }
    url, limits = f"/uwagi/{stage.pk}/nowa/", ("comment.address", "comment.email", "comment.check")
    return Intake("comment", url, typed, Comment, limits, f"{stage.pk}-all", two_screens=True)


def practice(make):
    who = {"who": "Rada", "municipality": make("skawina").pk, "email": "ola@przyklad.example", "notice_read": "on"}
    typed, limits = {**practices.WORDS, "went_wrong": WORDS, **who, "step": "send"}, ("practices.submission",)
    make("home")
    return Intake("practice", reverse("practices:submit"), typed, Submission, limits, "practice", "went_wrong", True)


def signup(make):
    page = events.make_event(events.make_calendar(make("home")), municipality=make("skawina"))
    slot = events.make_slot(page)
    typed = {"name": "Ola", "email": "ola@przyklad.example", "note": WORDS, "notice_read": "on"}
    limits, url = ("signups.sign.address", "signups.sign.email"), reverse("signups:sign", args=[slot.pk])
    return Intake("signup", url, typed, SignUp, limits, f"signup-{slot.pk}", "note")


def organisation(make):
    make("client").force_login(make("resident"))
    place = {"municipality": make("branch").municipality_id, "fields": [ngos.make_field().pk]}
    typed = {
        "title": "Klub Filmowy Kadr",
        "legal_form": "nieformalna",
        "mission": WORDS,
        "function": "członkini",
        **place,
    }
    typed["email"] = "klub@przyklad.example"
    return Intake(
        "organisation",
        reverse("ngos:new"),
        typed,
        OrganisationPage,
        ("ngos.new", "ngos.alike"),
        "organisation",
        "mission",
    )


def opened(request) -> Intake:
    """The form with all that must stand around it."""
    scenery.make_notice()
    found = request.param(request.getfixturevalue)
    found.before = found.count()
    return found


def named(form) -> str:
    return form.__name__


@pytest.fixture(params=[comment, practice, signup, organisation], ids=named)
def intake(request, db):
    return opened(request)


@pytest.fixture(params=[comment, practice], ids=named)
def two_screens(request, db):
    return opened(request)


@pytest.fixture(params=[comment, signup], ids=named)
def dated(request, db):
    """Taken on some days only."""
    return opened(request)


@pytest.fixture(params=[comment, practice, signup], ids=named)
def without_account(request, db):
    return opened(request)
