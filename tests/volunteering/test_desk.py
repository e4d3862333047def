"""The editor's desk below /cms/wolontariat/: who enters, what each list shows, decisions and their refusals."""

import itertools

import pytest
from django.urls import reverse
from wagtail.models import Locale

from tests.desks import hidden_fields, shown
from tests.factories import volunteering as scene
from tests.kept import kept
from volunteering.models import CampaignPage

S = CampaignPage.State
INDEX = "/cms/wolontariat/"
WHO = ["editor", "coordinator", "other_editor", "clerk", "moderator", "ngo_member", "resident", "nobody"]
MAY = {"editor", "coordinator"}


@kept
def submitted(listed, organisation, skawina):
    return scene.make_campaign(
        listed, slug="pierwsza", state=S.SUBMITTED, live=False, organisation=organisation, municipality=skawina
    )


def enter(client, request, who):
    user = request.getfixturevalue(who)
    if user:
        client.force_login(user)


def decide(client, page, move, reason=""):
    """The button of a screen opened now."""
    typed = {**shown(page, "latest_revision_id"), "reason": reason}
    return client.post(reverse("volunteering_admin:move", args=[page.pk, move]), typed)


def state(page) -> str:
    return CampaignPage.objects.get(pk=page.pk).state


# --- who ----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", WHO)
def test_only_people_who_decide_somewhere_enter(client, request, submitted, who):
    enter(client, request, who)
    answer = client.get(INDEX)

    enters = who in (*MAY, "other_editor")  # Wagtail turns a refusal into a redirect with a message
    assert answer.status_code == (200 if enters else 302)
    shown = [row.pk for row, _given in answer.context["page_obj"]] if enters else []
    assert shown == ([submitted.pk] if who in MAY else [])


@pytest.mark.parametrize("who", WHO)
def test_a_campaign_is_read_by_its_own_editors(client, request, submitted, who):
    enter(client, request, who)
    answer = client.get(reverse("volunteering_admin:campaign", args=[submitted.pk]))

    outside = who in ("ngo_member", "resident", "nobody")
    assert answer.status_code == (200 if who in MAY else 302 if outside else 404)
    assert (submitted.summary in answer.content.decode()) is (who in MAY)


@pytest.mark.parametrize(("who", "move"), itertools.product(WHO, ["publish", "return"]))
def test_only_its_editors_decide(client, request, submitted, who, move):
    enter(client, request, who)
    decide(client, submitted, move, "Brakuje godzin.")

    decided = {"publish": S.PUBLISHED, "return": S.DRAFT}[move]
    assert state(submitted) == (decided if who in MAY else S.SUBMITTED)


@pytest.mark.parametrize(("who", "move"), itertools.product(WHO, ["cancel", "sum_up"]))
def test_editors_cancel_and_sum_up_what_is_public_in_their_municipality(client, request, campaign, slot, who, move):
    slot.delete()
    CampaignPage.objects.update(result_words="Udało się.")
    enter(client, request, who)
    decide(client, campaign, move, "Burza")

    decided = {"cancel": S.CANCELLED, "sum_up": S.SUMMED_UP}[move]
    assert state(campaign) == (decided if who in MAY else S.PUBLISHED)


def test_the_menu_leads_only_those_who_decide(client, editor, clerk, coordinator):
    leads = []
    for user in (editor, clerk, coordinator):
        client.force_login(user)
        leads.append(INDEX in client.get("/cms/").content.decode())

    assert leads == [True, False, True]


def test_the_desk_asks_for_the_second_factor(client, editor, submitted, settings):
    settings.STAFF_WITHOUT_TOTP = False
    client.force_login(editor)

    assert [client.get(INDEX).status_code, decide(client, submitted, "publish").status_code, state(submitted)] == [
        302, 302, S.SUBMITTED,
    ]  # fmt: skip


# --- lists -------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", [*S.values, "", "xyz", "' OR 1=1"])
def test_each_tab_shows_its_state_and_an_unknown_one_what_waits(client, coordinator, listed, asked):
    for made in S.values:
        scene.make_campaign(listed, slug=made.replace("_", "-"), state=made)
    client.force_login(coordinator)
    context = client.get(INDEX, {"stan": asked}).context

    assert [row.state for row, _given in context["page_obj"]] == [asked if asked in S.values else S.SUBMITTED]


