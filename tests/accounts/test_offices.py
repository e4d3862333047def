"""Offices: which role may do what in which municipality, who gives them out, and that they end at once."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.documents.permissions import permission_policy
from wagtail.models import Collection, GroupPagePermission, Page
from wagtail.permissions import page_permission_policy

from accounts.models import Office, User
from accounts.roles import is_coordinator, jurisdiction, municipalities_of, within, works_as, works_in
from accounts.services import change_office, grant_office, refresh_rights, revoke_office
from consultations import permissions
from consultations.models import Submitter
from places.models import Municipality
from tests.conftest import person
from tests.factories import scenery

Role = Office.Role
RUN, HOST, MODERATE, OVERRIDE, PANEL, IDENTITY, PAGES = (
    "run", "host", "moderate", "override", "panel", "identity", "pages",
)  # fmt: skip
EVERYTHING = {RUN, HOST, MODERATE, OVERRIDE, PANEL, IDENTITY, PAGES}


@pytest.fixture(autouse=True)
def without_totp(settings):
    settings.STAFF_WITHOUT_TOTP = True


def may(user, comment) -> set[str]:
    """What a person may do about a comment in Skawina, its consultation and its page."""
    user = User.objects.get(pk=user.pk) if user.pk else user
    consultation = comment.consultation
    pages = page_permission_policy.instances_user_has_permission_for(user, "change")
    answers = {
        RUN: permissions.may_manage(user, consultation),
        HOST: permissions.may_host(user, consultation),
        MODERATE: permissions.may_moderate(user, comment),
        OVERRIDE: permissions.may_override(user, consultation),
        PANEL: permissions.may_see_panel(user, consultation),
        IDENTITY: Submitter.objects.visible_to(user).filter(comment=comment).exists(),
        PAGES: pages.filter(pk=consultation.pk).exists(),
    }
    return {name for name, answer in answers.items() if answer}


OFFICES = [
    # role, where it is held, what it lets do in Skawina
    (Role.HOST, "skawina", {RUN, HOST, MODERATE, PANEL, IDENTITY, PAGES}),
    (Role.HOST, "liszki", set()),
    (Role.HOST, None, {RUN, HOST, MODERATE, PANEL, IDENTITY, PAGES}),
    (Role.MODERATOR, "skawina", {MODERATE, PANEL, IDENTITY}),
    (Role.MODERATOR, "liszki", set()),
    (Role.MODERATOR, None, {MODERATE, PANEL, IDENTITY}),
    (Role.EDITOR, "skawina", {PAGES}),
    (Role.EDITOR, "liszki", set()),
    (Role.EDITOR, None, {PAGES}),
    (Role.COORDINATOR, None, {RUN, OVERRIDE, PANEL, PAGES}),
]


@pytest.mark.parametrize(("role", "where", "acts"), OFFICES)
def test_an_office_lets_do_so_much_and_no_more(request, comment, neighbour, role, where, acts):
    office = grant_office(neighbour, role, request.getfixturevalue(where) if where else None)
    held = may(neighbour, comment)
    revoke_office(office)

    assert (held, may(neighbour, comment)) == (acts, set())


@pytest.mark.parametrize("who", ["stranger", "resident", "ngo_member"])
def test_without_an_office_nobody_may_do_anything(request, comment, who):
    user = AnonymousUser() if who == "stranger" else request.getfixturevalue(who)

    assert may(user, comment) == set()


def test_two_offices_add_up_and_end_apart(comment, neighbour, skawina, liszki):
    moderator = grant_office(neighbour, Role.MODERATOR, skawina)
    grant_office(neighbour, Role.EDITOR, skawina)
    grant_office(neighbour, Role.HOST, liszki)
    both = may(neighbour, comment)
    revoke_office(moderator)

    assert (both, may(neighbour, comment)) == ({MODERATE, PANEL, IDENTITY, PAGES}, {PAGES})
    assert sorted(group.name for group in neighbour.groups.all()) == sorted(
        [f"editor: {skawina.pk}", f"host: {liszki.pk}"]
    )


def test_the_rights_of_one_person_do_not_end_with_the_office_of_another(comment, clerk, second_clerk):
    before = may(second_clerk, comment)
    revoke_office(Office.objects.get(user=clerk))

    assert (may(clerk, comment), may(second_clerk, comment)) == (set(), before)
    assert before == {RUN, HOST, MODERATE, PANEL, IDENTITY, PAGES}


@pytest.mark.parametrize(("is_active", "acts"), [(True, EVERYTHING - {IDENTITY}), (False, set())])
def test_a_superuser_holds_every_office_while_active(comment, is_active, acts):
    root = User.objects.create_superuser("root@przyklad.example", "x")
    User.objects.filter(pk=root.pk).update(is_active=is_active)

    assert may(root, comment) - {IDENTITY} == acts
    assert is_coordinator(User.objects.get(pk=root.pk)) is is_active


def test_questions_about_places_are_answered_by_role(neighbour, skawina, liszki):
    grant_office(neighbour, Role.HOST, skawina)
    grant_office(neighbour, Role.MODERATOR, liszki)
    user = User.objects.get(pk=neighbour.pk)

    assert municipalities_of(user, Role.HOST) == [skawina.pk]
    assert sorted(municipalities_of(user, Role.HOST, Role.MODERATOR)) == sorted([skawina.pk, liszki.pk])
    assert (municipalities_of(user, Role.EDITOR), municipalities_of(AnonymousUser(), Role.HOST)) == ([], [])
    assert [works_in(user, where, Role.HOST) for where in (skawina.pk, liszki.pk, None)] == [True, False, False]
    assert works_in(user, liszki.pk, Role.HOST, Role.MODERATOR) is True


def test_an_office_of_the_whole_area_is_an_office_everywhere(neighbour, skawina):
    grant_office(neighbour, Role.MODERATOR)
    grant_office(neighbour, Role.MODERATOR, skawina)
    user = User.objects.get(pk=neighbour.pk)

    assert (municipalities_of(user, Role.MODERATOR), works_in(user, None, Role.MODERATOR)) == (None, True)


@pytest.mark.parametrize(
    ("roles", "answer"), [((Role.HOST,), True), ((Role.EDITOR, Role.HOST), True), ((Role.EDITOR,), False), ((), False)]
)
def test_somebody_works_as_whatever_they_are_anywhere(neighbour, liszki, roles, answer):
    grant_office(neighbour, Role.HOST, liszki)

    assert works_as(User.objects.get(pk=neighbour.pk), *roles) is answer
    assert works_as(AnonymousUser(), *roles) is False


def test_an_account_that_is_shut_holds_nothing(clerk, skawina):
    clerk.is_active = False

    assert (works_as(clerk, Role.HOST), works_in(clerk, skawina.pk, Role.HOST)) == (False, False)
    assert list(within(Municipality.objects.all(), clerk, Role.HOST, field="pk")) == []


@pytest.mark.parametrize(
    ("role", "place", "seen"),
    [("host", "skawina", ["Skawina"]), ("host", None, ["Liszki", "Skawina"]), ("editor", None, [])],
)
def test_lists_show_the_municipalities_of_the_office(request, neighbour, skawina, liszki, role, place, seen):
    grant_office(neighbour, role, request.getfixturevalue(place) if place else None)
    user = User.objects.get(pk=neighbour.pk)
    rows = within(Municipality.objects.order_by("name"), user, Role.HOST, field="pk")

    assert [row.name for row in rows] == seen
    assert within(Municipality.objects.all(), AnonymousUser(), Role.HOST, field="pk").count() == 0


def test_a_condition_of_the_whole_area_may_stand_beside_another(neighbour, skawina, liszki):
    grant_office(neighbour, Role.HOST)
    user = User.objects.get(pk=neighbour.pk)
    either = Q(pk=skawina.pk) | jurisdiction(user, Role.HOST, field="pk")

    assert Municipality.objects.filter(either).count() == 2


# --- at once --------------------------------------------------------------------------------------------------


def test_an_office_given_and_taken_back_counts_at_the_next_request(client, comment, neighbour, skawina):
    address = reverse("consultations_admin:identity", args=[comment.pk])
    client.force_login(neighbour)
    codes = [client.get(address).status_code]
    office = grant_office(neighbour, Role.MODERATOR, skawina)
    codes.append(client.get(address).status_code)
    office = change_office(office, neighbour, Role.EDITOR, skawina)
    codes.append(client.get(address).status_code)
    revoke_office(office)
    codes.append(client.get(address).status_code)

    assert codes == [302, 200, 404, 302]


@pytest.mark.parametrize("place", ["skawina", None])
def test_an_office_is_held_once(request, neighbour, place):
    where = request.getfixturevalue(place) if place else None
    found = [grant_office(neighbour, Role.HOST, where).pk for _time in range(3)]

    with pytest.raises(IntegrityError), transaction.atomic():
        Office.objects.create(user=neighbour, role=Role.HOST, municipality=where)

    assert (len(set(found)), Office.objects.count(), neighbour.groups.count()) == (1, 1, 1)


def test_rights_given_by_hand_are_taken_back_when_rights_are_refreshed(lists, clerk, skawina):
    group = Group.objects.get(name=f"host: {skawina.pk}")
    before = set(GroupPagePermission.objects.filter(group=group).values_list("page", "permission"))
    GroupPagePermission.objects.create(group=group, page=Page.get_first_root_node(), permission_type="publish")
    GroupPagePermission.objects.filter(group=group, page=lists[0], permission__codename="add_page").delete()

    refresh_rights()

    assert set(GroupPagePermission.objects.filter(group=group).values_list("page", "permission")) == before
    assert len(before) == 5  # the branch: add, change, publish; the list of documents: add, publish


def test_nobody_else_gets_the_identity_of_a_signed_in_author(comment, resident, neighbour, editor, coordinator):
    Submitter.objects.update(user=resident)
    found = {
        str(user): Submitter.objects.visible_to(user).count() for user in (resident, neighbour, editor, coordinator)
    }

    assert found == {str(resident): 1, str(neighbour): 0, str(editor): 0, str(coordinator): 0}


# --- the screens of offices -----------------------------------------------------------------------------------

WHO = {
    "coordinator": True, "clerk": False, "moderator": False, "editor": False, "resident": False, "stranger": False
}  # fmt: skip


@pytest.mark.parametrize("act", ["index", "add", "edit", "delete"])
@pytest.mark.parametrize("who", WHO)
def test_only_a_coordinator_sees_the_offices(client, request, other_clerk, who, act):
    office = Office.objects.get(user=other_clerk)
    if who != "stranger":
        client.force_login(request.getfixturevalue(who))
    address = reverse(f"office:{act}", args=[office.pk] if act in ("edit", "delete") else [])

    assert client.get(address).status_code == (200 if WHO[who] else 302)


@pytest.mark.parametrize("who", WHO)
def test_only_a_coordinator_gives_changes_and_takes_back_offices(client, request, neighbour, other_clerk, liszki, who):
    user = None if who == "stranger" else request.getfixturevalue(who)
    if user:
        client.force_login(user)
    office = Office.objects.get(user=other_clerk)
    before = set(Office.objects.values_list("user", "role", "municipality"))

    data = {"user": neighbour.pk, "role": "moderator", "municipality": liszki.pk}
    client.post(reverse("office:add"), data)
    given = set(Office.objects.values_list("user", "role", "municipality")) - before
    client.post(reverse("office:delete", args=[office.pk]))

    assert given == ({(neighbour.pk, "moderator", liszki.pk)} if WHO[who] else set())
    assert Office.objects.filter(pk=office.pk).exists() is not WHO[who]
    assert [group.name for group in neighbour.groups.all()] == ([f"moderator: {liszki.pk}"] if WHO[who] else [])
    assert other_clerk.groups.count() == (0 if WHO[who] else 1)


def test_an_office_changed_on_the_screen_moves_the_rights(client, coordinator, comment, clerk, liszki):
    client.force_login(coordinator)
    office = Office.objects.get(user=clerk)
    data = {"user": clerk.pk, "role": "moderator", "municipality": liszki.pk}

    answer = client.post(reverse("office:edit", args=[office.pk]), data)

    assert (answer.status_code, may(clerk, comment)) == (302, set())
    assert list(Office.objects.filter(user=clerk).values_list("role", "municipality")) == [("moderator", liszki.pk)]
    assert [group.name for group in clerk.groups.all()] == [f"moderator: {liszki.pk}"]


BAD = {
    "an unknown role": {"role": "burmistrz"},
    "no role": {"role": ""},
    "no person": {"user": ""},
    "an unknown person": {"user": "999999"},
    "an unknown place": {"municipality": "999999"},
    "held already": {"role": "host"},
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_form_gives_no_office(client, coordinator, other_clerk, liszki, what):
    client.force_login(coordinator)
    data = {"user": other_clerk.pk, "role": "moderator", "municipality": liszki.pk, **BAD[what]}

    answer = client.post(reverse("office:add"), data)

    assert (answer.status_code, Office.objects.count(), Group.objects.filter(name__startswith="moderator:").count()) == (
        200, 2, 0
    )  # fmt: skip


def test_an_address_belongs_to_one_person_however_it_is_typed(db):
    person("Anna@Przyklad.example")

    assert User.objects.get().email == "anna@przyklad.example"
    with pytest.raises(IntegrityError), transaction.atomic():
        person("ANNA@przyklad.EXAMPLE")


def test_a_new_municipality_gets_its_own_offices(home, neighbour, skawina, clerk):
    place = Municipality.objects.create(name="Zabierzów", slug="zabierzow", terc="1206162", kind="2")
    branch, _documents = scenery.make_lists(home, place)
    grant_office(neighbour, Role.EDITOR, place)
    changed = page_permission_policy.instances_user_has_permission_for(User.objects.get(pk=neighbour.pk), "change")

    assert [page.pk for page in changed] == [branch.pk]
    assert works_in(User.objects.get(pk=clerk.pk), place.pk, Role.HOST) is False


def test_files_are_changed_in_the_collection_of_ones_own_municipality_only(editor, other_editor, moderator, skawina):
    own = Collection.objects.get(name="Skawina")
    mine = Document.objects.create(title="Plan", collection=own, file="plan.pdf")
    common = Document.objects.create(title="Herb", file="herb.pdf")
    may = {
        (user.email, file.title): permission_policy.user_has_permission_for_instance(user, "change", file)
        for user in (editor, other_editor, moderator)
        for file in (mine, common)
    }

    assert [key for key, allowed in may.items() if allowed] == [(editor.email, "Plan")]


def test_nobody_gives_themselves_an_office(client, settings, coordinator, resident, skawina):
    settings.STAFF_WITHOUT_TOTP = True
    client.force_login(coordinator)
    own = client.post(reverse("office:add"), {"user": coordinator.pk, "role": "host", "municipality": skawina.pk})
    others = client.post(reverse("office:add"), {"user": resident.pk, "role": "host", "municipality": skawina.pk})

    assert (own.status_code, others.status_code) == (200, 302)
    assert set(Office.objects.values_list("user", "role")) == {(coordinator.pk, "coordinator"), (resident.pk, "host")}
