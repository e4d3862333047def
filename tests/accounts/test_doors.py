"""Every door to the admin asks for the second factor."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from accounts.models import Office
from accounts.services import change_office, grant_office, revoke_office

ADMIN = [
    "/cms/",
    "/cms/pages/",
    "/cms/konsultacje/",
    "/cms/konsultacje/kolejka/",
    "/cms/users/",
    "/cms/api/main/pages/",
]


@pytest.mark.parametrize("path", ADMIN)
def test_a_stranger_is_sent_to_the_sign_in(client, db, path):
    answer = client.get(path)

    assert (answer.status_code, answer["Location"].split("?")[0]) in [(302, "/konto/logowanie/"), (403, "")]


@pytest.mark.parametrize("path", ADMIN)
def test_staff_without_a_second_factor_are_sent_to_set_it_up(client, clerk, path):
    client.force_login(clerk)

    answer = client.get(path)

    assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_activate_totp"))


def test_wagtails_own_sign_in_leads_to_ours(client, db):
    for path in ("/cms/login/", "/cms/login/?next=/cms/pages/"):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/konto/logowanie/")


def test_wagtails_sign_in_takes_no_password(client, clerk):
    clerk.set_password("bardzo-dlugie-haslo")
    clerk.save()

    client.post("/cms/login/", {"username": clerk.email, "password": "bardzo-dlugie-haslo"})

    assert "_auth_user_id" not in client.session


def test_there_is_no_second_admin(client, db):
    assert client.get("/django-admin/").status_code == 404
    assert client.get("/admin/").status_code == 404


def test_a_clerk_with_a_second_factor_enters(client, clerk):
    TOTP.activate(clerk, generate_totp_secret())
    client.force_login(clerk)
    signed_in_with(client, clerk, "password", "mfa")

    assert client.get("/cms/").status_code == 200


def test_a_second_factor_that_was_not_used_in_this_session_opens_nothing(client, clerk):
    TOTP.activate(clerk, generate_totp_secret())
    client.force_login(clerk)
    signed_in_with(client, clerk, "password")

    answer = client.get("/cms/")

    assert (answer.status_code, answer["Location"]) == (302, "/konto/dwuetapowe/reauthenticate/?next=%2Fcms%2F")


def signed_in_with(client, user, *methods: str) -> None:
    """What allauth notes in the session about the way somebody signed in."""
    session = client.session
    session["account_authentication_methods"] = [{"method": method, "at": 0} for method in methods]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


def test_a_resident_with_a_second_factor_does_not_enter(client, resident):
    TOTP.activate(resident, generate_totp_secret())
    client.force_login(resident)

    assert client.get("/cms/").status_code == 302


def test_production_refuses_to_start_without_the_second_factor(monkeypatch):
    import importlib

    from config.settings import base

    monkeypatch.setenv("STAFF_WITHOUT_TOTP", "1")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings.base")
    with pytest.raises(ImproperlyConfigured):
        importlib.reload(base)


def pages_of(user) -> list[str]:
    from wagtail.permissions import page_permission_policy

    found = page_permission_policy.instances_user_has_permission_for(user, "change")
    return sorted(page.slug for page in found)


def test_an_office_gives_the_branch_of_its_municipality_only(lists, consultation, clerk, other_clerk):
    assert pages_of(clerk) == ["odpowiedzi", "raport", "skawina", "swietlice", "uwagi"]
    assert pages_of(other_clerk) == []


def test_a_branch_added_later_is_the_editors_at_once(home, skawina, liszki, other_clerk):
    from tests.factories import scenery

    scenery.make_lists(home, liszki)

    assert pages_of(other_clerk) == ["liszki"]


def test_an_office_taken_back_ends_the_rights_at_the_next_request(client, lists, clerk, settings):
    settings.STAFF_WITHOUT_TOTP = True
    client.force_login(clerk)
    assert client.get("/cms/").status_code == 200

    revoke_office(Office.objects.get(user=clerk))

    assert client.get("/cms/").status_code == 302


def test_a_changed_office_moves_the_rights(lists, clerk, liszki):
    change_office(Office.objects.get(user=clerk), clerk, Office.Role.HOST, liszki)

    assert pages_of(clerk) == []
    assert [str(group) for group in clerk.groups.all()] == [f"host: {liszki.pk}"]


def test_granting_twice_changes_nothing(lists, clerk, skawina):
    grant_office(clerk, Office.Role.HOST, skawina)

    assert Office.objects.filter(user=clerk).count() == 1


def test_signing_in_needs_the_password_and_says_nothing_about_the_address(client, clerk):
    answers = [
        client.post("/konto/logowanie/", {"login": email, "password": "zle-haslo-zle-haslo"})
        .content.decode()
        .count("error-summary")
        for email in (clerk.email, "nikt@przyklad.example")
    ]

    assert answers == [1, 1]


@pytest.mark.parametrize("path", ["/prowadze/", "/en/prowadze/"])
def test_the_desk_of_hosts_asks_people_of_the_office_for_the_second_factor(client, clerk, home, path):
    client.force_login(clerk)

    answer = client.get(path)

    assert (answer.status_code, answer["Location"].removeprefix("/en")) == (302, "/konto/dwuetapowe/totp/activate/")


def test_members_of_organisations_open_the_desk_as_they_always_sign_in(client, ngo_member, home):
    client.force_login(ngo_member)

    assert client.get("/prowadze/").status_code == 200