def test_the_list_shows_the_newest_words_and_what_was_given(client, editor, submitted):
    page = CampaignPage.objects.get(pk=submitted.pk)
    page.title = "Nowszy tytuł kampanii"
    page.save_revision(clean=False)
    CampaignPage.objects.update(people_before=3, minutes_before=120)
    client.force_login(editor)
    answer = client.get(INDEX)

    assert "Nowszy tytuł kampanii" in answer.content.decode()
    assert [(given.people, given.hours) for _row, given in answer.context["page_obj"]] == [(3, 2)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_with_one_and_three(client, coordinator, listed, organisation, skawina, count, django_assert_max_num_queries):  # fmt: skip
    for number in range(count):
        scene.make_campaign(
            listed, slug=f"k-{number}", state=S.SUBMITTED, organisation=organisation, municipality=skawina
        )
    client.force_login(coordinator)
    client.get(INDEX)

    with django_assert_max_num_queries(26):  # Wagtail's own screen takes most of them
        assert len(client.get(INDEX).context["page_obj"]) == count


def test_translations_are_decided_with_their_source(client, coordinator, campaign):
    english = Locale.objects.create(language_code="en")
    made = campaign.copy_for_translation(english, copy_parents=True)
    client.force_login(coordinator)

    shown = [row.pk for row, _given in client.get(INDEX, {"stan": "published"}).context["page_obj"]]
    assert shown == [campaign.pk]
    assert client.get(reverse("volunteering_admin:campaign", args=[made.pk])).status_code == 404


# --- decisions ---------------------------------------------------------------------------------------------------------------------------------


def offered(client, page) -> set[str]:
    screen = client.get(reverse("volunteering_admin:campaign", args=[page.pk])).content.decode()
    moves = ("publish", "return", "cancel", "sum_up", "submit", "take_back")
    return {move for move in moves if f"/cms/wolontariat/{page.pk}/decyzja/{move}/" in screen}


@pytest.mark.parametrize(
    ("made", "buttons"),
    [("draft", {"publish"}), ("submitted", {"publish", "return"}), ("published", {"cancel", "sum_up"}), ("cancelled", set()), ("summed_up", set())],
)  # fmt: skip
def test_the_screen_offers_what_may_be_done(client, editor, submitted, made, buttons):
    CampaignPage.objects.update(state=made)
    client.force_login(editor)

    assert offered(client, submitted) == buttons


def test_a_gap_is_said_before_and_after_the_button(client, editor, submitted):
    scene.slot_of(submitted).delete()
    client.force_login(editor)
    before = client.get(reverse("volunteering_admin:campaign", args=[submitted.pk])).context["gaps"]
    answer = decide(client, submitted, "publish")

    assert (len(before), answer.status_code, answer.context["refused"], state(submitted)) == (
        1,
        422,
        before,
        S.SUBMITTED,
    )
    assert before[0] in answer.content.decode()


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_return_needs_a_reason_and_says_so(client, editor, submitted, reason):
    client.force_login(editor)
    answer = decide(client, submitted, "return", reason)

    assert (answer.status_code, len(answer.context["refused"]), state(submitted)) == (422, 1, S.SUBMITTED)
    assert answer.context["refused"][0] in answer.content.decode()


@pytest.mark.parametrize("move", ["submit", "take_back", "xyz"])
def test_the_moves_of_members_are_not_made_here(client, coordinator, submitted, move):
    client.force_login(coordinator)

    assert (decide(client, submitted, move).status_code, state(submitted)) == (404, S.SUBMITTED)


def old_screen(client, page, move) -> dict[str, str]:
    """What the button of a screen posts that is opened now, to be pressed later."""
    screen = client.get(reverse("volunteering_admin:campaign", args=[page.pk]))
    return hidden_fields(screen, reverse("volunteering_admin:move", args=[page.pk, move]))


def press_old(client, page, move, old, reason="Powód"):
    return client.post(reverse("volunteering_admin:move", args=[page.pk, move]), {**old, "reason": reason})


def test_a_decision_somebody_else_has_made_meanwhile_is_refused(client, editor, coordinator, submitted):
    client.force_login(editor)
    old = old_screen(client, submitted, "return")
    client.force_login(coordinator)
    decide(client, submitted, "return", "Brakuje godzin.")
    client.force_login(editor)
    answer = press_old(client, submitted, "return", old)

    said = " ".join(answer.context["refused"])
    assert (answer.status_code, state(submitted)) == (409, S.DRAFT)
    assert [words in said for words in (str(S.DRAFT.label), str(coordinator), "Brakuje godzin.")] == [True] * 3
    assert CampaignPage.objects.get(pk=submitted.pk).reason == "Brakuje godzin."


def test_a_state_that_came_back_by_itself_is_refused_too(client, editor, submitted):
    client.force_login(editor)
    old = old_screen(client, submitted, "publish")
    CampaignPage.objects.update(state=S.DRAFT)

    assert (press_old(client, submitted, "publish", old).status_code, state(submitted)) == (409, S.DRAFT)


def test_words_changed_since_the_editor_read_them_are_not_published(client, editor, submitted):
    client.force_login(editor)
    old = old_screen(client, submitted, "publish")
    page = CampaignPage.objects.get(pk=submitted.pk)
    page.title = "Zupełnie inny tytuł"
    page.save_revision(clean=False)
    answer = press_old(client, submitted, "publish", old)

    assert (answer.status_code, len(answer.context["refused"]), state(submitted)) == (409, 1, S.SUBMITTED)
    assert "Zupełnie inny tytuł" in answer.content.decode()


def test_decisions_are_made_by_buttons_only(client, editor, submitted):
    client.force_login(editor)

    assert client.get(reverse("volunteering_admin:move", args=[submitted.pk, "publish"])).status_code == 405


def test_a_reason_of_a_novel_s_length_is_refused_and_kept(client, editor, submitted):
    client.force_login(editor)
    answer = decide(client, submitted, "return", "x" * 5000)

    assert (answer.status_code, state(submitted), CampaignPage.objects.get(pk=submitted.pk).reason) == (
        422,
        S.SUBMITTED,
        "",
    )
    assert "x" * 5000 in answer.content.decode()


def test_after_publishing_in_the_admin_a_gap_is_told_with_the_way_to_the_desk(client, editor, submitted):
    scene.slot_of(submitted).delete()
    submitted.save_revision(user=editor, clean=False).publish(user=editor, skip_permission_checks=True)
    client.force_login(editor)
    page = CampaignPage.objects.get(pk=submitted.pk)
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    data = {name: form[name].value() if form[name].value() is not None else "" for name in form.fields}
    data = {name: value for name, value in data.items() if value is not False and not isinstance(value, list | dict)}
    data |= {
        "body-count": "0",
        "photos-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-publish": "1",
    }
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data, follow=True)

    assert answer.status_code == 200
    assert reverse("volunteering_admin:campaign", args=[page.pk]) in answer.content.decode()
    assert state(submitted) == S.SUBMITTED
