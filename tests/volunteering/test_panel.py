"""Members write a campaign, change it and send it; nobody else sees what is not public; two at once lose nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from places.models import Solectwo
from signups.models import Slot
from tests.conftest import person
from tests.desks import hidden_fields, press, shown
from tests.factories import ngos
from tests.factories import volunteering as scene
from volunteering.models import CampaignPage

S = CampaignPage.State
DATA = {
    "title": "Sadzenie drzew", "summary": "Sadzimy sto drzew.", "kind": "one_off", "effort": "afternoon", "topic": "nature",
    "tasks": "kopanie\npodlewanie", "when_words": "sobota od 9", "people_wanted": "10", "min_age": "18", "keep_days": "180",
    "people_before": "0", "minutes_before": "0", "contact_name": "Stowarzyszenie", "contact_email": "lawka@przyklad.example",
    "certificate": "on",
}  # fmt: skip


def new_url(organisation) -> str:
    return reverse("volunteering:new", args=[organisation.pk])


def edit_url(campaign) -> str:
    return reverse("volunteering:edit", args=[campaign.pk])


def move_url(campaign, name: str) -> str:
    return reverse("volunteering:move", args=[campaign.pk, name])


def make_move(client, campaign, name: str, **more):
    """The button of a desk opened now."""
    return client.post(
        move_url(campaign, name), {**shown(campaign, "latest_revision_id"), **more.pop("typed", {})}, **more
    )


def stored(page) -> CampaignPage:
    return CampaignPage.objects.get(pk=page.pk)


def newest(page) -> CampaignPage:
    return stored(page).get_latest_revision_as_object()


def save(client, campaign, **more):
    seen = stored(campaign).latest_revision_id or ""
    return client.post(edit_url(campaign), {**DATA, "seen": seen, **more})


@pytest.fixture
def as_member(client, ngo_member):
    client.force_login(ngo_member)
    return client


@pytest.fixture
def made(as_member, listed, organisation) -> CampaignPage:
    as_member.post(new_url(organisation), DATA)
    return CampaignPage.objects.get()


# --- a new one ------------------------------------------------------------------------------------------------------------------


def test_a_new_campaign_is_a_draft_of_the_organisation_that_nobody_sees(client, made, organisation, listed, ngo_member):
    assert (made.state, made.live, made.organisation_id, made.municipality, made.owner, made.slug) == (
        S.DRAFT, False, organisation.pk, organisation.municipality, ngo_member, "sadzenie-drzew",
    )  # fmt: skip
    assert (made.tasks, made.latest_revision.user) == ("kopanie\npodlewanie", ngo_member)
    client.logout()
    assert [client.get(address).status_code for address in (made.url, edit_url(made))] == [404, 302]
    assert made.title not in client.get(listed.url).content.decode()


def test_the_form_begins_with_what_is_known_of_the_organisation(as_member, listed, organisation):
    form = as_member.get(new_url(organisation)).context["form"]

    assert [form[name].value() for name in ("contact_email", "contact_name", "certificate")] == [
        organisation.email, organisation.title, True,
    ]  # fmt: skip


def test_equal_titles_get_addresses_of_their_own(as_member, listed, organisation):
    for title in ("Sadzenie drzew", "Sadzenie drzew", "Sadzenie: drzew!", "🌳", "🌳"):
        as_member.post(new_url(organisation), {**DATA, "title": title})

    assert list(CampaignPage.objects.order_by("pk").values_list("slug", flat=True)) == [
        "sadzenie-drzew", "sadzenie-drzew-2", "sadzenie-drzew-3", "kampania", "kampania-2",
    ]  # fmt: skip


def test_without_a_list_members_read_what_to_do(as_member, organisation):
    answer = as_member.post(new_url(organisation), DATA)

    assert (answer.status_code, len(answer.context["refused"]), CampaignPage.objects.count()) == (409, 1, 0)
    assert answer.context["refused"][0] in answer.content.decode()
    assert "Sadzimy sto drzew." in answer.content.decode()


WHO = {
    "ngo_member": 200, "editor": 404, "coordinator": 404, "other_member": 404, "other_editor": 404, "clerk": 404,
    "moderator": 404, "resident": 404, "nobody": 302,
}  # fmt: skip


@pytest.mark.parametrize(("who", "status"), WHO.items())
def test_only_its_members_begin_a_campaign_for_it(request, client, listed, organisation, who, status):
    user = request.getfixturevalue(who)
    if user:
        client.force_login(user)
    opened, sent = client.get(new_url(organisation)), client.post(new_url(organisation), DATA)

    may = status == 200
    assert (opened.status_code, sent.status_code, CampaignPage.objects.count()) == (status, 302 if may else status, int(may))  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({"title": ""}, ["title"]),
        ({"summary": " "}, ["summary"]),
        ({"summary": "x" * 401}, ["summary"]),
        ({"tasks": ""}, ["tasks"]),
        ({"people_wanted": "0"}, ["people_wanted"]),
        ({"people_wanted": "-3"}, ["people_wanted"]),
        ({"min_age": "12"}, ["min_age"]),
        ({"min_age": "16"}, ["takes_consent", "protects_children"]),
        ({"min_age": "13", "takes_consent": "on"}, ["protects_children"]),
        ({"with_children": "on"}, ["protects_children"]),
        ({"contact_email": ""}, ["contact_email"]),
        ({"contact_email": "nie-adres"}, ["contact_email"]),
        ({"starts_on": "2027-04-18", "ends_on": "2027-04-17"}, ["ends_on"]),
        ({"starts_on": "31.02.2027"}, ["starts_on"]),
        ({"keep_days": "7"}, ["keep_days"]),
        ({"sow_url": "javascript:alert(1)"}, ["sow_url"]),
        ({"village": "999"}, ["village"]),
        ({"kind": "xyz"}, ["kind"]),
        *[
            ({name: "PESEL 44051401359"}, [name])
            for name in ("title", "tasks", "what_next", "agreement_scope", "thanks")
        ],
    ],
)
def test_bad_input_gets_a_sentence_and_loses_nothing(as_member, listed, organisation, facts, wrong):
    answer = as_member.post(new_url(organisation), {**DATA, "training": "godzina na miejscu", **facts})

    assert (answer.status_code, sorted(answer.context["form"].errors), CampaignPage.objects.count()) == (
        422, sorted(wrong), 0,
    )  # fmt: skip
    assert "godzina na miejscu" in answer.content.decode()


def test_a_village_of_another_municipality_cannot_be_chosen(as_member, listed, organisation, liszki):
    village = Solectwo.objects.create(municipality=liszki, name="Kaszów", slug="kaszow")
    answer = as_member.post(new_url(organisation), {**DATA, "village": village.pk})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["village"])


@pytest.mark.parametrize(
    "name", ["state", "live", "organisation", "municipality", "slug", "owner", "is_featured", "reason", "goals", "picture"]
)  # fmt: skip
def test_a_form_cannot_set_what_others_decide(as_member, made, name):
    before = getattr(newest(made), name) if name != "goals" else []
    save(as_member, made, **{name: "1" if name != "state" else "published"})

    after = getattr(newest(made), name) if name != "goals" else list(newest(made).goals.all())
    assert (after, stored(made).state) == (before, S.DRAFT)


# --- changing it --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["other_member", "other_editor", "clerk", "resident", "nobody"])
def test_the_desk_of_a_campaign_does_not_exist_for_others(request, client, campaign, slot, who):
    user = request.getfixturevalue(who)
    if user:
        client.force_login(user)
    signup = scene.make_signup(slot)
    addresses = [
        edit_url(campaign), reverse("volunteering:hours", args=[campaign.pk]), reverse("volunteering:agreement", args=[campaign.pk]),
        reverse("volunteering:hours_person", args=[signup.pk]), reverse("volunteering:agreement_of", args=[signup.pk]),
        reverse("signups:host_page", args=[campaign.pk]), reverse("signups:host_attendance", args=[slot.pk]),
    ]  # fmt: skip
    acts = [
        (move_url(campaign, "cancel"), {"reason": "Bo tak"}), (reverse("volunteering:issue", args=[signup.pk]), {}),
        (reverse("volunteering:hours_shift", args=[slot.pk]), {}), (edit_url(campaign), DATA),
    ]  # fmt: skip

    expected = 404 if user else 302
    assert [client.get(address).status_code for address in addresses] == [expected] * len(addresses)
    assert [client.post(address, data).status_code for address, data in acts] == [expected] * len(acts)
    assert (stored(campaign).state, stored(campaign).title) == (S.PUBLISHED, "Świąteczne paczki")


def test_a_changed_draft_is_not_public(client, as_member, made):
    answer = save(as_member, made, title="Sadzenie krzewów")

    assert (answer.status_code, newest(made).title, stored(made).title, stored(made).live) == (
        302, "Sadzenie krzewów", "Sadzenie drzew", False,
    )  # fmt: skip


def test_a_public_campaign_changes_at_once(client, as_member, campaign):
    answer = save(as_member, campaign, title="Sadzenie krzewów", min_age="18")
    client.logout()

    page = client.get(campaign.url).content.decode().replace("\xa0", " ")
    assert (answer.status_code, "Sadzenie krzewów" in page, "Sadzimy sto drzew." in page) == (302, True, True)
    assert (stored(campaign).state, stored(campaign).slug) == (S.PUBLISHED, "paczki")


def test_what_came_of_it_is_corrected_after_summing_up(client, as_member, campaign):
    CampaignPage.objects.update(state=S.SUMMED_UP)
    save(as_member, campaign, result_words="Sto drzew rośnie.")

    assert "Sto drzew rośnie." in client.get(campaign.url).content.decode().replace("\xa0", " ")


def test_a_change_keeps_what_the_form_does_not_show(as_member, campaign, skawina):
    page = stored(campaign)
    page.is_featured = True
    page.save()
    page.save_revision().publish()

    save(as_member, campaign)

    assert (stored(campaign).is_featured, stored(campaign).organisation_id, stored(campaign).municipality) == (
        True, campaign.organisation_id, skawina,
    )  # fmt: skip


def test_two_members_at_once_lose_nothing(as_member, made):
    opened = stored(made).latest_revision_id
    save(as_member, made, title="Pierwsza wersja")

    answer = as_member.post(edit_url(made), {**DATA, "title": "Druga wersja", "seen": opened})
    again = as_member.post(edit_url(made), {**DATA, "title": "Druga wersja", "seen": answer.context["seen"]})

    assert (answer.status_code, "Druga wersja" in answer.content.decode()) == (409, True)
    assert answer.context["meanwhile"].object_str == "Pierwsza wersja"
    assert (again.status_code, newest(made).title) == (302, "Druga wersja")


@pytest.mark.parametrize("seen", ["", "0", "-1", "abc", "1" * 30, "²"])
def test_a_form_that_does_not_say_what_it_has_read_changes_nothing(as_member, made, seen):
    answer = as_member.post(edit_url(made), {**DATA, "title": "Inna", "seen": seen})

    assert (answer.status_code, newest(made).title) == (409, "Sadzenie drzew")


def test_a_mistake_in_the_form_keeps_what_it_has_read(as_member, made):
    opened = stored(made).latest_revision_id
    wrong = save(as_member, made, title="")

    assert (wrong.status_code, wrong.context["seen"]) == (422, str(opened))


def test_the_stored_words_wait_with_the_campaign_for_the_editor(as_member, made, editor, client):
    scene.make_slot(made)
    make_move(as_member, made, "submit")
    save(as_member, made, title="Poprawiony tytuł")
    client.force_login(editor)
    page = client.get(reverse("volunteering_admin:campaign", args=[made.pk])).content.decode()

    assert (stored(made).state, "Poprawiony tytuł" in page) == (S.SUBMITTED, True)


# --- sending it --------------------------------------------------------------------------------------------------------------------


def test_from_the_first_word_to_the_public_page(client, as_member, made, editor):
    refused = make_move(as_member, made, "submit", follow=True)
    states = [stored(made).state]
    scene.make_slot(made)
    for name in ("submit", "take_back", "submit"):
        make_move(as_member, made, name)
        states.append(stored(made).state)
    client.force_login(editor)
    press(
        client,
        reverse("volunteering_admin:campaign", args=[made.pk]),
        reverse("volunteering_admin:move", args=[made.pk, "publish"]),
    )
    client.logout()

    assert (refused.status_code, states) == (422, [S.DRAFT, S.SUBMITTED, S.DRAFT, S.SUBMITTED])
    assert client.get(stored(made).url).status_code == 200


def test_the_desk_offers_exactly_what_may_be_done(as_member, made, listed, organisation):
    scene.make_slot(made)
    desk = reverse("signups:host_page", args=[made.pk])

    def offered():
        page = as_member.get(desk).content.decode()
        return {name for name in ("submit", "publish", "take_back", "cancel", "sum_up") if move_url(made, name) in page}

    first = offered()
    scene.make_campaign(listed, slug="dawna", organisation=organisation)
    second = offered()
    make_move(as_member, made, "publish")

    assert (first, second, offered()) == ({"submit"}, {"publish"}, {"cancel", "sum_up"})


def test_the_reason_of_a_return_stands_on_the_desk(as_member, made):
    CampaignPage.objects.update(reason="Brakuje godzin.")

    assert "Brakuje godzin." in as_member.get(reverse("signups:host_page", args=[made.pk])).content.decode()


@pytest.mark.parametrize("name", ["return", "xyz", "submit2"])
def test_a_member_has_no_other_moves(as_member, made, name):
    assert (make_move(as_member, made, name, typed={"reason": "x"}).status_code, stored(made).state) == (404, S.DRAFT)


@pytest.mark.parametrize(("name", "status"), [("cancel", 409), ("sum_up", 409), ("publish", 403)])
def test_a_move_that_is_not_due_is_refused(as_member, made, name, status):
    answer = make_move(as_member, made, name, typed={"reason": "Powód"})

    assert (answer.status_code, stored(made).state) == (status, S.DRAFT)


def test_decisions_are_made_by_buttons_only(as_member, made):
    assert as_member.get(move_url(made, "submit")).status_code == 405


def test_cancelling_on_the_desk_needs_a_reason(as_member, campaign):
    make_move(as_member, campaign, "cancel", typed={"reason": "  "})
    without = stored(campaign).state
    make_move(as_member, campaign, "cancel", typed={"reason": "Burza"})

    assert (without, stored(campaign).state, Slot.objects.get().cancel_reason) == (S.PUBLISHED, S.CANCELLED, "Burza")


def test_a_refused_move_comes_back_with_what_was_typed(as_member, campaign):
    answer = make_move(as_member, campaign, "cancel", typed={"reason": "x" * 2001})

    assert (answer.status_code, len(answer.context["refused"]), stored(campaign).state) == (422, 1, S.PUBLISHED)
    assert "x" * 2001 in answer.content.decode()


def test_a_colleague_s_old_screen_cancels_nothing(as_member, ngo_member, campaign):
    desk, move = reverse("signups:host_page", args=[campaign.pk]), move_url(campaign, "cancel")
    old = hidden_fields(as_member.get(desk), move)
    first = as_member.post(move, {**old, "reason": "Burza"})
    second = as_member.post(move, {**old, "reason": "Upał"})

    assert (first.status_code, second.status_code, stored(campaign).reason) == (302, 409, "Burza")
    said = " ".join(second.context["refused"])
    assert ("Burza" in said, "Upał" in said, "ngo" in said.lower()) == (
        True,
        False,
        False,
    )  # the host is not told by whom


# --- the list of what one hosts --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_what_one_hosts_costs_the_same_with_one_and_three(as_member, listed, organisation, count, django_assert_max_num_queries):  # fmt: skip
    for number in range(count):
        scene.make_campaign(listed, slug=f"k-{number}", organisation=organisation)
    scene.make_campaign(listed, slug="cudza")
    as_member.get(reverse("signups:host_mine"))

    with django_assert_max_num_queries(14):
        assert len(as_member.get(reverse("signups:host_mine")).context["page_obj"]) == count


def test_a_member_of_two_organisations_hosts_for_both(client, as_member, listed, branch, ngo_member, campaign):
    other = ngos.make_organisation(branch, slug="druga")
    ngos.make_member(other, ngo_member)
    second = scene.make_campaign(listed, slug="druga", organisation=other, state=S.DRAFT, live=False)

    shown = [page.pk for page in as_member.get(reverse("signups:host_mine")).context["page_obj"]]
    assert sorted(shown) == sorted([campaign.pk, second.pk])


def test_membership_that_has_ended_closes_the_desk(client, as_member, organisation, campaign):
    ngos.make_member(organisation, person("druga@przyklad.example"), "representative")
    opened = as_member.get(edit_url(campaign)).status_code
    today = timezone.localdate()
    organisation.memberships.update(since=today - timedelta(9), until=today - timedelta(1))

    assert (opened, as_member.get(edit_url(campaign)).status_code) == (200, 404)
