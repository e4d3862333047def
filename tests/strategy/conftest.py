"""The scene of strategy: an area with one published version, its page, a session, an open ballot."""

import pytest
from django.utils import translation

from tests.factories import strategy as scene
from tests.kept import kept


@pytest.fixture(autouse=True)
def in_polish():
    """A test that asks for an English page leaves the next one in Polish."""
    with translation.override("pl"):
        yield


@pytest.fixture(autouse=True)
def without_totp(settings):
    settings.STAFF_WITHOUT_TOTP = True


@kept
def area(db):
    return scene.make_area()


@kept
def version(area):
    return scene.make_version(area)


@kept
def swot_page(home, version):
    return scene.make_swot_page(home, version.area)


@kept
def session(home, skawina):
    return scene.make_session(home, skawina)


@kept
def ballot(version):
    return scene.make_ballot(version)
