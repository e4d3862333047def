"""A submitted profile: its representative and the editor of the municipality see it, nobody else, until it is published."""

import uuid

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ngos import approval, services
from ngos.models import OrganisationPage
from ngos.registering import submit_organisation
from tests.desks import press
from tests.factories import ngos
from tests.kept import kept

TITLE = "Koło Gospodyń Wiejskich w Radziszowie"


@kept
def submitted(branch, resident) -> OrganisationPage:
    words = OrganisationPage(
        title=TITLE,
        legal_form="kgw",
        municipality=branch.municipality,
        mission="Gotujemy.",
        email="kgw@przyklad.example",
    )
    words.fields = [ngos.make_field()]
    return submit_organisation(words, by=resident, function="przewodnicząca", form_key=uuid.uuid4())


@pytest.fixture
def signed_in(client, resident):
    client.force_login(resident)
    return client


@pytest.mark.parametrize("who", [None, "neighbour", "other_editor"])
def test_for_others_the_profile_does_not_exist(client, request, submitted, home, who):
    client.logout()
    if who:
        client.force_login(request.getfixturevalue(who))

    addresses = [submitted.get_url(), *[reverse(f"ngos:{name}", args=[submitted.pk]) for name in ("contact", "claim")]]
    statuses = [client.get(address).status_code for address in addresses]

    assert statuses == [404, 404, 302 if who is None else 404]


@pytest.mark.indexed
def test_the_profile_is_in_no_list_map_file_search_or_sitemap(client, submitted, home):
    client.logout()
    places = ["/organizacje/", "/organizacje/skawina/", "/organizacje/csv/", "/organizacje/mapa/", "/sitemap.xml", "/biale-plamy/", "/biale-plamy.csv", "/biale-plamy.json", "/szukaj/?q=gospodyn", "/"]  # fmt: skip

    assert [place for place in places if "adziszowie" in client.get(place).getvalue().decode()] == []
    assert client.get("/organizacje/").context["page_obj"].paginator.count == 0


def test_other_people_cannot_open_the_panel(client, submitted, neighbour, other_editor, editor):
    for user in (neighbour, other_editor, editor):
        client.force_login(user)
        assert client.get(reverse("ngos:panel", args=[submitted.pk])).status_code == 404


def test_the_representative_goes_on_editing_meanwhile(signed_in, submitted):
    assert signed_in.get(reverse("ngos:panel", args=[submitted.pk])).status_code == 200

    signed_in.post(
        reverse("ngos:edit", args=[submitted.pk, "kontakt"]),
        {"seen": submitted.latest_revision_id, "hours": "środa 18.00", "email": "kgw@przyklad.example", "website": ""},
    )

    assert approval.draft_of(OrganisationPage.objects.get()).hours == "środa 18.00"


def test_my_organisations_say_that_it_waits(signed_in, submitted):
    page = signed_in.get(reverse("ngos:mine")).getvalue().decode()

    assert (TITLE in page, str(OrganisationPage.State.SUBMITTED.label) in page) == (True, True)


# the editor


@pytest.fixture
def without_totp(settings):
    settings.STAFF_WITHOUT_TOTP = True


def test_the_desk_of_the_editor_lists_it_with_who_submitted_it(client, submitted, editor, other_editor, without_totp):
    client.force_login(editor)
    assert list(client.get(reverse("ngos_admin:index")).context["submitted"]) == [submitted]
    page = client.get(reverse("ngos_admin:organisation", args=[submitted.pk])).getvalue().decode()
    assert ("przewodnicząca" in page, "mieszkanka@przyklad.example" in page) == (True, True)

    client.force_login(other_editor)
    assert list(client.get(reverse("ngos_admin:index")).context["submitted"]) == []


def test_the_editor_of_the_municipality_publishes_and_the_member_is_told(
    client, submitted, editor, without_totp, django_capture_on_commit_callbacks
):
    client.force_login(editor)
    with django_capture_on_commit_callbacks(execute=True):
        press(
            client,
            reverse("ngos_admin:organisation", args=[submitted.pk]),
            reverse("ngos_admin:move", args=[submitted.pk, "publish"]),
        )
    client.logout()

    page = OrganisationPage.objects.get()
    assert (page.state, page.live, page.verified_by) == ("published", True, editor)
    assert TITLE in client.get(page.get_url()).getvalue().decode()
    assert [letter.to for letter in mail.outbox] == [["mieszkanka@przyklad.example"]]


@pytest.mark.parametrize("who", ["other_editor", "clerk", "moderator", "resident", "neighbour"])
def test_nobody_else_publishes_it(request, submitted, who):
    with pytest.raises(PermissionDenied):
        services.decide(submitted, "publish", by=request.getfixturevalue(who))

    page = OrganisationPage.objects.get()
    assert (page.state, page.live) == ("submitted", False)


def test_an_editor_of_another_municipality_does_not_find_it_at_the_desk(client, submitted, other_editor, without_totp):
    client.force_login(other_editor)

    answer = client.post(reverse("ngos_admin:move", args=[submitted.pk, "publish"]))

    assert answer.status_code in (403, 404) or answer.headers["Location"] == "/cms/"
    assert OrganisationPage.objects.get().state == "submitted"
