"""What the tests of sign-ups share: a meeting of Skawina with places, a campaign, letters that go out at once."""

import pytest
from django.core import mail

from signups.models import SignUp
from signups.permissions import Holder
from tests.factories import events, scenery
from tests.kept import kept
from volunteering.models import CampaignIndexPage, CampaignPage


def make_campaign(home, *, slug: str = "zbiorka", **details) -> CampaignPage:
    """A published campaign that asks for age; minors with consent, unless told otherwise."""
    lists = CampaignIndexPage.objects.child_of(home).first() or scenery.child(
        home, CampaignIndexPage(title="Wolontariat", slug="wolontariat")
    )
    facts = {
        "title": "Zbiórka żywności",
        "slug": slug,
        "summary": "Sortujemy dary.",
        "tasks": "sortowanie\nważenie",
        "when_words": "w soboty",
        "people_wanted": 5,
        "min_age": 13,
        "takes_consent": True,
        "protects_children": True,
        "venue": "Hala",
        "contact_email": events.CONTACT,
        "state": "published",
    }
    return scenery.child(lists, CampaignPage(**{**facts, **details}))


@kept
def calendar(home):
    return events.make_calendar(home)


@kept
def event(calendar, skawina):
    scenery.make_notice()
    return events.make_event(calendar, municipality=skawina)


@kept
def slot(event):
    return events.make_slot(event, capacity=2)


@kept
def campaign(home, skawina):
    scenery.make_notice()
    return make_campaign(home, municipality=skawina)


@kept
def shift(campaign):
    return events.make_slot(campaign, capacity=2)


@pytest.fixture
def letters(django_capture_on_commit_callbacks):
    """Do something and see which letters went out because of it: (name of the template's subject, to whom)."""

    def during(act, *args, **kwargs):
        before = len(mail.outbox)
        with django_capture_on_commit_callbacks(execute=True):
            act(*args, **kwargs)
        return mail.outbox[before:]

    return during


def fresh(row) -> SignUp:
    return type(row).objects.get(pk=row.pk)


def holder(signup) -> Holder:
    return Holder(signup)


def own(client, signup) -> str:
    """The address of one's own sign-up, with the proof in the session as the link of a letter leaves it."""
    session = client.session
    session["own_signups"] = [*session.get("own_signups", []), signup.pk]
    session.save()
    return f"/zapisy/moje/{signup.pk}/"


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    """People of the office sign in with one factor here; the second has tests of its own (tests/accounts)."""
    settings.STAFF_WITHOUT_TOTP = True
