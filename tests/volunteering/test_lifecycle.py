"""Every decision about a campaign: who may make it, from where, what stands in the way, what follows."""

import itertools
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from ngos.models import OrganisationPage
from shared.acts.lifecycle import MoveNotAllowed, MoveRefused
from shared.models import SentLetter
from signups.models import Slot
from tests.conftest import person
from tests.factories import ngos
from tests.factories import volunteering as scene
from tests.kept import kept
from volunteering.lifecycle import CAMPAIGN, gaps
from volunteering.models import CampaignPage

S = CampaignPage.State
WHO = [
    "ngo_member",
    "editor",
    "coordinator",
    "other_member",
    "other_editor",
    "clerk",
    "moderator",
    "resident",
    "nobody",
]
MOVES = {"submit", "publish", "return", "take_back", "cancel", "sum_up"}


def user_of(request, who):
    return request.getfixturevalue(who) or AnonymousUser()


def stored(page) -> CampaignPage:
    return CampaignPage.objects.get(pk=page.pk)


def change(page, **facts) -> CampaignPage:
    CampaignPage.objects.filter(pk=page.pk).update(**facts)
    return stored(page)


@kept
def of_the_municipality(listed, skawina):
    return scene.make_campaign(listed, slug="gminna", state=S.DRAFT, live=False, municipality=skawina)


# --- who may do what ---------------------------------------------------------------------------------------------------------

FIRST = {
    # state: who → moves, for the first campaign of an organisation
    S.DRAFT: {"ngo_member": {"submit"}, "editor": {"publish"}, "coordinator": {"publish"}},
    S.SUBMITTED: {"ngo_member": {"take_back"}, "editor": {"publish", "return"}, "coordinator": {"publish", "return"}},
    S.PUBLISHED: {who: {"cancel", "sum_up"} for who in ("ngo_member", "editor", "coordinator")},
    S.CANCELLED: {},
    S.SUMMED_UP: {},
}


@pytest.mark.parametrize(("state", "who"), itertools.product(FIRST, WHO))
def test_the_first_campaign_is_approved_by_the_editor_of_its_municipality(request, draft, state, who):
    page = change(draft, state=state, result_words="Udało się.")

    offered = {move.name for move in CAMPAIGN.available(page, user_of(request, who))}
    assert offered == FIRST[state].get(who, set())


@pytest.mark.parametrize(("state", "who"), itertools.product(FIRST, WHO))
def test_whoever_may_not_is_refused_below_the_screens_as_well(request, draft, state, who):
    page, user = change(draft, state=state), user_of(request, who)

    for name in MOVES - FIRST[state].get(who, set()):
        with pytest.raises((PermissionDenied, MoveNotAllowed)):
            CAMPAIGN.apply(name, page, by=user, reason="Powód")
    assert stored(draft).state == state


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("before", [S.PUBLISHED, S.SUMMED_UP])
def test_the_second_campaign_is_published_by_the_members_themselves(request, draft, listed, organisation, who, before):
    scene.make_campaign(listed, slug="dawna", state=before, organisation=organisation)

    may = CAMPAIGN.can("publish", draft, user_of(request, who))
    assert may is (who in ("ngo_member", "editor", "coordinator"))


@pytest.mark.parametrize("before", [S.DRAFT, S.SUBMITTED])
def test_a_campaign_that_was_never_approved_gives_no_trust(draft, listed, organisation, ngo_member, before):
    scene.make_campaign(listed, slug="dawna", state=before, organisation=organisation)

    assert CAMPAIGN.can("publish", draft, ngo_member) is False


def test_a_campaign_of_another_organisation_gives_no_trust(draft, listed, branch, ngo_member):
    scene.make_campaign(listed, slug="cudza", organisation=ngos.make_organisation(branch, slug="inna"))

    assert CAMPAIGN.can("publish", draft, ngo_member) is False


MUNICIPAL = {"editor": {"publish", "submit"}, "clerk": {"submit"}, "coordinator": {"publish"}}


