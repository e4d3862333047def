"""The scene of strategy: an area with one published version, its page, a session, an open ballot."""

import pytest
from django.utils import translation

from tests.factories import strategy as scene


@pytest.fixture(autouse=True)
def in_polish():
    """A test that asks for an English page leaves the next one in Polish."""
    with translation.override("pl"):
        yield


@pytest.fixture(autouse=True)
def without_totp(settings):
    settings.STAFF_WITHOUT_TOTP = True


@pytest.fixture
def area(db):
    return scene.make_area()


@pytest.fixture
def version(area):
    return scene.make_version(area)


@pytest.fixture
def swot_page(home, version):
    return scene.make_swot_page(home, version.area)


@pytest.fixture
def session(home, skawina):
    return scene.make_session(home, skawina)


@pytest.fixture
def ballot(version):
    return scene.make_ballot(version)
