"""Each list says once who works on it; a new list, and a branch that changes hands, changes the rights at once."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission, Page

from accounts.models import Office
from accounts.services import grant_office, group_name
from consultations.models import ConsultationIndexPage
from documents.models import DocumentIndexPage
from events.models import EventIndexPage
from home.models import NewsIndexPage
from ngos.models import OrganisationIndexPage
from practices.models import PracticeIndexPage
from strategy.models import SessionIndexPage
from tests.factories.scenery import child
from volunteering.models import CampaignIndexPage

Role = Office.Role
WORK, MAKE, NOTHING = {"add", "change", "publish"}, {"add", "publish"}, set()
TREE = {"add", "change", "publish", "lock", "unlock", "bulk_delete"}
LISTS = {
    # list: what editors may, what hosts may
    ConsultationIndexPage: (WORK, WORK),
    OrganisationIndexPage: (WORK, NOTHING),
    EventIndexPage: (WORK, WORK),
    CampaignIndexPage: (WORK, NOTHING),
    PracticeIndexPage: (WORK, NOTHING),
    NewsIndexPage: (MAKE, NOTHING),
    DocumentIndexPage: (MAKE, MAKE),
    SessionIndexPage: (NOTHING, NOTHING),
}
BRANCHES = [ConsultationIndexPage, OrganisationIndexPage]


def rights(role: str, municipality, page: Page) -> set[str]:
    """What the group of an office may on this very page."""
    found = GroupPagePermission.objects.filter(group__name=group_name(role, municipality), page=page)
    return {name.removesuffix("_page") for name in found.values_list("permission__codename", flat=True)}


def make(kind, home, **fields) -> Page:
    return child(home, kind(title="Lista", slug=f"lista-{kind._meta.model_name}", **fields))


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.__name__)
def test_a_new_list_gives_editors_and_hosts_so_much_and_nobody_else_anything(kind, home, neighbour, skawina):
    for role in (Role.EDITOR, Role.HOST, Role.MODERATOR):
        grant_office(neighbour, role, skawina)

    page = make(kind, home, **({"municipality": skawina} if kind in BRANCHES else {}))

    found = tuple(rights(role, skawina, page) for role in (Role.EDITOR, Role.HOST, Role.MODERATOR))
    assert found == (*LISTS[kind], NOTHING)


@pytest.mark.parametrize("kind", BRANCHES, ids=lambda kind: kind.__name__)
def test_a_branch_is_for_its_own_municipality_and_for_offices_of_the_whole_area(kind, home, neighbour, skawina, liszki):
    page = make(kind, home, municipality=skawina)
    for municipality in (skawina, liszki, None):
        grant_office(neighbour, Role.EDITOR, municipality)

    found = [rights(Role.EDITOR, municipality, page) for municipality in (skawina, liszki, None)]
    assert found == [WORK, NOTHING, WORK]


@pytest.mark.parametrize("kind", BRANCHES, ids=lambda kind: kind.__name__)
def test_a_branch_that_changes_hands_takes_its_rights_along(kind, home, neighbour, skawina, liszki):
    for municipality in (skawina, liszki):
        grant_office(neighbour, Role.EDITOR, municipality)
    page = make(kind, home, municipality=skawina)
    steps = [[rights(Role.EDITOR, municipality, page) for municipality in (skawina, liszki)]]
    for municipality in (liszki, None):
        page.municipality = municipality
        page.save()
        steps.append([rights(Role.EDITOR, municipality, page) for municipality in (skawina, liszki)])

    assert steps == [[WORK, NOTHING], [NOTHING, WORK], [NOTHING, NOTHING]]


@pytest.mark.parametrize("kind", BRANCHES, ids=lambda kind: kind.__name__)
def test_the_list_of_the_whole_area_belongs_to_coordinators(kind, home, neighbour, skawina):
    page = make(kind, home)
    grant_office(neighbour, Role.EDITOR, skawina)
    grant_office(neighbour, Role.EDITOR)

    assert [rights(Role.EDITOR, municipality, page) for municipality in (skawina, None)] == [NOTHING, NOTHING]


def test_a_coordinator_has_the_whole_tree_and_needs_no_single_list(home, coordinator):
    for kind in LISTS:
        make(kind, home)

    found = GroupPagePermission.objects.filter(group=Group.objects.get(name="coordinator"))
    kinds = {name.removesuffix("_page") for name in found.values_list("permission__codename", flat=True)}
    assert (kinds, {row.page.depth for row in found}, len(found)) == (TREE, {1}, len(TREE))
