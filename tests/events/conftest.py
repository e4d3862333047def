"""What the tests of meetings share: the calendar, a meeting of Skawina, the calendar in English."""

import pytest
from wagtail.models import Locale

from tests.factories import events, scenery
from tests.kept import kept


@kept
def calendar(home):
    return events.make_calendar(home)


@kept
def event(calendar, skawina):
    scenery.make_notice()
    return events.make_event(calendar, municipality=skawina)


@kept
def undated(calendar, skawina):
    return events.make_event(calendar, slug="bez-daty", days=None, municipality=skawina)


@kept
def english(db):
    return Locale.objects.get_or_create(language_code="en")[0]


def translate(page, locale, **words):
    """The page in another language, published, with its ancestors."""
    made = page.copy_for_translation(locale, copy_parents=True)
    for name, value in words.items():
        setattr(made, name, value)
    made.save_revision().publish()
    return type(page).objects.get(pk=made.pk)


@pytest.fixture
def letters(django_capture_on_commit_callbacks, mailoutbox):
    """Do something and see which letters went out because of it."""

    def during(act, *args, **kwargs):
        before = len(mailoutbox)
        with django_capture_on_commit_callbacks(execute=True):
            act(*args, **kwargs)
        return mailoutbox[before:]

    return during


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    """People of the office sign in with one factor here; the second has tests of its own (tests/accounts)."""
    settings.STAFF_WITHOUT_TOTP = True
