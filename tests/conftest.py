"""The cast: the people every test knows."""

import pytest

from accounts.models import Office, User
from accounts.services import grant_office
from places.models import Municipality


@pytest.fixture
def skawina(db):
    return Municipality.objects.create(name="Skawina", slug="skawina", terc="1206113", kind="3")


@pytest.fixture
def liszki(db):
    return Municipality.objects.create(name="Liszki", slug="liszki", terc="1206072", kind="2")


def person(email, role=None, municipality=None):
    user = User.objects.create_user(email, "x")
    if role:
        grant_office(user, role, municipality)
    return user


@pytest.fixture
def resident(db):
    return person("mieszkanka@przyklad.example")


@pytest.fixture
def neighbour(db):
    return person("sasiad@przyklad.example")


@pytest.fixture
def moderator(skawina):
    return person("moderatorka@przyklad.example", Office.Role.MODERATOR, skawina)


@pytest.fixture
def clerk(skawina):
    return person("gospodyni@przyklad.example", Office.Role.HOST, skawina)


@pytest.fixture
def second_clerk(skawina):
    return person("zastepca@przyklad.example", Office.Role.HOST, skawina)


@pytest.fixture
def other_clerk(liszki):
    return person("gospodarz.liszki@przyklad.example", Office.Role.HOST, liszki)


@pytest.fixture
def coordinator(db):
    return person("koordynator@przyklad.example", Office.Role.COORDINATOR)