@pytest.mark.parametrize("who", WHO)
def test_what_the_municipality_hosts_is_published_by_its_editor(request, of_the_municipality, who):
    offered = {move.name for move in CAMPAIGN.available(of_the_municipality, user_of(request, who))}

    assert offered == MUNICIPAL.get(who, set())


@pytest.mark.parametrize("who", WHO)
def test_what_belongs_to_the_whole_area_is_published_by_coordinators(request, listed, who):
    page = scene.make_campaign(listed, slug="obszar", state=S.DRAFT, live=False)

    assert CAMPAIGN.can("publish", page, user_of(request, who)) is (who == "coordinator")


def test_a_former_member_may_nothing(draft, organisation, ngo_member):
    today = timezone.localdate()
    organisation.memberships.update(since=today - timedelta(9), until=today - timedelta(1))

    assert CAMPAIGN.available(draft, ngo_member) == []


# --- what stands in the way ---------------------------------------------------------------------------------------------------


def test_nothing_stands_in_the_way_of_a_complete_campaign(draft):
    assert gaps(draft) == []


@pytest.mark.parametrize(
    ("facts", "count"),
    [
        ({"min_age": 16}, 2), ({"min_age": 16, "takes_consent": True}, 1), ({"with_children": True}, 1),
        ({"with_children": True, "protects_children": True}, 0), ({"contact_email": ""}, 1),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["submit", "publish"])
def test_rule_21_and_a_contact_are_asked_again_at_the_gate(draft, ngo_member, editor, facts, count, name):
    """A form, an import or an older revision may have left them out; the newest words are judged."""
    for field, value in facts.items():
        setattr(draft, field, value)
    draft.save_revision(clean=False)
    by = ngo_member if name == "submit" else editor

    assert len(gaps(stored(draft))) == count
    if count:
        with pytest.raises(MoveRefused) as refused:
            CAMPAIGN.apply(name, stored(draft), by=by)
        assert (len(refused.value.reasons), stored(draft).state, stored(draft).live) == (count, S.DRAFT, False)
    else:
        CAMPAIGN.apply(name, stored(draft), by=by)


@pytest.mark.parametrize("cancelled", [True, False])
def test_people_sign_up_for_a_date_so_there_must_be_one(draft, cancelled):
    Slot.objects.update(state="cancelled") if cancelled else Slot.objects.all().delete()

    assert len(gaps(draft)) == 1


def test_an_organisation_that_is_not_public_publishes_nothing(draft, editor):
    OrganisationPage.objects.update(state="struck_off")

    with pytest.raises(MoveRefused):
        CAMPAIGN.apply("publish", stored(draft), by=editor)


# --- the way of a campaign ------------------------------------------------------------------------------------------------------


def letters() -> list[tuple]:
    return [(m.to[0], m.body.count("Świąteczne paczki") > 0) for m in mail.outbox]


def test_the_editor_reads_in_a_letter_that_a_campaign_waits(draft, ngo_member, skawina, django_capture_on_commit_callbacks):  # fmt: skip
    type(skawina).objects.update(email="urzad@przyklad.example")
    with django_capture_on_commit_callbacks(execute=True):
        CAMPAIGN.apply("submit", stored(draft), by=ngo_member)

    assert letters() == [("urzad@przyklad.example", True)]
    assert reverse("volunteering_admin:campaign", args=[draft.pk]) in mail.outbox[0].body


def test_returned_with_a_reason_it_is_a_draft_again_and_members_read_why(draft, ngo_member, editor, organisation, django_capture_on_commit_callbacks):  # fmt: skip
    second = person("druga@przyklad.example")
    ngos.make_member(organisation, second)
    page = change(draft, state=S.SUBMITTED)
    with pytest.raises(MoveRefused):
        CAMPAIGN.apply("return", page, by=editor, reason="  ")
    with django_capture_on_commit_callbacks(execute=True):
        CAMPAIGN.apply("return", page, by=editor, reason="Brakuje godzin.")

    assert (stored(draft).state, stored(draft).reason, stored(draft).live) == (S.DRAFT, "Brakuje godzin.", False)
    assert sorted((m.to[0], "Brakuje godzin." in m.body) for m in mail.outbox) == [
        (ngo_member.email, True), (second.email, True),
    ]  # fmt: skip


def test_returned_twice_it_is_told_twice(draft, ngo_member, editor, django_capture_on_commit_callbacks):
    for reason in ("Brakuje godzin.", "Brakuje miejsca."):
        with django_capture_on_commit_callbacks(execute=True):
            draft.save_revision(clean=False)
            change(draft, state=S.SUBMITTED)
            CAMPAIGN.apply("return", stored(draft), by=editor, reason=reason)

    assert [reason in m.body for m, reason in zip(mail.outbox, ("Brakuje godzin.", "Brakuje miejsca."), strict=True)] == [True] * 2  # fmt: skip


def test_returned_twice_without_a_change_it_is_told_twice_too(draft, ngo_member, editor, django_capture_on_commit_callbacks):  # fmt: skip
    for reason in ("Brakuje godzin.", "Nadal brakuje godzin."):
        with django_capture_on_commit_callbacks(execute=True):
            CAMPAIGN.apply("submit", stored(draft), by=ngo_member)
            CAMPAIGN.apply("return", stored(draft), by=editor, reason=reason)

    assert [m.to[0] for m in mail.outbox if "brakuje godzin." in m.body.lower()] == [ngo_member.email] * 2


def test_sent_again_with_a_new_date_only_the_editor_reads_of_it_again(draft, ngo_member, skawina, django_capture_on_commit_callbacks):  # fmt: skip
    type(skawina).objects.update(email="urzad@przyklad.example")
    for _again in (1, 2):
        with django_capture_on_commit_callbacks(execute=True):
            CAMPAIGN.apply("submit", stored(draft), by=ngo_member)
        scene.make_slot(draft, days=30)
        CAMPAIGN.apply("take_back", stored(draft), by=ngo_member)

    assert [m.to for m in mail.outbox] == [["urzad@przyklad.example"]] * 2


def test_taken_back_it_is_a_draft_that_nobody_is_told_of(draft, ngo_member, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        CAMPAIGN.apply("take_back", change(draft, state=S.SUBMITTED), by=ngo_member)

    assert (stored(draft).state, mail.outbox) == (S.DRAFT, [])


def test_publishing_makes_the_newest_words_public_and_tells_the_members(client, draft, ngo_member, editor, django_capture_on_commit_callbacks):  # fmt: skip
    draft.title = "Nowszy tytuł kampanii"
    draft.save_revision(clean=False)
    change(draft, state=S.SUBMITTED, reason="stary powód")
    with django_capture_on_commit_callbacks(execute=True):
        CAMPAIGN.apply("publish", stored(draft), by=editor)

    page = stored(draft)
    assert (page.state, page.live, page.title, page.reason) == (S.PUBLISHED, True, "Nowszy tytuł kampanii", "")
    assert client.get(page.url).status_code == 200
    assert [m.to for m in mail.outbox] == [[ngo_member.email]]


def test_without_an_organisation_nobody_gets_a_letter_about_publishing(of_the_municipality, editor):
    CAMPAIGN.apply("publish", of_the_municipality, by=editor)

    assert list(SentLetter.objects.values_list("letter", flat=True)) == []


def test_every_decision_is_written_down(draft, ngo_member, editor):
    CAMPAIGN.apply("submit", stored(draft), by=ngo_member)
    CAMPAIGN.apply("publish", stored(draft), by=editor)

    entries = PageLogEntry.objects.filter(page=draft.pk, action="lifecycle.move").order_by("timestamp", "pk")
    assert sorted((e.user_id, e.data["move"], e.data["from"]) for e in entries) == sorted(
        [(ngo_member.pk, "submit", S.DRAFT), (editor.pk, "publish", S.SUBMITTED)]
    )


# --- cancelling -------------------------------------------------------------------------------------------------------------------


def test_cancelling_cancels_what_lies_ahead_and_tells_everybody(campaign, slot, ngo_member, django_capture_on_commit_callbacks):  # fmt: skip
    past, any_day = scene.make_slot(campaign, days=-3), scene.make_slot(campaign, days=None)
    people = [
        scene.make_signup(each, f"osoba{n}@przyklad.example", state=state)
        for n, (each, state) in enumerate([(slot, "accepted"), (slot, "waiting"), (any_day, "applied"), (slot, "withdrawn"),
                                           (slot, "unconfirmed"), (past, "accepted")])
    ]  # fmt: skip
    with pytest.raises(MoveRefused):
        CAMPAIGN.apply("cancel", stored(campaign), by=ngo_member, reason=" ")
    with django_capture_on_commit_callbacks(execute=True):
        CAMPAIGN.apply("cancel", stored(campaign), by=ngo_member, reason="Powódź zalała remizę.")

    states = dict(Slot.objects.values_list("pk", "state"))
    assert states == {slot.pk: "cancelled", any_day.pk: "cancelled", past.pk: "open"}
    assert sorted((m.to[0], "Powódź zalała remizę." in m.body) for m in mail.outbox) == [
        (signup.email, True) for signup in people[:3]
    ]
    assert (stored(campaign).state, stored(campaign).reason, stored(campaign).live) == (
        S.CANCELLED, "Powódź zalała remizę.", True,
    )  # fmt: skip


def test_a_cancelled_campaign_stays_cancelled(campaign, editor):
    page = change(campaign, state=S.CANCELLED)

    for name in MOVES:
        with pytest.raises((MoveNotAllowed, PermissionDenied)):
            CAMPAIGN.apply(name, page, by=editor, reason="Powód")


# --- summing up ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "days", "passes"),
    [
        ("Udało się.", -1, True),
        ("", -1, False),
        ("  ", -1, False),
        ("Udało się.", 3, False),
        ("Udało się.", None, True),
    ],
)
def test_a_campaign_is_summed_up_when_it_is_over_and_told(campaign, slot, ngo_member, words, days, passes):
    slot.delete()
    scene.make_slot(campaign, days=days)
    change(campaign, result_words=words)
    try:
        CAMPAIGN.apply("sum_up", stored(campaign), by=ngo_member)
    except MoveRefused as refusal:
        assert len(refusal.reasons) == 1

    assert (stored(campaign).state == S.SUMMED_UP) is passes


def test_a_cancelled_shift_ahead_does_not_stand_in_the_way_of_summing_up(campaign, slot, ngo_member):
    Slot.objects.update(state="cancelled")
    CAMPAIGN.apply("sum_up", change(campaign, result_words="Udało się."), by=ngo_member)

    assert stored(campaign).state == S.SUMMED_UP


def test_summing_up_closes_what_has_no_date(campaign, slot, ngo_member):
    slot.delete()
    scene.make_slot(campaign, days=None)
    CAMPAIGN.apply("sum_up", change(campaign, result_words="Udało się."), by=ngo_member)

    assert Slot.objects.get().closed_at.date() == timezone.now().date()


# --- two at once -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seen", "meanwhile", "name"),
    [(S.SUBMITTED, S.DRAFT, "return"), (S.PUBLISHED, S.CANCELLED, "sum_up"), (S.SUBMITTED, S.PUBLISHED, "return"), (S.DRAFT, S.PUBLISHED, "publish")],
)  # fmt: skip
def test_a_decision_about_what_has_changed_meanwhile_is_refused(draft, editor, seen, meanwhile, name):
    page = change(draft, state=seen, result_words="Udało się.")
    change(draft, state=meanwhile)

    with pytest.raises(MoveNotAllowed):
        CAMPAIGN.apply(name, page, by=editor, reason="Powód")
    assert stored(draft).state == meanwhile
