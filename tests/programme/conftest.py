"""The programme every test of this folder knows."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from programme.trees import make_trees
from tests.factories import programme as scenery
from tests.kept import kept


@pytest.fixture(autouse=True)
def in_polish():
    """A test that asks for an English page leaves the next one in Polish."""
    with translation.override("pl"):
        yield


@kept
def programme(home):
    return scenery.make_programme(home)


@kept
def goals(db):
    """The goals of the seed by their keys."""
    return make_trees()


@kept
def trees(programme, goals):
    return scenery.make_tree_page(programme)


@kept
def plan(programme):
    return scenery.make_plan(programme)


@kept
def project(plan, skawina, goals):
    return scenery.make_project(plan, skawina, directions=[goals["b422"]])


@pytest.fixture
def cost(client):
    """The queries of a page: with nothing remembered, and a moment later."""

    def count(path: str) -> tuple[int, int]:
        client.get(path)  # what a process learns once: types of pages, the root of the site
        found = []
        for forget in (True, False):
            if forget:
                cache.clear()
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            found.append(len(queries))
        return found[0], found[1]

    return count
