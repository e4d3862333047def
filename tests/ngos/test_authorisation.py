"""Whoever may not see it gets 404 or 403: every address of the panel and of the editor's desk × who."""

import pytest
from django.urls import reverse
from django.utils import timezone

from ngos.models import Claim, Invitation, Membership, OrganisationPage
from tests.conftest import person
from tests.desks import shown
from tests.factories import ngos
from tests.kept import kept

TODAY = timezone.localdate


@kept
def former(organisation):
    """A member until yesterday."""
    user = person("byla@przyklad.example")
    yesterday = TODAY() - timezone.timedelta(days=1)
    ngos.make_member(organisation, user, "representative", since=yesterday, until=yesterday)
    return user


@kept
def plain_editor(organisation):
    """A member who edits and does not represent."""
    user = person("druga@przyklad.example")
    ngos.make_member(organisation, user, "editor")
    return user


@kept
def other_member(branch):
    user = person("z.innej@przyklad.example")
    ngos.make_member(ngos.make_organisation(branch, slug="inna"), user, "representative")
    return user


@pytest.fixture
def nobody():
    return None


@kept
def invited(organisation, ngo_member):
    return Invitation.objects.create(organisation=organisation, email="nowa@przyklad.example", invited_by=ngo_member)


@kept
def foreign(branch, other_member):
    """Rows of another organisation, put into this one's addresses."""
    other = OrganisationPage.objects.get(slug="inna")
    return {
        "membership": Membership.objects.get(organisation=other).pk,
        "invitation": Invitation.objects.create(organisation=other, email="obca@przyklad.example").pk,
        "revision": other.save_revision().pk,
    }


GETS = ["panel", "edit:o-nas", "edit:rejestr", "edit:nieznana", "history", "people", "handover", "pack"]
POSTS = ["edit:kontakt", "withdraw", "confirm", "move:rest", "move:wake", "invite", "handover"]
WHO = [
    "ngo_member",
    "plain_editor",
    "former",
    "other_member",
    "resident",
    "editor",
    "other_editor",
    "coordinator",
    "clerk",
    "nobody",
]
INSIDE = {"ngo_member", "plain_editor"}


def address(name: str, organisation) -> str:
    name, _colon, section = name.partition(":")
    return reverse(f"ngos:{name}", args=[organisation.pk, *([section] if section else [])])


def enter(client, request, who):
    user = request.getfixturevalue(who)
    if user:
        client.force_login(user)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("name", GETS)
def test_the_panel_is_for_its_members_only(client, request, organisation, ngo_member, name, who):
    enter(client, request, who)

    status = client.get(address(name, organisation)).status_code

    if who == "nobody":
        assert status == 302
    elif who in INSIDE and name != "edit:nieznana":
        assert status == 200
    else:
        assert status == 404


@pytest.mark.parametrize("who", [who for who in WHO if who not in INSIDE])
@pytest.mark.parametrize("name", POSTS)
def test_nothing_is_done_for_others(client, request, organisation, ngo_member, name, who):
    enter(client, request, who)
    before = OrganisationPage.objects.filter(pk=organisation.pk).values().get()

    status = client.post(
        address(name, organisation), {"hours": "nigdy", "email": "kto@przyklad.example", "role": "editor"}
    ).status_code

    assert status == (302 if who == "nobody" else 404)
    assert OrganisationPage.objects.filter(pk=organisation.pk).values().get() == before
    assert (Invitation.objects.count(), organisation.revisions.count()) == (0, 0)


@pytest.mark.parametrize("name", ["invite", "handover"])
def test_only_a_representative_invites(client, organisation, ngo_member, plain_editor, name):
    client.force_login(plain_editor)

    status = client.post(address(name, organisation), {"email": "kto@przyklad.example", "role": "editor"}).status_code

    assert (status, Invitation.objects.count()) == (403, 0)


@pytest.mark.parametrize(
    ("name", "key"),
    [("membership_end", "membership"), ("invite_withdraw", "invitation"), ("revision", "revision")],
)
def test_rows_of_another_organisation_are_not_reached_through_ones_own_panel(
    client, organisation, ngo_member, foreign, name, key
):
    client.force_login(ngo_member)
    url = reverse(f"ngos:{name}", args=[organisation.pk, foreign[key]])

    status = client.get(url).status_code if name == "revision" else client.post(url).status_code

    assert status == 404
    assert Membership.objects.get(pk=foreign["membership"]).until is None
    assert Invitation.objects.get(pk=foreign["invitation"]).withdrawn_at is None


def test_an_editor_cannot_end_the_membership_of_a_representative(client, organisation, ngo_member, plain_editor):
    client.force_login(plain_editor)
    held = Membership.objects.get(user=ngo_member)

    assert client.post(reverse("ngos:membership_end", args=[organisation.pk, held.pk])).status_code == 403
    assert Membership.objects.get(pk=held.pk).until is None


# --- the editor's desk --------------------------------------------------------------------------------------------

DESK = ["index", "organisation", "change", "claim", "claim_move:refuse", "move:strike_off", "trust", "merge"]
MAY = {"editor": True, "coordinator": True, "other_editor": False, "clerk": False, "moderator": False, "ngo_member": False, "nobody": False}  # fmt: skip


@pytest.fixture
def without_totp(settings):
    settings.STAFF_WITHOUT_TOTP = True


@kept
def waiting_claim(organisation, resident):
    return Claim.objects.create(
        organisation=organisation, user=resident, function="skarbniczka", message="Proszę zadzwonić."
    )


@pytest.mark.parametrize("who", MAY)
@pytest.mark.parametrize("name", DESK)
def test_the_desk_is_for_editors_of_the_municipality(
    client, request, organisation, ngo_member, waiting_claim, without_totp, name, who
):
    enter(client, request, who)
    name, _colon, move = name.partition(":")
    args = {
        "index": [], "claim": [waiting_claim.pk], "claim_move": [waiting_claim.pk, move], "move": [organisation.pk, move],
    }.get(name, [organisation.pk])  # fmt: skip
    seen = shown(waiting_claim) if name == "claim_move" else shown(organisation, "latest_revision_id" if move else "")
    url = reverse(f"ngos_admin:{name}", args=args)

    posts = name in ("move", "claim_move", "trust", "merge")
    answer = client.post(url, {**seen, "reason": ""}) if posts else client.get(url)

    if MAY[who] and not (name == "merge" and who == "editor"):
        assert answer.status_code in (200, 302, 422)
        assert "/konto/" not in answer.headers.get("Location", "")
    elif who in ("ngo_member", "nobody"):
        assert answer.status_code in (302, 403, 404)
        assert answer.headers.get("Location", "/konto/").startswith(("/konto/", "/cms/login"))
    elif name == "index" and who == "other_editor":
        assert organisation.title not in answer.content.decode()
    else:  # Wagtail's admin turns a refusal into a way back with a sentence
        assert answer.status_code in (403, 404) or answer.headers.get("Location") == "/cms/"
    assert (OrganisationPage.objects.get(pk=organisation.pk).state, Claim.objects.get().state) == ("published", "new")


def test_a_claim_shows_who_asks_to_that_editor_only(
    client, organisation, waiting_claim, editor, other_editor, without_totp
):
    url = reverse("ngos_admin:claim", args=[waiting_claim.pk])
    client.force_login(other_editor)
    assert client.get(url).status_code == 404

    client.force_login(editor)
    assert waiting_claim.user.email in client.get(url).content.decode()
