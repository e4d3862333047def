"""The page of a campaign: everything a volunteer must know before, what came of it afterwards, who sees it when."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from ngos.models import OrganisationPage
from ngos.organisation_activity import activities_of
from places.models import Solectwo
from programme.goal_references import references_of_goals
from programme.models import Goal, GoalTree
from signups.models import Slot
from tests.factories import volunteering as scene
from tests.kept import kept
from volunteering.contributions import find_campaigns_of_goals
from volunteering.figures import Given
from volunteering.models import CampaignPage

S = CampaignPage.State


def text(client, page) -> str:
    answer = client.get(page.url)
    assert answer.status_code == 200
    return answer.getvalue().decode()


def stored(page) -> CampaignPage:
    return CampaignPage.objects.get(pk=page.pk)


def change(page, **facts) -> None:
    CampaignPage.objects.filter(pk=page.pk).update(**facts)


@kept
def goal(db):
    tree = GoalTree.objects.create(slug="drzewo", name="Strategia")
    return Goal.objects.create(tree=tree, level="direction", code="4.2.1", title="Wolontariat")


# --- what it says ------------------------------------------------------------------------------------------------------


FULL = {
    "summary": "Pakujemy paczki dla osiemdziesięciu domów.", "tasks": "sortowanie darów\n– pakowanie", "when_words": "sobota od rana",
    "starts_on": "2027-04-17", "ends_on": "2027-04-18", "venue": "Remiza, ul. Przykładowa 2", "access_words": "Wejście bez schodów.",
    "people_wanted": 12, "min_age": 16, "takes_consent": True, "protects_children": True, "with_children": True,
    "qualifications": "prawo jazdy", "insurance": True, "training": "godzina na miejscu", "food": "zupa i herbata", "costs": "bilety",
    "certificate": True, "apply_by": "2027-04-10", "what_next": "Zadzwonimy dzień wcześniej.", "keep_days": 90,
    "contact_name": "Dyżurny remizy", "contact_phone": "12 555 01 20", "sow_url": "https://sow.przyklad.example/oferta/7",
    "kind": "regular", "effort": "weekly", "topic": "children", "is_remote": True,
}  # fmt: skip


def test_the_page_tells_everything_a_volunteer_must_know(client, campaign, skawina):
    village = Solectwo.objects.create(municipality=skawina, name="Rzozów", slug="rzozow")
    change(campaign, **FULL, village=village)
    page, fresh = text(client, campaign).replace("\xa0", " "), stored(campaign)

    words = [str(getattr(fresh, f"get_{name}_display")()) for name in ("kind", "effort", "topic", "min_age")]
    words += [value for value in FULL.values() if isinstance(value, str) and " " in value and "\n" not in value]
    words += ["<li>sortowanie darów</li>", "<li>pakowanie</li>", "Rzozów, Skawina", "Stowarzyszenie Wspólna Ławka"]
    words += [FULL["sow_url"], reverse("signups:ask", args=[campaign.pk]), campaign.organisation.url]
    assert [word for word in words if word not in page] == []


def test_a_day_at_the_end_of_a_sentence_has_one_dot(client, campaign):
    change(campaign, apply_by=timezone.localdate() + timedelta(1))

    assert "r.." not in text(client, campaign)


@pytest.mark.indexed
def test_the_address_of_the_contact_is_on_no_public_page(client, campaign, slot, listed):
    addresses = [
        campaign.url, f"{campaign.url}promocja/", listed.url, f"{listed.url}atom/", f"{listed.url}csv/", "/",
        reverse("signups:sign", args=[slot.pk]), reverse("signups:ask", args=[campaign.pk]), "/szukaj/?q=paczki",
    ]  # fmt: skip

    answers = [client.get(address) for address in addresses]
    assert [(a.status_code, scene.CONTACT in a.getvalue().decode()) for a in answers] == [(200, False)] * len(addresses)


def test_words_of_members_are_never_markup(client, campaign):
    nasty = "<script>alert(1)</script>"
    change(campaign, title=nasty, summary=nasty, tasks=nasty, what_next=nasty, access_words=nasty, food=nasty)
    Slot.objects.update(label=nasty, place=nasty)

    assert nasty not in text(client, campaign)


def test_what_the_host_gives_is_said_only_when_it_gives_it(campaign):
    change(campaign, insurance=False, certificate=False, training="", food="obiad", costs="")

    fresh = stored(campaign)
    gives = fresh.make_preview_request().context_data["gives"]
    assert [words for _label, words in gives] == ["obiad"]


@pytest.mark.parametrize(
    ("facts", "long"),
    [
        ({"starts_on": 0, "ends_on": 29}, False),  # thirty days
        ({"starts_on": 0, "ends_on": 30}, True),
        ({"starts_on": 0, "ends_on": 0}, False),
        ({"starts_on": 0, "ends_on": None, "kind": "one_off"}, False),
        ({"kind": "regular"}, True),
        ({"kind": "long_term"}, True),
        ({"kind": "regular", "starts_on": 0, "ends_on": 5}, False),
    ],
)
def test_longer_than_thirty_days_is_told_from_the_days_or_the_kind(campaign, facts, long):
    for name, value in facts.items():
        is_day = name != "kind" and value is not None
        setattr(campaign, name, timezone.localdate() + timedelta(value) if is_day else value)

    assert campaign.is_long is long


# --- how it stands ------------------------------------------------------------------------------------------------------


def status(client, page) -> str:
    return client.get(page.url).context["status"]


@pytest.mark.parametrize(
    ("state", "shown"), [(S.PUBLISHED, "intake"), (S.SUMMED_UP, "summed_up"), (S.CANCELLED, "cancelled")]
)
def test_a_decision_is_shown_as_it_is(client, campaign, state, shown):
    change(campaign, state=state)

    assert status(client, campaign) == shown


def test_a_shift_that_goes_on_now_says_that_it_runs(client, campaign, slot):
    now = timezone.now()
    Slot.objects.update(starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1))

    assert status(client, campaign) == "running"


def test_after_the_last_day_of_signing_up_the_intake_is_closed(client, campaign):
    statuses = []
    for days in (1, 0, -1):
        change(campaign, apply_by=timezone.localdate() + timedelta(days))
        statuses.append(status(client, campaign))

    assert statuses == ["intake", "intake", "closed"]


def test_a_full_shift_still_takes_people_into_the_queue(client, campaign, slot):
    Slot.objects.update(capacity=1)
    scene.make_signup(slot)

    assert status(client, campaign) == "intake"


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({"days": -1}, "over"),
        ({"days": 5, "state": "cancelled"}, "closed"),
        ({"days": None}, "intake"),
        ({"days": None, "closed_at": timezone.now()}, "over"),
    ],
)
def test_the_shifts_say_whether_people_can_sign_up(client, campaign, slot, facts, shown):
    slot.delete()
    scene.make_slot(campaign, **facts)

    assert status(client, campaign) == shown


def test_without_any_shift_it_is_over_and_the_page_invites_to_follow(client, campaign, slot):
    slot.delete()

    assert (status(client, campaign), reverse("volunteering:follow") in text(client, campaign)) == ("over", True)


def test_a_button_stands_only_where_one_can_sign_up(client, campaign, slot):
    button = reverse("signups:sign", args=[slot.pk])
    open_ = button in text(client, campaign)
    Slot.objects.update(state="cancelled", cancel_reason="Burza")

    page = text(client, campaign)
    assert (open_, button in page, "Burza" in page) == (True, False, True)


def test_a_cancelled_campaign_says_why_and_takes_nobody(client, campaign, slot):
    change(campaign, state=S.CANCELLED, reason="Powódź zalała remizę.")

    page = text(client, campaign)
    assert ("Powódź zalała remizę." in page, reverse("signups:sign", args=[slot.pk]) in page) == (True, False)


def test_what_came_of_it_shows_people_hours_and_thanks(client, campaign):
    change(
        campaign, state=S.SUMMED_UP, result_words="Osiemdziesiąt paczek.", thanks="Dziękujemy!", people_before=3,
        minutes_before=135,
    )  # fmt: skip
    scene.make_hours(scene.make_signup(scene.slot_of(campaign)), minutes=60)

    answer = client.get(campaign.url)
    words = answer.getvalue().decode().replace("\xa0", " ")
    assert answer.context["given"] == Given(4, 195)
    assert [said in words for said in ("Osiemdziesiąt paczek.", "Dziękujemy!")] == [True, True]


def test_what_came_of_it_is_not_told_before_it_is_summed_up(client, campaign):
    change(campaign, result_words="Jeszcze nie wiadomo.", thanks="Dzięki z góry.")

    page = text(client, campaign).replace("\xa0", " ")
    assert ("Jeszcze nie wiadomo." in page, "Dzięki z góry." in page) == (False, False)


# --- who sees it -------------------------------------------------------------------------------------------------------


def appears(client, listed, campaign) -> list[bool]:
    """At its own address, in the list, the feed, the table, on the front page and in its share picture."""
    addresses = (listed.url, f"{listed.url}atom/", f"{listed.url}csv/", "/")
    found = [campaign.title in client.get(address).getvalue().decode().replace("\xa0", " ") for address in addresses]
    return [client.get(campaign.url).status_code == 200, *found]


def test_a_public_campaign_appears_everywhere(client, listed, campaign):
    assert appears(client, listed, campaign) == [True] * 5


@pytest.mark.parametrize("state", [S.DRAFT, S.SUBMITTED])
def test_a_draft_is_nowhere_even_when_the_page_is_live(client, listed, campaign, state):
    change(campaign, state=state)

    assert appears(client, listed, campaign) == [False] * 5
    assert [
        client.get(f"{campaign.url}{below}").status_code for below in ("promocja/", "plakat/a4/", "plakat/a3/")
    ] == [404] * 3


def test_an_unpublished_page_is_nowhere(client, listed, campaign):
    stored(campaign).unpublish()

    assert appears(client, listed, campaign) == [False] * 5


@pytest.mark.parametrize(("state", "seen"), [("published", True), ("dormant", True), ("struck_off", False)])
def test_the_campaign_disappears_with_its_organisation(client, listed, campaign, slot, state, seen):
    OrganisationPage.objects.filter(pk=campaign.organisation_id).update(state=state)

    assert appears(client, listed, campaign) == [seen] * 5
    assert client.get(reverse("signups:sign", args=[slot.pk])).status_code == (200 if seen else 404)
    assert reverse("signups:sign", args=[slot.pk]) in text(client, campaign) if seen else True


@pytest.mark.indexed
@pytest.mark.parametrize("words", ["paczkami", "sortowanie", "swiateczne", "prawa jazdy"])
def test_the_search_finds_a_public_campaign_only(client, listed, campaign, words):
    change(campaign, qualifications="prawo jazdy")
    scene.make_campaign(listed, slug="szkic", state=S.DRAFT, qualifications="prawo jazdy")
    call_command("update_index", verbosity=0)

    assert [page.pk for page in client.get("/szukaj/", {"q": words}).context["found"]] == [campaign.pk]


@pytest.mark.indexed
@pytest.mark.parametrize(("state", "found"), [("published", True), ("struck_off", False)])
def test_the_search_finds_nothing_of_a_suspended_organisation(client, campaign, state, found):
    call_command("update_index", verbosity=0)
    OrganisationPage.objects.filter(pk=campaign.organisation_id).update(state=state)

    assert ([page.pk for page in client.get("/szukaj/?q=paczki").context["found"]] == [campaign.pk]) is found


@pytest.mark.indexed
def test_the_search_learns_of_a_decision_at_once(client, listed, organisation, skawina, editor):
    from volunteering.lifecycle import CAMPAIGN

    draft = scene.make_campaign(listed, state="submitted", live=False, organisation=organisation, municipality=skawina)
    before = [page.pk for page in client.get("/szukaj/?q=paczki").context["found"]]
    CAMPAIGN.apply("publish", draft, by=editor)

    assert (before, [page.pk for page in client.get("/szukaj/?q=paczki").context["found"]]) == ([], [draft.pk])


def test_the_site_map_names_public_campaigns_only(client, campaign):
    listed_there = campaign.url in client.get("/sitemap.xml").getvalue().decode()
    change(campaign, state=S.DRAFT)

    assert (listed_there, campaign.url in client.get("/sitemap.xml").getvalue().decode()) == (True, False)


# --- what hangs on others -----------------------------------------------------------------------------------------------


def test_a_goal_shows_the_campaigns_that_serve_it(listed, organisation, goal, client):
    page = scene.make_campaign(listed, organisation=organisation, goals=[goal])
    for number, state in enumerate((S.DRAFT, S.CANCELLED)):
        scene.make_campaign(listed, slug=f"inna-{number}", state=state, goals=[goal])

    references = [(thing.title, thing.url, thing.note) for thing in references_of_goals([goal.pk], "pl")[goal.pk]]
    assert references == [(page.title, page.url, organisation.title)]
    assert str(goal) in text(client, page).replace("\xa0", " ")


@pytest.mark.parametrize("count", [1, 3])
def test_goals_find_their_campaigns_in_the_same_number_of_queries(listed, goal, count, django_assert_num_queries):
    for number in range(count):
        scene.make_campaign(listed, slug=f"k-{number}", goals=[goal])
    list(find_campaigns_of_goals([goal.pk], "en"))

    with django_assert_num_queries(3):
        assert len(list(find_campaigns_of_goals([goal.pk], "en"))) == count


def test_the_profile_of_an_organisation_names_its_public_campaigns(campaign, organisation, listed):
    scene.make_campaign(listed, slug="szkic", state=S.DRAFT, organisation=organisation)
    scene.make_campaign(listed, slug="odwolana", state=S.CANCELLED, organisation=organisation)

    assert [(b.title, b.url, b.note) for b in activities_of(organisation, "pl") if "wolontariat" in b.url] == [
        (campaign.title, campaign.url, campaign.when_words)
    ]


# --- what an editor types: rule 21 ------------------------------------------------------------------------------------------


def refused(page) -> set[str]:
    try:
        page.full_clean()
    except ValidationError as error:
        return set(error.message_dict)
    return set()


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({}, set()),
        ({"min_age": 16}, {"takes_consent", "protects_children"}),
        ({"min_age": 13, "takes_consent": True}, {"protects_children"}),
        ({"min_age": 13, "protects_children": True}, {"takes_consent"}),
        ({"min_age": 13, "takes_consent": True, "protects_children": True}, set()),
        ({"with_children": True}, {"protects_children"}),
        ({"with_children": True, "protects_children": True}, set()),
        ({"min_age": 12}, {"min_age", "takes_consent", "protects_children"}),
        ({"people_wanted": 0}, {"people_wanted"}),
        ({"keep_days": 29}, {"keep_days"}),
        ({"keep_days": 731}, {"keep_days"}),
        ({"starts_on": timezone.localdate(), "ends_on": timezone.localdate() - timedelta(1)}, {"ends_on"}),
        ({"sow_url": "javascript:alert(1)"}, {"sow_url"}),
        ({"people_wanted": Decimal("3")}, set()),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field(campaign, facts, wrong):
    for name, value in facts.items():
        setattr(campaign, name, value)

    assert refused(campaign) == wrong


def test_a_village_lies_in_its_municipality(campaign, liszki):
    campaign.village = Solectwo.objects.create(municipality=liszki, name="Kaszów", slug="kaszow")

    assert refused(campaign) == {"village"}


@pytest.mark.parametrize(("age", "consent", "minors"), [(18, True, False), (16, False, False), (13, True, True)])
def test_minors_sign_up_only_where_guardians_are_asked(campaign, age, consent, minors):
    campaign.min_age, campaign.takes_consent = age, consent

    assert campaign.takes_minors is minors


def test_the_page_costs_at_most_fourteen_queries(client, campaign, slot, goal, django_assert_max_num_queries):
    for number in range(3):
        scene.make_signup(scene.make_slot(campaign, days=20 + number), f"osoba{number}@przyklad.example")
    client.get(campaign.url)

    with django_assert_max_num_queries(14):
        client.get(campaign.url)
