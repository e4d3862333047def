"""The cast: the people every test knows."""

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
from tests.database import django_db_setup  # noqa: F401 - a fixture
from tests.factories import ngos, scenery


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


@pytest.fixture
def home(db):
    return scenery.make_home()


@pytest.fixture
def lists(home, skawina):
    """The branch of Skawina's consultations and the list of documents."""
    return scenery.make_lists(home, skawina)


@pytest.fixture
def document(lists):
    return scenery.make_document(lists[1])


@pytest.fixture
def consultation(lists, document):
    """An open consultation on the paragraphs of a document: today is its first day."""
    page = scenery.make_consultation(lists[0])
    scenery.make_stages(page, document=document)
    return scenery.announced(page)


@pytest.fixture
def stage(consultation):
    return DocumentStagePage.objects.child_of(consultation).get()


@pytest.fixture
def unit(stage):
    return Unit.objects.get(version=stage.version, anchor="p1-u1")


@pytest.fixture
def comment(consultation, stage, unit):
    return scenery.make_comment(consultation, stage, 1, unit=unit)


@pytest.fixture
def editor(skawina):
    return person("redaktorka@przyklad.example", Office.Role.EDITOR, skawina)


@pytest.fixture
def other_editor(liszki):
    return person("redaktor.liszki@przyklad.example", Office.Role.EDITOR, liszki)


@pytest.fixture
def branch(home, skawina):
    """The branch of Skawina in the directory of organisations."""
    return ngos.make_directory(home, skawina)[1]


@pytest.fixture
def organisation(branch):
    return ngos.make_organisation(branch)


@pytest.fixture
def ngo_member(organisation):
    """The representative of the organisation."""
    user = person("czlonkini@przyklad.example")
    ngos.make_member(organisation, user, "representative")
    return user


@pytest.fixture(autouse=True)
def nothing_remembered(settings, tmp_path):
    """What one test put into the cache or drew, and the language it last asked a page in, is unknown to the next."""
    settings.RENDERED_FILES_ROOT = tmp_path / "drawn"
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
    """Real files are read where they lie; RAZEM_REALDATA=required turns their absence into failures."""
    here = (Path(__file__).parents[2] / "shared" / "data").is_dir()
    if here or os.environ.get("RAZEM_REALDATA") == "required":
        return
    for item in items:
        if item.get_closest_marker("realdata"):
            item.add_marker(pytest.mark.skip(reason="the real files are not here"))
