"""A meeting about the consultation that goes on at this moment."""

from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.models import StagePage
from events.models import EventIndexPage, EventPage
from tests.factories import scenery
from tests.kept import kept


@kept
def calendar(home):
    return scenery.child(home, EventIndexPage(title="Wydarzenia", slug="wydarzenia"))


@pytest.fixture
def make_meeting(calendar, consultation):
    yesterday = timezone.localdate() - timedelta(1)  # a meeting of an hour ago may have begun yesterday
    StagePage.objects.filter(slug="uwagi").update(opens_on=yesterday)

    def make_meeting(hours: float = -1, *, slug="spotkanie", **details):
        """A public meeting of two hours about the consultation, which began so many hours before now."""
        starts_at = timezone.now() + timedelta(hours=hours)
        facts = {
            "title": "Spotkanie w świetlicy",
            "summary": "Rozmawiamy.",
            "starts_at": starts_at,
            "about": consultation,
        }
        facts["ends_at"] = starts_at + timedelta(hours=2)
        return scenery.child(calendar, EventPage(slug=slug, **{**facts, **details}))

    return make_meeting


@pytest.fixture
def meeting(make_meeting):
    """It goes on at this moment."""
    return make_meeting()
