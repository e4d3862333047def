"""Claims, invitations, succession: who gets the panel, how, and how it ends."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from ngos import services
from ngos.lifecycle import CLAIM, ORGANISATION
from ngos.links import links
from ngos.models import Claim, Invitation, Membership, OrganisationPage
from shared.acts.lifecycle import MoveNotAllowed, MoveRefused
from tests.conftest import person
from tests.desks import hidden_fields, press
from tests.factories import ngos
from tests.kept import kept

NEW = "nowa@przyklad.example"


@pytest.fixture
def newcomer():
    user = person(NEW)
    user.emailaddress_set.create(email=NEW, verified=True, primary=True)
    return user


@kept
def invited(organisation, ngo_member):
    return services.invite(organisation, by=ngo_member, email="NOWA@przyklad.example", role="editor")


def test_the_letter_leads_through_a_clean_address_to_the_panel(
    client, organisation, ngo_member, newcomer, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        invited = services.invite(organisation, by=ngo_member, email=NEW, role="editor")
    client.force_login(newcomer)

    assert [letter.to for letter in mail.outbox] == [[NEW]]
    first = client.get(reverse("ngos:invitation_link", args=[links.make("invitation", invited.pk)]))
    assert first.headers["Location"] == reverse("ngos:invitation")
    client.post(reverse("ngos:invitation"))

    held = Membership.objects.get(user=newcomer)
    assert (held.organisation_id, held.role, held.until) == (organisation.pk, "editor", None)


def test_an_invitation_works_once(invited, newcomer):
    services.accept_invitation(invited, user=newcomer)

    with pytest.raises(MoveNotAllowed):
        services.accept_invitation(invited, user=newcomer)


@pytest.mark.parametrize(
    "change", [{"withdrawn_at": timezone.now()}, {"expires_at": timezone.now() - timedelta(seconds=1)}]
)
def test_a_withdrawn_or_old_invitation_does_not_work(client, invited, newcomer, change):
    Invitation.objects.update(**change)
    client.force_login(newcomer)
    client.get(reverse("ngos:invitation_link", args=[links.make("invitation", invited.pk)]))

    with pytest.raises(MoveNotAllowed):
        services.accept_invitation(invited, user=newcomer)
    assert client.post(reverse("ngos:invitation")).status_code == 410


def test_seven_days_and_no_longer(invited):
    assert Invitation.objects.open(invited.created_at + timedelta(days=6, hours=23)).exists()
    assert not Invitation.objects.open(invited.created_at + timedelta(days=7, seconds=2)).exists()


def test_somebody_else_cannot_use_the_invitation(client, invited, resident):
    resident.emailaddress_set.create(email=resident.email, verified=True, primary=True)
    client.force_login(resident)
    client.get(reverse("ngos:invitation_link", args=[links.make("invitation", invited.pk)]))

    assert client.post(reverse("ngos:invitation")).status_code == 403
    assert not Membership.objects.filter(user=resident).exists()


def test_an_address_that_is_not_confirmed_does_not_count(invited):
    user = person(NEW)
    user.emailaddress_set.create(email=NEW, verified=False, primary=True)

    with pytest.raises(PermissionDenied):
        services.accept_invitation(invited, user=user)


def test_a_second_invitation_to_the_same_address_replaces_the_first(organisation, ngo_member, invited):
    second = services.invite(organisation, by=ngo_member, email=NEW, role="representative")

    assert list(Invitation.objects.open()) == [second]


@pytest.mark.parametrize("token", ["abc", "WyJhIiwxXQ:1abc:xyz"])
def test_a_forged_link_is_gone(client, db, token):
    assert client.get(reverse("ngos:invitation_link", args=[token])).status_code == 410


def test_a_person_may_belong_to_several_organisations(client, branch, organisation, ngo_member):
    ngos.make_member(ngos.make_organisation(branch, slug="druga", title="Druga"), ngo_member)
    client.force_login(ngo_member)

    page = client.get(reverse("ngos:mine")).content.decode()

    assert ("Druga" in page, organisation.title in page) == (True, True)


# --- claims -------------------------------------------------------------------------------------------------------


def ask(organisation, user):
    return services.claim(organisation, user=user, function="prezeska", message="KRS")


def test_asking_twice_is_one_request(organisation, resident):
    assert ask(organisation, resident).pk == ask(organisation, resident).pk


def test_who_keeps_the_profile_need_not_ask(organisation, ngo_member):
    with pytest.raises(MoveRefused):
        ask(organisation, ngo_member)


@pytest.mark.parametrize(
    ("number", "checked_person", "passes"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_a_claim_needs_both_ticks(organisation, resident, editor, number, checked_person, passes):
    claim = ask(organisation, resident)
    claim.number_checked, claim.person_checked = number, checked_person
    claim.save()

    if passes:
        CLAIM.apply("accept", claim, by=editor)
    else:
        with pytest.raises(MoveRefused):
            CLAIM.apply("accept", claim, by=editor)

    assert Membership.objects.filter(user=resident, role="representative").exists() == passes


def test_a_refused_claim_gives_nothing_and_tells_why(
    organisation, resident, editor, django_capture_on_commit_callbacks
):
    claim = ask(organisation, resident)
    with django_capture_on_commit_callbacks(execute=True):
        CLAIM.apply("refuse", claim, by=editor, reason="W KRS jest ktoś inny.")

    assert "W KRS jest ktoś inny." in mail.outbox[0].body
    assert not Membership.objects.filter(user=resident).exists()


def test_claim_verification_first_publication(client, branch, resident, editor, settings):
    settings.STAFF_WITHOUT_TOTP = True
    organisation = ngos.make_organisation(branch, confirmed_on=None, verified_on=None, imported_from="opp-2014")
    client.force_login(resident)
    client.post(
        reverse("ngos:claim", args=[organisation.pk]), {"function": "prezeska", "message": "Proszę sprawdzić w KRS."}
    )
    client.force_login(editor)
    claim = Claim.objects.get()
    screen = reverse("ngos_admin:claim", args=[claim.pk])
    accept = reverse("ngos_admin:claim_move", args=[claim.pk, "accept"])
    press(client, screen, accept, number_checked="on", person_checked="on")
    client.force_login(resident)

    page = OrganisationPage.objects.get(pk=organisation.pk)
    assert (page.verified_on, page.verified_by) == (timezone.localdate(), editor)
    assert client.get(reverse("ngos:panel", args=[organisation.pk])).status_code == 200


@pytest.fixture
def at_the_desk(client, editor, settings):
    settings.STAFF_WITHOUT_TOTP = True
    client.force_login(editor)
    return client


def test_what_was_ticked_stays_ticked_when_the_other_check_is_missing(at_the_desk, organisation, resident):
    claim = ask(organisation, resident)
    screen = reverse("ngos_admin:claim", args=[claim.pk])
    accept = reverse("ngos_admin:claim_move", args=[claim.pk, "accept"])
    answer = press(at_the_desk, screen, accept, number_checked="on")

    assert (answer.status_code, len(answer.context["refused"]), Claim.objects.get().state) == (422, 1, "new")
    form = next(made.form for made in answer.context["decisions"] if made.name == "accept")
    assert (form["number_checked"].value(), form["person_checked"].value()) == (True, False)


def test_a_refused_claim_needs_a_reason(at_the_desk, organisation, resident):
    claim = ask(organisation, resident)
    screen = reverse("ngos_admin:claim", args=[claim.pk])
    answer = press(at_the_desk, screen, reverse("ngos_admin:claim_move", args=[claim.pk, "refuse"]), reason="  ")

    assert (answer.status_code, len(answer.context["refused"]), Claim.objects.get().state) == (422, 1, "new")


def test_of_two_editors_who_decide_about_a_claim_the_second_reads_what_the_first_has_said(
    at_the_desk, organisation, resident, editor, coordinator
):
    claim = ask(organisation, resident)
    screen = reverse("ngos_admin:claim", args=[claim.pk])
    accept = reverse("ngos_admin:claim_move", args=[claim.pk, "accept"])
    old = hidden_fields(at_the_desk.get(screen), accept)
    CLAIM.apply("refuse", claim, by=coordinator, reason="W KRS jest ktoś inny.")
    answer = at_the_desk.post(accept, {**old, "number_checked": "on", "person_checked": "on"})

    said = " ".join(answer.context["refused"])
    assert (answer.status_code, Claim.objects.get().state, Claim.objects.get().number_checked) == (
        409,
        "refused",
        False,
    )
    assert ("W KRS jest ktoś inny." in said, str(coordinator) in said) == (True, True)
    assert not Membership.objects.filter(user=resident).exists()


# --- an old screen of the desk ----------------------------------------------------------------------------------------


def move_address(organisation, name: str) -> str:
    return reverse("ngos_admin:move", args=[organisation.pk, name])


def test_a_profile_struck_off_on_an_old_screen_is_refused(at_the_desk, organisation, coordinator):
    screen, strike_off = (
        reverse("ngos_admin:organisation", args=[organisation.pk]),
        move_address(organisation, "strike_off"),
    )
    old = hidden_fields(at_the_desk.get(screen), strike_off)
    ORGANISATION.apply("rest", organisation, by=coordinator)
    answer = at_the_desk.post(strike_off, {**old, "reason": "Brak kontaktu."})

    assert (answer.status_code, OrganisationPage.objects.get().state) == (409, "dormant")
    assert str(coordinator) in " ".join(answer.context["refused"])
    assert "Brak kontaktu." in answer.content.decode()  # what was typed is not lost


def test_words_the_editor_has_not_read_are_not_published(at_the_desk, branch):
    organisation = ngos.make_organisation(branch, state="submitted")
    organisation.save_revision(clean=False)
    screen, publish = reverse("ngos_admin:organisation", args=[organisation.pk]), move_address(organisation, "publish")
    old = hidden_fields(at_the_desk.get(screen), publish)
    page = OrganisationPage.objects.get(pk=organisation.pk)
    page.mission = "Zupełnie inna misja."
    page.save_revision(clean=False)
    answer = at_the_desk.post(publish, old)

    assert (answer.status_code, OrganisationPage.objects.get(pk=page.pk).state) == (409, "submitted")
    assert "Zupełnie inna misja." in answer.content.decode()


def test_a_profile_that_has_changed_is_not_merged_from_an_old_screen(
    client, branch, organisation, coordinator, settings
):
    settings.STAFF_WITHOUT_TOTP = True
    twin = ngos.make_organisation(branch, slug="lawka-2", title="Wspólna Ławka")
    client.force_login(coordinator)
    merge = reverse("ngos_admin:merge", args=[twin.pk])
    old = hidden_fields(client.get(reverse("ngos_admin:organisation", args=[twin.pk])), merge)
    without = client.post(merge, old)
    OrganisationPage.objects.filter(pk=twin.pk).update(state="struck_off")
    answer = client.post(merge, {**old, "into": organisation.pk})

    assert (without.status_code, answer.status_code) == (422, 409)
    assert OrganisationPage.objects.get(pk=twin.pk).merged_into is None


@pytest.mark.parametrize(("missing", "value"), [("mission", ""), ("email", "")])
def test_the_first_publication_needs_a_mission_and_a_contact(branch, editor, missing, value):
    organisation = ngos.make_organisation(branch, state="submitted", **{missing: value})

    with pytest.raises(MoveRefused):
        ORGANISATION.apply("publish", organisation, by=editor)


# --- moves × who ----------------------------------------------------------------------------------------------------

MOVES = {
    "publish": ("submitted", {"editor", "coordinator"}),
    "rest": ("published", {"editor", "coordinator", "ngo_member"}),
    "wake": ("dormant", {"editor", "coordinator", "ngo_member"}),
    "strike_off": ("published", {"editor", "coordinator"}),
    "restore": ("struck_off", {"editor", "coordinator"}),
}


@pytest.mark.parametrize("who", ["editor", "coordinator", "ngo_member", "other_editor", "clerk", "resident"])
@pytest.mark.parametrize("name", MOVES)
def test_who_decides_about_an_organisation(request, organisation, ngo_member, name, who):
    source, allowed = MOVES[name]
    OrganisationPage.objects.update(state=source)
    page, user = OrganisationPage.objects.get(pk=organisation.pk), request.getfixturevalue(who)

    if who in allowed:
        ORGANISATION.apply(name, page, by=user, reason="powód")
    else:
        with pytest.raises(PermissionDenied):
            ORGANISATION.apply(name, page, by=user, reason="powód")

    assert (OrganisationPage.objects.get(pk=organisation.pk).state == source) == (who not in allowed)


# --- duplicates -----------------------------------------------------------------------------------------------------


def test_a_merged_profile_leads_to_the_one_that_stays(client, branch, organisation, ngo_member, coordinator):
    twin = ngos.make_organisation(branch, slug="lawka-2", title="Wspólna Ławka")
    ngos.make_member(twin, person("trzecia@przyklad.example"))
    address = twin.url

    services.merge(twin, into=organisation, by=coordinator)

    answer = client.get(address)
    assert (answer.status_code, answer.headers["Location"].endswith(organisation.url)) == (301, True)
    assert Membership.objects.active().filter(organisation=organisation).count() == 2
    assert OrganisationPage.objects.get(pk=twin.pk).state == "struck_off"


@pytest.mark.parametrize("state", ["submitted", "published", "dormant", "struck_off"])
def test_whatever_its_state_the_other_profile_is_struck_off_by_a_move(branch, organisation, coordinator, state):
    twin = ngos.make_organisation(branch, slug="lawka-2", state=state)

    services.merge(twin, into=organisation, by=coordinator)

    there = OrganisationPage.objects.get(pk=twin.pk)
    entry = PageLogEntry.objects.get(page=twin.pk, action="lifecycle.move")
    assert (there.state, there.merged_into_id) == ("struck_off", organisation.pk)
    assert (entry.user, entry.data["move"], entry.data["from"]) == (coordinator, "merge", state)


def test_no_profile_is_merged_into_nothing(organisation, coordinator):
    with pytest.raises(MoveRefused):
        ORGANISATION.apply("merge", organisation, by=coordinator)

    assert OrganisationPage.objects.get().state == "published"


@pytest.mark.parametrize("who", ["ngo_member", "editor", "other_editor", "clerk", "resident"])
def test_the_table_lets_nobody_else_merge(request, organisation, ngo_member, who):
    with pytest.raises(PermissionDenied):
        ORGANISATION.apply("merge", organisation, by=request.getfixturevalue(who))


def test_an_editor_does_not_merge(branch, organisation, editor):
    twin = ngos.make_organisation(branch, slug="lawka-2")

    with pytest.raises(PermissionDenied):
        services.merge(twin, into=organisation, by=editor)


@pytest.mark.parametrize("names", [["invite", "invite"], ["handover", "handover"], ["invite", "handover"]])
def test_invitations_and_handovers_are_limited_together(client, organisation, ngo_member, settings, names):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "ngos.invite": (1, 3600)}
    client.force_login(ngo_member)

    found = [
        client.post(
            reverse(f"ngos:{name}", args=[organisation.pk]), {"email": f"{n}@przyklad.example", "role": "editor"}
        ).status_code
        for n, name in enumerate(names)
    ]

    assert (found, Invitation.objects.count()) == ([302, 429], 1)


@pytest.mark.parametrize("name", ["invite", "handover"])
def test_nobody_is_invited_to_a_profile_that_no_editor_has_checked(
    client, organisation, ngo_member, name, django_capture_on_commit_callbacks
):
    OrganisationPage.objects.update(state="submitted", live=False)
    client.force_login(ngo_member)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(
            reverse(f"ngos:{name}", args=[organisation.pk]), {"email": NEW, "role": "editor"}, follow=True
        )

    page = answer.content.decode()
    assert (Invitation.objects.count(), mail.outbox) == (0, [])
    assert page.count("gdy redaktor gminy opublikuje profil") == 2  # as a message, and where the form would be
    assert 'name="email"' not in page


@pytest.mark.parametrize("state", ["published", "dormant", "struck_off"])
def test_after_the_first_publication_members_invite(organisation, ngo_member, state):
    OrganisationPage.objects.update(state=state)
    organisation.refresh_from_db()

    assert services.invite(organisation, by=ngo_member, email=NEW, role="editor").is_open
