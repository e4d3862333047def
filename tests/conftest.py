"""The cast: the people every test knows."""

import itertools
import os
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import timezone, translation

from accounts.models import Office, User
from accounts.services import grant_office
from consultations.models import DocumentStagePage
from documents.models import Unit
from places.models import Municipality
from shared.catalogues import compile_po
from tests import indexing
from tests.database import _django_db_helper, django_db_setup, kept_scenery  # noqa: F401 - fixtures
from tests.factories import ngos, scenery
from tests.kept import kept, side_by_side
from tests.parallel import on_a_sqlite_file  # noqa: F401 - a fixture

numbers = itertools.count(1)


@kept
def skawina(db):
    return Municipality.objects.create(name="Skawina", slug="skawina", terc="1206113", kind="3")


@kept(late=True)
def liszki(db):
    return Municipality.objects.create(name="Liszki", slug="liszki", terc="1206072", kind="2")


def person(email, role=None, municipality=None):
    user = User.objects.create_user(email, "x")
    if role:
        grant_office(user, role, municipality)
    return user


@kept(late=True)
def resident(db):
    return person("mieszkanka@przyklad.example")


@kept(late=True)
def neighbour(db):
    return person("sasiad@przyklad.example")


@kept(late=True)
def moderator(skawina):
    return person("moderatorka@przyklad.example", Office.Role.MODERATOR, skawina)


@kept(late=True)
def clerk(skawina):
    return person("gospodyni@przyklad.example", Office.Role.HOST, skawina)


@kept(late=True)
def second_clerk(skawina):
    return person("zastepca@przyklad.example", Office.Role.HOST, skawina)


@kept(late=True)
def other_clerk(liszki):
    return person("gospodarz.liszki@przyklad.example", Office.Role.HOST, liszki)


@kept(late=True)
def coordinator(db):
    return person("koordynator@przyklad.example", Office.Role.COORDINATOR)


@kept
def home(db):
    return scenery.make_home()


@kept
def lists(home, skawina):
    """The branch of Skawina's consultations and the list of documents."""
    return scenery.make_lists(home, skawina)


@kept
def document(lists):
    return scenery.make_document(lists[1])


@kept
def consultation(lists, document):
    """An open consultation on the paragraphs of a document: today is its first day."""
    page = scenery.make_consultation(lists[0])
    scenery.make_stages(page, document=document)
    return scenery.announced(page)


@kept
def stage(consultation):
    return DocumentStagePage.objects.child_of(consultation).get()


@kept
def unit(stage):
    return Unit.objects.get(version=stage.version, anchor="p1-u1")


@kept
def comment(consultation, stage, unit):
    return scenery.make_comment(consultation, stage, 1, unit=unit)


@kept(late=True)
def editor(skawina):
    return person("redaktorka@przyklad.example", Office.Role.EDITOR, skawina)


@kept(late=True)
def other_editor(liszki):
    return person("redaktor.liszki@przyklad.example", Office.Role.EDITOR, liszki)


@kept
def branch(home, skawina):
    """The branch of Skawina in the directory of organisations."""
    return ngos.make_directory(home, skawina)[1]


@kept
def organisation(branch):
    return ngos.make_organisation(branch)


@kept(late=True)
def ngo_member(organisation):
    """The representative of the organisation."""
    user = person("czlonkini@przyklad.example")
    ngos.make_member(organisation, user, "representative")
    return user


@pytest.fixture(autouse=True)
def nothing_remembered(settings, tmp_path_factory):
    """What one test put into the cache or drew, and the language it last asked a page in, is unknown to the next."""
    settings.RENDERED_FILES_ROOT = tmp_path_factory.getbasetemp() / f"drawn-{next(numbers)}"
    cache.clear()
    translation.deactivate()
    timezone.deactivate()


@pytest.fixture(autouse=True)
def indexed_if_marked(request):
    """The words for the search and the index of references are written for tests marked `indexed` only."""
    if request.node.get_closest_marker("indexed"):
        with indexing.switched_on():
            yield
    else:
        yield


def pytest_configure(config):
    """The tests read the same Polish as people do; nothing is indexed until a test asks."""
    indexing.switch_off()
    for catalogue in (Path(__file__).parents[1] / "locale").rglob("*.po"):
        compile_po(catalogue)


def pytest_collection_modifyitems(items):
    """Tests that share scenery run side by side.

    Real files are read where they lie; RAZEM_REALDATA=required turns their absence into failures.
    """
    items[:] = side_by_side(items)
    here = (Path(__file__).parents[2] / "shared" / "data").is_dir()
    if here or os.environ.get("RAZEM_REALDATA") == "required":
        return
    for item in items:
        if item.get_closest_marker("realdata"):
            item.add_marker(pytest.mark.skip(reason="the real files are not here"))
